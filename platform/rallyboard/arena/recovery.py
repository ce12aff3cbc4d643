"""What dead processes left in the journal: every match they were playing, as far as it was on disk.

A segment that can be locked has no living writer. The locks are held until `discard`, so that of two servers that
start at once only one takes the matches over. A match carried from run to run is taken from the newest epoch whose
copy is whole; a torn tail or a damaged record ends what is believed, never the reading of other segments.
"""

import fcntl
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never
from uuid import UUID

from game_engine.intents import Entry
from rallyboard.arena.clock import SECOND, TICKS
from rallyboard.arena.journal import SUFFIX
from rallyboard.arena.records import Beat, Clocked, Entered, Opened, Record, read_head, records


@dataclass(frozen=True, slots=True)
class Recovered:
    """An unfinished match: what it is (`body`), its entries in order of arrival, and the tick it was alive at."""

    match_id: UUID
    epoch: int
    body: bytes
    entries: tuple[Entry, ...]
    tick: int


@dataclass(slots=True)
class Trace:
    """One match in one run, while its segments are read."""

    opened: Opened
    entries: dict[int, Entry] = field(default_factory=dict[int, Entry])
    clock: Clocked | None = None
    tick: int = 0

    def whole(self) -> tuple[Entry, ...]:
        """The entries up to the first missing number."""
        count = 0
        while count in self.entries:
            count += 1
        return tuple(self.entries[seq] for seq in range(count))

    def beat(self, ns: int) -> None:
        """The run was alive at `ns`, so the match had reached that tick."""
        clock = self.clock
        if clock is not None and clock.running and ns > clock.origin_ns:
            self.tick = max(self.tick, clock.tick + (ns - clock.origin_ns) * TICKS // SECOND)

    def turn(self, clock: Clocked) -> None:
        """The match's clock started or stopped."""
        self.clock, self.tick = clock, max(self.tick, clock.tick)

    def recovered(self) -> Recovered | None:
        """The match as it can be restored; None when the copy from an earlier run is not whole."""
        entries = self.whole()
        if len(entries) < self.opened.carried:
            return None
        # With a gap in the middle, what came after it is unknown: then no beat is believed either.
        alive = self.tick if len(entries) == len(self.entries) else 0
        tick = max([alive, *(entry.t for entry in entries)])
        return Recovered(self.opened.match_id, self.opened.epoch, self.opened.body, entries, tick)


class Remains:
    """The locked segments of dead processes in one folder."""

    def __init__(self, folder: Path) -> None:
        self._locked: list[tuple[Path, int]] = []
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            fd = _lock(path)
            if fd is not None:
                self._locked.append((path, fd))

    def matches(self) -> list[Recovered]:
        """Every match found, each from its newest whole copy."""
        runs: dict[bytes, list[tuple[int, bytes]]] = {}
        for path, _ in self._locked:
            data = path.read_bytes()
            head = read_head(data)
            if head is not None:
                runs.setdefault(head[0], []).append((head[1], data))
        newest: dict[UUID, Recovered] = {}
        for segments in runs.values():
            for found in _run(data for _, data in sorted(segments)):
                held = newest.get(found.match_id)
                if held is None or found.epoch > held.epoch:
                    newest[found.match_id] = found
        return list(newest.values())

    def discard(self) -> None:
        """Everything worth keeping is safe elsewhere: remove the files and let go."""
        for path, fd in self._locked:
            path.unlink(missing_ok=True)
            os.close(fd)
        self._locked.clear()

    def release(self) -> None:
        """Leave the files for another time."""
        for _, fd in self._locked:
            os.close(fd)
        self._locked.clear()


def _lock(path: Path) -> int | None:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(fd)
        return None
    return fd


def _run(segments: Iterable[bytes]) -> list[Recovered]:
    """The matches of one run, from its segments in order."""
    traces: dict[int, Trace] = {}
    for data in segments:
        for record in records(data):
            _take(traces, record)
    found = (trace.recovered() for trace in traces.values())
    return [match for match in found if match is not None]


def _take(traces: dict[int, Trace], record: Record) -> None:
    match record:
        case Opened():
            traces.setdefault(record.no, Trace(record))
        case Entered():
            if record.no in traces:
                traces[record.no].entries.setdefault(record.seq, record.entry)
        case Clocked():
            if record.no in traces:
                traces[record.no].turn(record)
        case Beat():
            for trace in traces.values():
                trace.beat(record.ns)
        case _:
            assert_never(record)
