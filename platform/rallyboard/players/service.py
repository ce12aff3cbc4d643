"""Players: arriving, being found, changing a name."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import cast
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.aliases import clean_alias
from rallyboard.accounts.service import Guests
from rallyboard.db.engine import Database
from rallyboard.players import repository, roster, schemas
from rallyboard.players.countries import clean_country
from rallyboard.players.errors import NameHeld, NoSuchPlayer
from rallyboard.players.models import Player
from rallyboard.players.slugs import avatar_address, folded, guest_slug

SEARCHED = 64


class Players:
    """All that the site knows of players; match logs know only their keys."""

    def __init__(self, database: Database, guests: Guests) -> None:
        self._database = database
        self._guests = guests

    async def arrive(self, alias: str) -> tuple[Player, str]:
        """A new guest under `alias`, and the token that opens them; raises `AliasRefused`."""
        name = clean_alias(alias)
        async with self._database.transaction() as session:
            player = await self._add_guest(session, name)
            return player, await self._guests.admit(session, player.key)

    async def arrive_beside(self, alias: str) -> Player:
        """A guest who shares the keyboard of another and needs no token; raises `AliasRefused`."""
        name = clean_alias(alias)
        async with self._database.transaction() as session:
            return await self._add_guest(session, name)

    async def rename(self, key: str, alias: str) -> Player:
        """The guest is shown as `alias` everywhere from now on; the slug, and so every link, stays.

        Raises AliasRefused, NoSuchPlayer, and NameHeld for the holder of an account.
        """
        name = clean_alias(alias)
        async with self._database.transaction() as session:
            player = await repository.by_key(session, key)
            if player is None:
                raise NoSuchPlayer("This player is gone; choose an alias again.")
            if player.claimed is not None:
                raise NameHeld("Change it with your account, in the settings: PATCH /api/v1/account.")
            player.name, player.folded = name, folded(name)
            return player

    async def current(self, token: str | None) -> Player | None:
        """The player whom this browser's token opens."""
        key = await self._guests.player_key(token)
        return None if key is None else await self.get(key)

    async def get(self, key: str) -> Player | None:
        """The player with this key."""
        async with self._database.reading() as session:
            return await repository.by_key(session, key)

    async def many(self, keys: Iterable[str]) -> dict[str, Player]:
        """Those of `keys` that exist, by key, in one query."""
        async with self._database.reading() as session:
            return {player.key: player for player in await repository.by_keys(session, keys)}

    async def by_slug(self, slug: str) -> Player:
        """The player at this address; raises `NoSuchPlayer`."""
        async with self._database.reading() as session:
            player = await repository.by_slug(session, slug)
        if player is None:
            raise NoSuchPlayer("No player has this address; look them up in the list of players.")
        return player

    async def find(
        self, *, search: str = "", kind: str | None = None, country: str | None = None,
        sort: schemas.Sort = "name", limit: int = 20, offset: int = 0,
    ) -> tuple[list[Player], int]:  # fmt: skip
        """A page of the players whose name or address contains `search`, and how many there are.

        `country` is a code of ISO 3166; raises `ProfileRefused` for one that no country has.
        """
        home = None if country is None else clean_country(country)
        text = folded(search[:SEARCHED].strip())
        if not text.isprintable():
            return [], 0
        async with self._database.reading() as session:
            rows, total = await repository.find(
                session, text=text, kind=kind, country=home, sort=sort, limit=limit, offset=offset
            )
        return list(rows), total

    async def bots(self) -> list[Player]:
        """The house bots, weakest first."""
        async with self._database.reading() as session:
            return list(await repository.bots(session))

    async def seat_bots(self) -> int:
        """Every bot of the roster is a player afterwards; returns how many are new."""
        async with self._database.transaction() as session:
            return await roster.seat_bots(session, datetime.now(UTC).isoformat())

    async def _add_guest(self, session: AsyncSession, name: str) -> Player:
        while True:
            player = Player(
                key=str(uuid4()), name=name, folded=folded(name), slug=guest_slug(name),
                kind="guest", joined_at=datetime.now(UTC).isoformat(),
            )  # fmt: skip
            if await repository.add(session, player):
                return player


def shown(player: Player) -> schemas.Player:
    """A player as the API tells of them."""
    return schemas.Player(
        key=player.key, name=player.name, slug=player.slug, kind=cast("schemas.Kind", player.kind),
        level=player.level, about=player.about, joined_at=player.joined_at,
        country=player.country, avatar=avatar_address(player.slug, player.avatar),
    )  # fmt: skip
