"""Profiles: what a player shows of themselves, what the site knows of them, and who may see it."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import cast

import msgspec
from msgspec import UNSET
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.db.engine import Database
from rallyboard.players import friendships, repository, schemas
from rallyboard.players.about import clean_about
from rallyboard.players.countries import clean_country
from rallyboard.players.errors import NoSuchPlayer, NotShown
from rallyboard.players.links import clean_links
from rallyboard.players.models import Player
from rallyboard.players.privacy import may_see
from rallyboard.players.service import shown

Presences = Callable[[Collection[str]], Awaitable[Mapping[str, schemas.Presence]]]
Records = Callable[[str], Awaitable[schemas.Record]]


async def nobody_there(_: Collection[str]) -> Mapping[str, schemas.Presence]:
    """What is told where no sockets are watched."""
    return {}


async def nothing_played(_: str) -> schemas.Record:
    """What is told where no matches are kept."""
    return schemas.Record(0, 0)


class Profiles:
    """`presence` tells what players are doing now, `record` what they won: rooms further up know, and say so here."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.presence: Presences = nobody_there
        self.record: Records = nothing_played
        self.on_privacy: list[Callable[[str], None]] = []
        """Called after the commit with a player who lets others see more or less than before."""

    async def of(self, slug: str, viewer: Player | None) -> schemas.Profile:
        """The profile at this address as `viewer` may see it; raises NoSuchPlayer."""
        async with self._database.reading() as session:
            player = await _found(session, slug)
            standing = await friendships.standing(session, None if viewer is None else viewer.key, player.key)
            allowed = await may_see(session, viewer, player)
            hides = viewer is not None and await friendships.blocks(session, player.key, viewer.key)
        record = await self.record(player.key) if allowed else None
        states = {} if hides or standing == "blocked" else await self.states([player], viewer)
        return _profile(player, record, states.get(player.key, "offline"), standing, may_see_board=allowed)

    async def states(self, people: Collection[Player], viewer: Player | None) -> dict[str, schemas.Presence]:
        """What these players are doing, as far as they let others know; everybody knows it of themselves."""
        told = [one.key for one in people if not one.invisible or (viewer is not None and one.key == viewer.key)]
        return dict(await self.presence(told)) if told else {}

    async def may_see(self, slug: str, viewer: Player | None) -> bool:
        """Whether `viewer` is shown the board of the player at this address; raises NoSuchPlayer."""
        async with self._database.reading() as session:
            return await may_see(session, viewer, await _found(session, slug))

    async def check_shown(self, slug: str, viewer: Player | None, met: str | None = None) -> Player:
        """The player at this address whose matches `viewer` may list; raises NoSuchPlayer, NotShown.

        With `met` only the matches against the one at that address are meant. They belong to both: either may list
        them, as they may their own, whatever the other hides; a third only if both may be seen, so both are checked.
        """
        own = viewer is not None and viewer.slug == met
        async with self._database.reading() as session:
            player = await _found(session, slug)
            if not own and not await may_see(session, viewer, player):
                raise NotShown("This player does not show their matches to you; ask to be their friend.")
        return player

    async def edit(self, key: str, change: schemas.ProfileChange) -> Player:
        """Everything of the change is kept, or nothing; raises ProfileRefused, NoSuchPlayer."""
        values = _cleaned(change)
        async with self._database.transaction() as session:
            player = await _existing(session, key)
            for name, value in values.items():
                setattr(player, name, value)
            return player

    async def privacy(self, key: str) -> schemas.Privacy:
        """What the player lets others see; raises NoSuchPlayer."""
        async with self._database.reading() as session:
            return _privacy(await _existing(session, key))

    async def keep_private(self, key: str, change: schemas.PrivacyChange) -> schemas.Privacy:
        """From now on this is what others see; raises NoSuchPlayer."""
        async with self._database.transaction() as session:
            player = await _existing(session, key)
            if change.visibility is not UNSET:
                player.visibility = change.visibility
            if change.invisible is not UNSET:
                player.invisible = change.invisible
        for listener in self.on_privacy:
            listener(key)
        return _privacy(player)


async def _found(session: AsyncSession, slug: str) -> Player:
    player = await repository.by_slug(session, slug)
    if player is None:
        raise NoSuchPlayer("No player has this address; look them up in the list of players.")
    return player


async def _existing(session: AsyncSession, key: str) -> Player:
    player = await repository.by_key(session, key)
    if player is None:
        raise NoSuchPlayer("This player is gone.")
    return player


def _cleaned(change: schemas.ProfileChange) -> dict[str, str | None]:
    values: dict[str, str | None] = {}
    if change.about is not UNSET:
        values["about"] = None if change.about is None else clean_about(change.about)
    if change.country is not UNSET:
        values["country"] = None if change.country is None else clean_country(change.country)
    if change.links is not UNSET:
        values["links"] = msgspec.json.encode(clean_links(change.links)).decode()
    return values


def _privacy(player: Player) -> schemas.Privacy:
    return schemas.Privacy(cast("schemas.Visibility", player.visibility), player.invisible)


def _profile(
    player: Player, record: schemas.Record | None, presence: schemas.Presence, standing: schemas.Friendship,
    *, may_see_board: bool,
) -> schemas.Profile:  # fmt: skip
    told = shown(player)
    return schemas.Profile(
        player=told, about=told.about, country=told.country, avatar=told.avatar,
        links=msgspec.json.decode(player.links, type=list[str]),
        record=record, presence=presence, friendship=standing, may_see_board=may_see_board,
    )  # fmt: skip
