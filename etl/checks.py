"""Checks on the records of a whole batch at once: what a log may not say, found before it can reach a table.

Not a replay: `verify` does that. These are the sentences whose breach would make the models count wrongly. Each check
is one boolean array over all records; a match keeps the first flaw found in it.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from etl.batch import Batch
from etl.records import EntryKind, EventKind, Records
from etl.rejects import Flaw, Reason

Places = NDArray[np.int32]
Mask = NDArray[np.bool_]

LAST_TICK: Final = 2**31 - 1
FARTHEST: Final = 2**24
"""Sub-units; no court is that high, and the models count with such lengths without overflow."""

_START: Final = 0
_FOLLOWS: Final = {
    _START: (EventKind.SERVED, EventKind.OVER),
    EventKind.SERVED: (EventKind.HIT, EventKind.MISSED, EventKind.OVER),
    EventKind.HIT: (EventKind.HIT, EventKind.MISSED, EventKind.OVER),
    EventKind.MISSED: (EventKind.GOAL, EventKind.OVER),
    EventKind.GOAL: (EventKind.SERVED, EventKind.OVER),
    EventKind.OVER: (),
}
"""Which event may come next, idle warnings aside."""

_ALLOWED: Final = np.array([[kind in _FOLLOWS.get(now, ()) for kind in range(7)] for now in range(7)])


_LOWEST_SLOT: Final = np.zeros(256, np.int8)
_LOWEST_SLOT[[EntryKind.PAUSE, EntryKind.RESUME, EntryKind.END]] = -1
"""By kind of entry: the server's own are nobody's."""


class Flaws(dict[int, Flaw]):
    """The first flaw of each match, by its place in the batch."""

    def __init__(self, places: Places, part: str, reason: Reason) -> None:
        """Flaws of one part of the log, whose records belong to the matches at `places`."""
        super().__init__()
        self._places = places
        self._part = part
        self._reason = reason

    def note(self, bad: Mask, detail: str, reason: Reason | None = None) -> None:
        """Blame the match of every bad record, at the first of them."""
        if not bad.any():
            return
        matches, first = np.unique(self._places[bad], return_index=True)
        where = np.flatnonzero(bad)[first] - np.searchsorted(self._places, matches)
        for m, at in zip(matches.tolist(), where.tolist(), strict=True):
            self.setdefault(m, Flaw(f"{self._part}[{at}]", reason or self._reason, detail))

    def lacking(self, count: int, detail: str, reason: Reason) -> None:
        """Blame the matches, of `count` in all, that have no record at all."""
        for m in np.setdiff1d(np.arange(count), self._places).tolist():
            self.setdefault(m, Flaw(self._part, reason, detail))


def of_entries(batch: Batch) -> Flaws:
    """Entries are in range, in order, and the last one of each match is its only end marker."""
    entries, places = batch.entries, batch.entry_m
    found = Flaws(places, "entries", Reason.BAD_ENTRY)
    kind, slot, value = (np.ascontiguousarray(entries[name]) for name in ("kind", "slot", "value"))
    last, end, key = _last(places), kind == EntryKind.END, kind == EntryKind.KEY
    found.lacking(len(batch.logs), "the log has no entries", Reason.MISSING_END)
    found.note(last & ~end, "the last entry is not the end marker", Reason.MISSING_END)
    found.note(end & ~last, "something follows the end marker")
    found.note((kind < EntryKind.KEY) | (kind > EntryKind.END), "unknown kind")
    found.note((slot < _LOWEST_SLOT[kind]) | (slot > 1), "no such slot")
    found.note(key & ((value < -1) | (value > 1)), "a key is -1, 0 or 1")
    found.note(end & ((value < 0) | (value > 4)), "unknown end reason")
    found.note((kind == EntryKind.NET) & ((entries["a"] < 0) | (entries["b"] < 0)), "a time below zero")
    found.note(_backwards(entries["t"], places), "ticks run backwards or too far")
    return found


def of_events(batch: Batch) -> Flaws:
    """Every event shows numbers a court can show, and they tell whole rallies in turn, point by point, to the end."""
    events, places = batch.events, batch.event_m
    found = Flaws(places, "events", Reason.BAD_EVENT)
    found.lacking(len(batch.logs), "the log has no events", Reason.BAD_EVENT)
    _values(found, events)
    found.note(_backwards(events["t"], places), "ticks run backwards or too far")
    _story(found, events, places)
    return found


def of_results(batch: Batch) -> Flaws:
    """The log ends as its end marker says and with the result the stream states. The rest of it must be sound."""
    ends, over = batch.entries[_last(batch.entry_m)], batch.events[batch.events["kind"] == EventKind.OVER]
    found = Flaws(np.arange(len(batch.logs), dtype=np.int32), "result", Reason.BAD_EVENT)
    found.note((over["reason"] != ends["value"]) | (over["t"] > ends["t"]), "the end marker says otherwise")
    scores = _final_scores(batch)
    for m, log in enumerate(batch.logs):
        winner = int(over["slot"][m])
        told = (*scores[m].tolist(), None if winner < 0 else winner)
        stated = (log.record.s0, log.record.s1, log.record.winner)
        if stated[0] is not None and stated != told:
            found.setdefault(m, Flaw("result", Reason.RESULT_MISMATCH, f"the stream says {stated}, the log {told}"))
    return found


def _values(found: Flaws, events: Records) -> None:
    kind, slot = events["kind"], events["slot"]
    ball = (kind >= EventKind.SERVED) & (kind <= EventKind.MISSED)
    flying = (kind == EventKind.SERVED) | (kind == EventKind.HIT)
    nobody = np.where(kind == EventKind.OVER, -1, 0)
    found.note((kind < EventKind.SERVED) | (kind > EventKind.IDLE), "unknown kind")
    found.note((slot < nobody) | (slot > 1), "no such slot")
    for name in ("dir", "opp_dir"):
        found.note((events[name] < -1) | (events[name] > 1), "no such key")
    for name in ("y", "opp_y"):
        found.note(ball & ((events[name] < 0) | (events[name] > FARTHEST)), "outside the court")
    found.note(ball & ((events["off"] < -FARTHEST) | (events["off"] > FARTHEST)), "outside the court")
    found.note(flying & (events["speed"] <= 0), "a ball in play has a speed")


def _story(found: Flaws, events: Records, places: Places) -> None:
    """Serve, contacts in turn, miss, goal, and again, until it is over. Idle warnings may stand anywhere."""
    told = np.flatnonzero(events["kind"] != EventKind.IDLE)
    owner, kind = places[told], np.minimum(events["kind"][told], 6).astype(np.intp)
    slot = events["slot"][told].astype(np.intp)
    before = np.where(_first(owner), _START, _previous(kind))
    reply = np.isin(kind, [EventKind.HIT, EventKind.MISSED, EventKind.GOAL])
    found.note(_spread(told, ~_ALLOWED[before, kind], len(events)), "out of turn")
    found.note(_spread(told, reply & (_previous(slot) != 1 - slot), len(events)), "by the wrong side")
    found.note(_spread(told, _last(owner) & (kind != EventKind.OVER), len(events)), "the match is not over")
    goals = np.flatnonzero(events["kind"] == EventKind.GOAL)
    for name, side in (("s0", 0), ("s1", 1)):
        score = events[name][goals].astype(np.intp)
        held = np.where(_first(places[goals]), 0, _previous(score))
        wrong = score != held + (events["slot"][goals] == side)
        found.note(_spread(goals, wrong, len(events)), "a goal is worth one point")


def _final_scores(batch: Batch) -> NDArray[np.intp]:
    """Goals by match and slot."""
    goals = batch.events["kind"] == EventKind.GOAL
    cell = batch.event_m[goals].astype(np.intp) * 2 + batch.events["slot"][goals]
    return np.bincount(cell, minlength=2 * len(batch.logs)).reshape(-1, 2)


def _first(places: Places) -> Mask:
    """Where another match begins."""
    first = np.ones(len(places), np.bool_)
    np.not_equal(places[1:], places[:-1], out=first[1:])
    return first


def _last(places: Places) -> Mask:
    """Where a match ends."""
    last = np.ones(len(places), np.bool_)
    np.not_equal(places[1:], places[:-1], out=last[:-1])
    return last


def _previous(values: NDArray[np.intp]) -> NDArray[np.intp]:
    """Each value's predecessor; the first one's means nothing."""
    return np.roll(values, 1)


def _backwards(ticks: NDArray[np.uint32], places: Places) -> Mask:
    """Where a tick lies before the one above it in the same log, or beyond the last tick a table holds."""
    late = np.zeros(len(ticks), np.bool_)
    np.less(ticks[1:], ticks[:-1], out=late[1:])
    late[_first(places)] = False
    return late | (ticks > LAST_TICK)


def _spread(where: NDArray[np.intp], bad: Mask, length: int) -> Mask:
    """A mask over all records from one over those at `where`."""
    mask = np.zeros(length, dtype=np.bool_)
    mask[where] = bad
    return mask
