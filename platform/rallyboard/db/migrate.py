"""Bringing a database file to the newest tables before anything else opens it.

A file that is current already costs one small read: alembic is only imported when there is work to do.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from rallyboard.kit.errors import Unusable

HEAD = "0003"


class NewerDatabase(Unusable):
    """The file was written by a later Rallyboard."""

    code = "setup/newer_database"
    title = "The database is newer than this program"
    exit_code = 4


class BrokenDatabase(Unusable):
    """The file is there and is not a database we can read."""

    code = "setup/broken_database"
    title = "The database cannot be read"
    exit_code = 4


def migrate(path: Path) -> bool:
    """The database at `path` has the tables of `HEAD` afterwards; False when it had them already."""
    if version(path) == HEAD:
        return False
    _upgrade(path)
    return True


def version(path: Path) -> str | None:
    """The step the file is at; None for no file or an empty one."""
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(path)) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchall()
            rows = connection.execute("SELECT version_num FROM alembic_version").fetchall() if names else []
    except sqlite3.DatabaseError as error:
        raise BrokenDatabase(
            f"{path} cannot be read ({error}); restore it, or choose another RALLYBOARD_DATA."
        ) from None
    return str(rows[0][0]) if rows else None


def _upgrade(path: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError
    from sqlalchemy import URL, create_engine
    from sqlalchemy.pool import NullPool

    from rallyboard.db.engine import prepare

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    prepare(engine, begin="BEGIN IMMEDIATE")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise NewerDatabase(
                f"{path} was written by a newer Rallyboard; run that version, or choose another RALLYBOARD_DATA."
            ) from None
