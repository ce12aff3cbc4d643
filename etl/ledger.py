"""The ledger: how far each stream has been read, and what each run did. Written in the transaction of the facts."""

from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a stream has been read and what became of it: `read` is `loaded` plus `rejected`."""

    seq: int = 0
    read: int = 0
    loaded: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class RunReport:
    """What one run did. `read` is `loaded` plus `rejected`; a match that was there already counts as loaded."""

    read: int
    loaded: int
    rejected: int
    offset: int
    refits: int = 0


def utc_now() -> datetime:
    """The wall clock in UTC without a zone, as the warehouse keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)


def standing(connection: duckdb.DuckDBPyConnection, stream: str) -> Standing:
    """Where this stream stands; all zero if it was never read."""
    sql = "SELECT seq, read, loaded, rejected FROM etl_offset WHERE stream = ?"
    rows = connection.execute(sql, [stream]).fetchall()
    return Standing(*rows[0]) if rows else Standing()


def note(connection: duckdb.DuckDBPyConnection, stream: str, after: int, run: RunReport, ms: float) -> None:
    """Move the stream's offset from `after` to the end of the run, and keep the run and how long it took."""
    before = standing(connection, stream)
    connection.execute("DELETE FROM etl_offset WHERE stream = ?", [stream])
    connection.execute(
        "INSERT INTO etl_offset VALUES (?, ?, ?, ?, ?)",
        [stream, run.offset, before.read + run.read, before.loaded + run.loaded, before.rejected + run.rejected],
    )
    connection.execute(
        "INSERT INTO etl_run SELECT coalesce(max(run), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM etl_run",
        [stream, after, run.offset, run.read, run.loaded, run.rejected, run.refits, ms, utc_now()],
    )
