"""The outbox as the ETL reads it: finished matches in the order in which they were stored, by offset.

Plain sqlite3 on a connection of its own: the reader is a thread that has no event loop, and a read-only view of the
file never waits for a writer.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from etl.sources import Record

TOPIC: Final = "match.finished"
_READ: Final = """
    SELECT outbox.seq, outbox.match_id, match_log.data, "match".result_hash, "match".s0, "match".s1, "match".winner_slot
    FROM outbox JOIN "match" ON "match".id = outbox.match_id JOIN match_log ON match_log.match_id = outbox.match_id
    WHERE outbox.seq > ? AND outbox.topic = ? ORDER BY outbox.seq LIMIT ?
"""


class OutboxSource:
    """A `Source` over the site's database; safe to use from any thread."""

    name = "outbox"

    def __init__(self, site_file: Path) -> None:
        self._address = f"{site_file.absolute().as_uri()}?mode=ro"

    def read(self, after: int, limit: int) -> Sequence[Record]:
        """At most `limit` finished matches above `after`, oldest first."""
        with closing(self._connect()) as connection:
            return [Record(*row) for row in connection.execute(_READ, (after, TOPIC, limit)).fetchall()]

    def behind(self, after: int) -> int:
        """How many finished matches lie above `after`."""
        with closing(self._connect()) as connection:
            query = "SELECT count(*) FROM outbox WHERE seq > ? AND topic = ?"
            return int(connection.execute(query, (after, TOPIC)).fetchone()[0])

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._address, uri=True, timeout=5)
        connection.execute("PRAGMA query_only = ON")
        return connection
