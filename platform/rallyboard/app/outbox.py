"""The outbox as the ETL reads it: finished matches in the order in which they were stored, by offset.

Plain drivers on a connection of its own: the readers are threads that have no event loop, and a read-only view of the
database never waits for a writer. That no lower number appears after a higher one was read is the
writers' promise (`rallyboard.arena.finishing`).
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from etl.errors import SourceAway
from etl.sources import Record
from rallyboard.db.errors import DatabaseAway, NoDatabase
from rallyboard.db.line import Line

TOPIC: Final = "match.finished"
_READ: Final = """
    SELECT outbox.seq, outbox.match_id, match_log.data, "match".result_hash, "match".s0, "match".s1, "match".winner_slot
    FROM outbox JOIN "match" ON "match".id = outbox.match_id JOIN match_log ON match_log.match_id = outbox.match_id
    WHERE outbox.seq > ? AND outbox.topic = ? ORDER BY outbox.seq LIMIT ?
"""
_BEHIND: Final = "SELECT count(*) FROM outbox WHERE seq > ? AND topic = ?"


class OutboxSource(ABC):
    """A `Source` over the site's database; safe to use from any thread. Raises `SourceAway`."""

    name: str

    def read(self, after: int, limit: int) -> Sequence[Record]:
        """At most `limit` finished matches above `after`, oldest first."""
        return [Record(*row) for row in self._rows(_READ, (after, TOPIC, limit))]

    def behind(self, after: int) -> int:
        """How many finished matches lie above `after`."""
        ((count,),) = self._rows(_BEHIND, (after, TOPIC))
        return int(count)

    def close(self) -> None:  # noqa: B027 - only one of the two has anything to give back
        """Nothing is held open any more."""

    @abstractmethod
    def _rows(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]: ...


class SqliteOutbox(OutboxSource):
    """The outbox in a SQLite file."""

    name = "outbox"

    def __init__(self, site_file: Path) -> None:
        self._address = f"{site_file.absolute().as_uri()}?mode=ro"

    def _rows(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with closing(self._connect()) as connection:
            return connection.execute(query, values).fetchall()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._address, uri=True, timeout=5)
        connection.execute("PRAGMA query_only = ON")
        return connection


class OutboxAway(DatabaseAway, SourceAway):
    """The outbox cannot be read just now: later, for a page that asks; a short rest, for the loader."""


class PostgresOutbox(OutboxSource):
    """The outbox on a PostgreSQL server, over one connection that is kept from look to look.

    Its name is another than the file's, so that a warehouse moved from one to the other begins anew and skips nothing.
    """

    name = "outbox-postgres"

    def __init__(self, url: str) -> None:
        self._line = Line(url)

    def close(self) -> None:
        """Give the connection back; the next look opens another."""
        self._line.close()

    def _rows(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._line.rows(query.replace("?", "%s"), values)
        except NoDatabase as error:
            raise OutboxAway(error.detail) from error


def outbox_of(place: Path | str) -> OutboxSource:
    """The outbox of the database at this path or URL; nothing is opened yet."""
    return SqliteOutbox(place) if isinstance(place, Path) else PostgresOutbox(place)
