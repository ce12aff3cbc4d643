"""People: what players are to accounts. Keeps the promise of `rallyboard.accounts.people.People`."""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.aliases import clean_alias
from rallyboard.accounts.errors import AliasRefused, NameTaken
from rallyboard.accounts.lookalikes import skeleton
from rallyboard.accounts.people import Person
from rallyboard.players import repository
from rallyboard.players.errors import NoSuchPlayer
from rallyboard.players.models import Player
from rallyboard.players.slugs import avatar_address, folded, guest_slug


class PlayersAsPeople:
    """Every call runs inside the caller's transaction."""

    async def check_name(self, session: AsyncSession, name: str, but: str | None = None) -> str:
        """The name as it is shown; raises AliasRefused, or NameTaken when anybody but `but` has one like it."""
        try:
            shown = clean_alias(name)
        except AliasRefused as refused:
            raise AliasRefused(refused.detail.replace("alias", "name"), field="name") from None
        taken = select(Player.key).where(Player.claimed == _claim(shown))
        holder = (await session.execute(taken)).scalar_one_or_none()
        if holder is not None and holder != but:
            raise NameTaken("Somebody has this name, or one that looks like it; choose another.", field="name")
        return shown

    async def become(self, session: AsyncSession, name: str, guest_key: str | None) -> str:
        """The key of the player who holds an account from now on: this guest if still unclaimed, else a new one."""
        shown = await self.check_name(session, name, guest_key)
        player = None if guest_key is None else await _unclaimed(session, guest_key)
        if player is None:
            player = await _newcomer(session, shown)
        player.kind, player.name, player.folded, player.claimed = "human", shown, folded(shown), _claim(shown)
        return player.key

    async def rename(self, session: AsyncSession, key: str, name: str) -> None:
        """The player is shown by this name from now on."""
        player = await _found(session, key)
        player.name, player.folded, player.claimed = name, folded(name), _claim(name)

    async def person(self, session: AsyncSession, key: str) -> Person:
        """The player."""
        player = await _found(session, key)
        return Person(player.key, player.name, player.slug, avatar_address(player.slug, player.avatar))

    async def names(self, session: AsyncSession, keys: Collection[str]) -> dict[str, str]:
        """What those of these players who exist are called, by their keys."""
        return {player.key: player.name for player in await repository.by_keys(session, keys)}


def _claim(name: str) -> str:
    return skeleton(name)[:64]


async def _found(session: AsyncSession, key: str) -> Player:
    player = await repository.by_key(session, key)
    if player is None:
        raise NoSuchPlayer("This player is gone.")
    return player


async def _unclaimed(session: AsyncSession, guest_key: str) -> Player | None:
    query = select(Player).where(Player.key == guest_key, Player.kind == "guest", Player.claimed.is_(None))
    return (await session.execute(query.with_for_update())).scalar_one_or_none()


async def _newcomer(session: AsyncSession, name: str) -> Player:
    slug = guest_slug(name)
    while await repository.by_slug(session, slug) is not None:
        slug = guest_slug(name)
    player = Player(
        key=str(uuid4()), name=name, folded=folded(name), slug=slug, kind="human",
        joined_at=datetime.now(UTC).isoformat(),
    )  # fmt: skip
    session.add(player)
    return player
