"""Throttles: how many failures a door forgives within an hour. In the database, so that a restart forgives none."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.errors import TooManyTries
from rallyboard.accounts.models import Throttle
from rallyboard.db.engine import Database
from rallyboard.db.rows import changed

WINDOW: Final = timedelta(hours=1)


class Throttles:
    """Counts failures by key; a key is a kind of door and a hash of what was tried, never a name itself."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def check(self, *doors: tuple[str, int]) -> None:
        """Raises TooManyTries when any of these (key, limit) doors is shut."""
        now = datetime.now(UTC)
        limits = dict(doors)
        query = select(Throttle).where(Throttle.key.in_(list(limits)), Throttle.until > now.isoformat())
        async with self._database.reading() as session:
            shut = [row for row in (await session.execute(query)).scalars() if row.count >= limits[row.key]]
        if shut:
            opens = max(datetime.fromisoformat(row.until) for row in shut)
            wait = max(1, ceil((opens - now).total_seconds()))
            raise TooManyTries(f"Too many failed tries; try again in {ceil(wait / 60)} minutes.", retry_after=wait)

    async def fail(self, *keys: str) -> None:
        """One more failure at each of these doors."""
        for key in keys:
            try:
                async with self._database.transaction() as session:
                    await self._count(session, key)
            except IntegrityError:  # somebody else's first failure was quicker than ours
                async with self._database.transaction() as session:
                    await self._count(session, key)

    async def clear(self, session: AsyncSession, *keys: str) -> None:
        """These doors are wide open again."""
        await session.execute(delete(Throttle).where(Throttle.key.in_(keys)))

    async def _count(self, session: AsyncSession, key: str) -> None:
        now = datetime.now(UTC)
        going_on = update(Throttle).where(Throttle.key == key, Throttle.until > now.isoformat())
        if await changed(session, going_on.values(count=Throttle.count + 1)):
            return
        await session.execute(delete(Throttle).where(Throttle.key == key))
        session.add(Throttle(key=key, count=1, until=(now + WINDOW).isoformat()))


def door(kind: str, tried: str) -> str:
    """The key of a door, such as `door("login", "ada@example.org")`."""
    return f"{kind}:{sha256(tried.encode()).hexdigest()[:40]}"
