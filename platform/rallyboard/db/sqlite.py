"""SQLite: one writer connection and a few read-only readers on a file.

SQLite has one writer at a time anyway; giving it one connection turns "database is locked" into a fair
queue. `synchronous=FULL` because an acknowledged write must survive a power cut, not only a crash.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from rallyboard.db.pool import Pool

BUSY_MS = 5_000
READERS = 4
WAIT_S = 10.0


def engines(path: Path) -> tuple[AsyncEngine, AsyncEngine]:
    """The writer's and the readers' connections; nothing is opened yet."""
    writer = _engine(path, size=1, begin="BEGIN IMMEDIATE", query_only=False)
    return writer, _engine(path, size=READERS, begin="BEGIN", query_only=True)


def _engine(path: Path, *, size: int, begin: str, query_only: bool) -> AsyncEngine:
    url = URL.create("sqlite+aiosqlite", database=str(path))
    engine = create_async_engine(
        url, poolclass=Pool, pool_size=size, max_overflow=0, pool_timeout=WAIT_S, hide_parameters=True
    )
    prepare(engine.sync_engine, begin=begin, query_only=query_only)
    return engine


def scrub(path: Path) -> None:
    """What was deleted leaves the write-ahead log too, where its old pages would wait for the next checkpoint."""
    with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


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
        "PRAGMA secure_delete = ON",  # what is erased is overwritten, not only unlinked
        f"PRAGMA query_only = {'ON' if query_only else 'OFF'}",
    )
