"""A batch: the packed records of many logs as one array of entries and one of events, and as frames of columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from etl.opening import Opened
from etl.records import ENTRY, EVENT, EntryKind, Records

_READ_BY_MODELS: Final = np.zeros(256, np.bool_)
_READ_BY_MODELS[[EntryKind.KEY, EntryKind.RESUME, EntryKind.NET, EntryKind.END]] = True
"""By kind of entry. Looks of bots, a third of all entries, are for `verify`; serves and resignations are events too."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Logs whose records lie end to end; `entry_m` and `event_m` hold, for each record, the place of its log."""

    logs: Sequence[Opened]
    entries: Records
    events: Records
    entry_m: NDArray[np.int32]
    event_m: NDArray[np.int32]

    def without(self, places: frozenset[int]) -> "Batch":
        """The batch without the logs at these places."""
        return join([log for m, log in enumerate(self.logs) if m not in places]) if places else self

    def frames(self) -> dict[str, pl.DataFrame]:
        """The batch as the frames `stg_match`, `stg_seat`, `stg_entry` and `stg_event`."""
        read = _READ_BY_MODELS[self.entries["kind"]]
        return {
            "stg_match": _matches(self),
            "stg_seat": _seats(self.logs),
            "stg_entry": columns(self.entries[read], self.entry_m[read]),
            "stg_event": columns(self.events, self.event_m),
        }


def join(logs: Sequence[Opened]) -> Batch:
    """All records of these logs in two arrays, with no Python object per record."""
    entries = np.frombuffer(b"".join([log.entries for log in logs]), ENTRY)
    events = np.frombuffer(b"".join([log.events for log in logs]), EVENT)
    places = np.arange(len(logs), dtype=np.int32)
    return Batch(
        logs,
        entries,
        events,
        np.repeat(places, [len(log.entries) // ENTRY.itemsize for log in logs]),
        np.repeat(places, [len(log.events) // EVENT.itemsize for log in logs]),
    )


def columns(records: Records, places: NDArray[np.int32]) -> pl.DataFrame:
    """A frame of the records' fields in their order, with `m`, the place of the log."""
    fields: dict[str, Any] = {name: np.ascontiguousarray(records[name]) for name in records.dtype.names or ()}
    fields["t"] = fields["t"].astype(np.int32)
    return pl.DataFrame({"m": places} | fields)


def _matches(batch: Batch) -> pl.DataFrame:
    counts = np.bincount(batch.entry_m, minlength=len(batch.logs))
    rows = [_match_row(m, log, int(counts[m])) for m, log in enumerate(batch.logs)]
    return pl.DataFrame(rows, schema=_MATCH, orient="row")


def _match_row(m: int, log: Opened, entries: int) -> tuple[Any, ...]:
    header, rules = log.header, log.rules
    return (
        m, log.record.seq, log.match_id, header.rules, header.rules_sha, header.ruleset, header.mode,
        rules.map, rules.team, rules.target, rules.win_by == 2, rules.items, header.started,
        log.sha, log.record.result_hash, entries,
    )  # fmt: skip


def _seats(logs: Sequence[Opened]) -> pl.DataFrame:
    rows = [
        (m, log.record.seq, seat.slot, str(seat.player_key), seat.kind, seat.level, seat.bot)
        for m, log in enumerate(logs)
        for seat in log.header.players
    ]
    return pl.DataFrame(rows, schema=_SEAT, orient="row")


_MATCH: Final[Mapping[str, pl.DataType | type[pl.DataType]]] = {
    "m": pl.Int32, "seq": pl.Int64, "match_id": pl.String, "rules_v": pl.String, "rules_sha": pl.String,
    "ruleset": pl.String, "mode": pl.String, "map": pl.String, "team": pl.Int16, "target": pl.Int16,
    "by2": pl.Boolean, "items": pl.Boolean, "started_at": pl.Datetime("us"),
    "log_sha": pl.String, "result_hash": pl.Int64, "entries": pl.Int32,
}  # fmt: skip
_SEAT: Final = {
    "m": pl.Int32, "seq": pl.Int64, "slot": pl.Int8, "player_key": pl.String, "kind": pl.String,
    "ai_level": pl.Int16, "bot": pl.String,
}  # fmt: skip
