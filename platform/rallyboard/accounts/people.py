"""People: what accounts need to know of players, who live a floor above and hand it down."""

from collections.abc import Collection
from typing import Protocol

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession


class Person(msgspec.Struct, frozen=True):
    """The player that an account holder is."""

    key: str
    name: str
    slug: str
    avatar: str | None


class People(Protocol):
    """Kept by `rallyboard.players.people`; every call runs inside the caller's transaction."""

    async def check_name(self, session: AsyncSession, name: str, but: str | None = None) -> str:
        """The name as it is shown; raises AliasRefused, or NameTaken when anybody but `but` has one like it."""
        ...

    async def become(self, session: AsyncSession, name: str, guest_key: str | None) -> str:
        """The key of the player who holds an account from now on: this guest if still unclaimed, else a new one."""
        ...

    async def rename(self, session: AsyncSession, key: str, name: str) -> None:
        """The player is shown by this name from now on."""
        ...

    async def person(self, session: AsyncSession, key: str) -> Person:
        """The player."""
        ...

    async def names(self, session: AsyncSession, keys: Collection[str]) -> dict[str, str]:
        """What those of these players who exist are called, by their keys."""
        ...
