"""Bringing a database to the newest tables before anything else opens it.

One that is current already costs one small read: alembic is only imported when there is work to do.
"""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rallyboard.db import libpq
from rallyboard.db.errors import BrokenDatabase, NewerDatabase

if TYPE_CHECKING:
    from psycopg import Connection as PsycopgConnection
    from sqlalchemy import Connection

HEAD = "0005"


def migrate(place: Path | str) -> bool:
    """The database at this path or URL has the tables of `HEAD` afterwards; False when it had them already.

    Raises `NewerDatabase`, `BrokenDatabase`, `NoDatabase`. Two that start at once take turns.
    """
    if version(place) == HEAD:
        return False
    with _connected(place) as connection:
        _upgrade(connection, place)
    return True


def version(place: Path | str) -> str | None:
    """The step the database is at; None for no file or an empty one."""
    if isinstance(place, str):
        return libpq.version(place)
    if not place.exists():
        return None
    try:
        with closing(sqlite3.connect(place)) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchall()
            rows = connection.execute("SELECT version_num FROM alembic_version").fetchall() if names else []
    except sqlite3.DatabaseError as error:
        raise BrokenDatabase(
            f"{place} cannot be read ({error}); restore it, or choose another RALLYBOARD_DATA."
        ) from None
    return str(rows[0][0]) if rows else None


@contextmanager
def _connected(place: Path | str) -> "Generator[Connection, None, None]":
    """One connection in one transaction, alone with the tables."""
    from sqlalchemy import URL, create_engine, func, select
    from sqlalchemy.pool import NullPool

    from rallyboard.db.sqlite import prepare
    from rallyboard.db.turns import Turn

    if isinstance(place, Path):
        engine = create_engine(URL.create("sqlite", database=str(place)), poolclass=NullPool)
        prepare(engine, begin="BEGIN IMMEDIATE")
        with engine.begin() as connection:
            yield connection
        return
    engine = create_engine("postgresql+psycopg://", creator=lambda: _plain(place), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(select(func.pg_advisory_xact_lock(int(Turn.MIGRATION))))
        yield connection


def _plain(url: str) -> "PsycopgConnection[libpq.Row]":
    connection = libpq.connect(url)
    connection.autocommit = False
    return connection


def _upgrade(connection: "Connection", place: Path | str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError
    from sqlalchemy.exc import DBAPIError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    shown = libpq.shown(place) if isinstance(place, str) else place
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise NewerDatabase(
            f"{shown} was written by a newer Rallyboard; run that version, or choose another database."
        ) from None
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise BrokenDatabase(f"{shown} cannot be brought to the newest tables ({reason}).") from error
