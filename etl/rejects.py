"""Rejects: records that could not be loaded, kept whole with the place and the reason, never silently dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import duckdb
import polars as pl

from etl.sources import Record
from game_engine.errors import (
    CorruptLog,
    LogError,
    MissingEnd,
    NotALog,
    TruncatedLog,
    UnknownLogVersion,
    UnknownRules,
)


class Reason(StrEnum):
    """Why a record was not loaded; stable codes."""

    NOT_A_LOG = "not_a_log"
    UNKNOWN_VERSION = "unknown_version"
    TRUNCATED = "truncated"
    CORRUPT = "corrupt"
    MISSING_END = "missing_end"
    UNKNOWN_RULES = "unknown_rules"
    BAD_HEADER = "bad_header"
    BAD_ENTRY = "bad_entry"
    BAD_EVENT = "bad_event"
    RESULT_MISMATCH = "result_mismatch"
    OTHER_LOG = "other_log"
    AUDIT = "audit"
    UNLOADABLE = "unloadable"


_OF_ERROR: Final[Mapping[type[LogError], Reason]] = {
    NotALog: Reason.NOT_A_LOG,
    UnknownLogVersion: Reason.UNKNOWN_VERSION,
    TruncatedLog: Reason.TRUNCATED,
    CorruptLog: Reason.CORRUPT,
    MissingEnd: Reason.MISSING_END,
    UnknownRules: Reason.UNKNOWN_RULES,
}


@dataclass(frozen=True, slots=True)
class Reject:
    """One record that was not loaded. `at` is the place inside it, such as `header.players` or `events[12]`."""

    seq: int
    at: str
    reason: Reason
    detail: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a record and where, before it is tied to the record."""

    at: str
    reason: Reason
    detail: str

    def of(self, record: Record) -> Reject:
        """The reject that keeps this record."""
        return Reject(record.seq, self.at, self.reason, self.detail, record.data)


def flaw_of(error: LogError) -> Flaw:
    """The flaw behind an error of the codec."""
    return Flaw("log", _OF_ERROR.get(type(error), Reason.CORRUPT), str(error))


def keep(connection: duckdb.DuckDBPyConnection, stream: str, rejects: Sequence[Reject]) -> None:
    """Store the rejects; a record rejected before is replaced, so reading it twice keeps it once."""
    if not rejects:
        return
    frame = pl.DataFrame(
        {
            "stream": [stream] * len(rejects),
            "seq": [reject.seq for reject in rejects],
            "at": [reject.at for reject in rejects],
            "reason": [str(reject.reason) for reject in rejects],
            "detail": [reject.detail for reject in rejects],
            "raw": [reject.raw for reject in rejects],
        },
    )
    connection.register("stg_reject", frame)
    connection.execute("DELETE FROM rejects WHERE stream = ? AND seq IN (SELECT seq FROM stg_reject)", [stream])
    connection.execute("INSERT INTO rejects BY NAME SELECT * FROM stg_reject ORDER BY seq")
    connection.unregister("stg_reject")
