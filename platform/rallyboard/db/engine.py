"""The open database: one writer connection, a few read-only readers, transactions that are short.

SQLite has one writer at a time anyway; giving it one connection turns "database is locked" into a fair
queue. `synchronous=FULL` because an acknowledged write must survive a power cut, not only a crash.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MS = 5_000
READERS = 4
WAIT_S = 10.0


class Database:
    """Nothing opens before the first transaction; `close()` gives every connection back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer = _engine(path, size=1, begin="BEGIN IMMEDIATE", query_only=False)
        self._reader = _engine(path, size=READERS, begin="BEGIN", query_only=True)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession, None]:
        """One write transaction: committed and synced when the block ends, undone when it raises.

        Keep it short and never open one inside another: there is one writer, and the second would wait
        for the first until it gives up.
        """
        async with AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncSession, None]:
        """One consistent view of the database that cannot write."""
        async with AsyncSession(self._reader, expire_on_commit=False) as session, session.begin():
            yield session

    async def close(self) -> None:
        """Close every connection; the database may be opened again by using it."""
        await self._reader.dispose()
        await self._writer.dispose()


def _engine(path: Path, *, size: int, begin: str, query_only: bool) -> AsyncEngine:
    url = URL.create("sqlite+aiosqlite", database=str(path))
    engine = create_async_engine(url, pool_size=size, max_overflow=0, pool_timeout=WAIT_S)
    prepare(engine.sync_engine, begin=begin, query_only=query_only)
    return engine


def prepare(engine: Engine, *, begin: str, query_only: bool = False) -> None:
    """Every connection of `engine` has our pragmas, and every transaction starts with `begin`.

    The driver's own habit starts a transaction only before a write, and none before a change of tables.
    """

    def opened(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _pragmas(query_only):
            cursor.execute(pragma)
        cursor.close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", opened)
    event.listen(engine, "begin", begun)


def _pragmas(query_only: bool) -> tuple[str, ...]:
    return (
        f"PRAGMA busy_timeout = {BUSY_MS}",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        f"PRAGMA query_only = {'ON' if query_only else 'OFF'}",
    )
