"""The open database: transactions that are short, and readers that see one moment and cannot write.

A path is a SQLite file, a URL is a PostgreSQL server; what stands on it cannot tell which it is. SQLite has one writer
at a time, PostgreSQL many: so whoever reads and then writes what follows from it locks the row that decides
(`with_for_update`), guards the UPDATE, or leans on a unique constraint.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import to_thread
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from rallyboard.db.pool import give_up


class Database:
    """Nothing opens before the first transaction; `close()` gives every connection back."""

    def __init__(self, place: Path | str) -> None:
        self._place = place
        self._writer, self._reader = _engines(place)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession, None]:
        """One write transaction: committed and synced when the block ends, undone when it raises.

        Keep it short and never open one inside another: on SQLite there is one writer, and the second would wait
        for the first until it gives up. Raises `DatabaseAway`, `DatabaseBusy` and `DatabaseCrowded`.
        """
        async with AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncSession, None]:
        """One consistent view of the database that cannot write. Raises as `transaction` does."""
        async with AsyncSession(self._reader, expire_on_commit=False) as session, session.begin():
            yield session

    async def scrub(self) -> None:
        """What was deleted is in no file any more; on PostgreSQL that is autovacuum's work, within minutes."""
        if isinstance(self._place, Path):
            from rallyboard.db import sqlite

            await to_thread.run_sync(sqlite.scrub, self._place)

    async def close(self) -> None:
        """Close every connection; the database may be opened again by using it."""
        await give_up(self._reader)
        await give_up(self._writer)


def _engines(place: Path | str) -> tuple[AsyncEngine, AsyncEngine]:
    if isinstance(place, Path):
        from rallyboard.db import sqlite

        return sqlite.engines(place)
    from rallyboard.db import postgres

    return postgres.engines(place)
