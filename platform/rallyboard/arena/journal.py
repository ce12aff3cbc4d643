"""The journal: what was accepted, on disk before anybody is told of a point, a result or a resignation.

One process writes one run of append-only segment files and holds a lock on each, so that whoever finds a segment
unlocked knows its writer is dead. Appending only fills a buffer; one committer thread writes and syncs it, every
50 ms, or 15 ms after the last time when somebody waits, so many matches share one sync. A failed write is written
again, whole, to a new segment: what could not be synced stays in memory until it can.

Every group ends with a beat: the entries before it were all there were, so a match restored from it stands at the
tick of the beat and no earlier, and any goal that was told before lies behind it.
"""

import fcntl
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from game_engine.intents import Entry
from rallyboard.arena import records
from rallyboard.arena.clock import MS
from rallyboard.kit.durable import sync_names

GROUP_S: Final = 0.05
"""Longest time an entry waits for the disk."""
GATHER_S: Final = 0.015
"""Shortest time between two syncs: what many matches have to tell within it costs one."""
UNSAFE_GROUP_S: Final = 8.0
RETRY_S: Final = 0.25
SEGMENT_BYTES: Final = 8 << 20
SUFFIX: Final = ".journal"
Deliver = Callable[[Callable[[], None]], object]


@dataclass(slots=True)
class Segment:
    """One file of this run, open and locked; `holds` are the unfinished matches that it is needed for."""

    path: Path
    fd: int
    size: int = 0
    holds: set[int] = field(default_factory=set[int])


@dataclass(slots=True)
class SyncTimes:
    """How long syncs took, for the metrics."""

    count: int = 0
    total_ms: float = 0.0
    worst_ms: float = 0.0

    def add(self, ms: float) -> None:
        """One more sync."""
        self.count += 1
        self.total_ms += ms
        self.worst_ms = max(self.worst_ms, ms)


class Journal:
    """One run of segments under `folder`. Appends from one thread; `deliver` carries callbacks back to it.

    `unsafe` is the positive control of the fault harness, a build that tells before it syncs: `after_sync` calls
    back at once and groups wait for seconds, so that what is rewound is played differently.
    """

    def __init__(self, folder: Path, now_ns: Callable[[], int], deliver: Deliver, *, unsafe: bool = False) -> None:
        self.folder = folder
        self.sync_times = SyncTimes()
        self.failure: OSError | None = None
        """Why the last group could not be saved; None while all is well."""
        self.beating = 0
        """How many matches are running: beats are written while any is."""
        self._now_ns, self._deliver, self._unsafe = now_ns, deliver, unsafe
        self._run = uuid4().bytes
        self._segments: list[Segment] = []
        self._index = 0
        self._next_no = 0
        self._seqs: dict[int, int] = {}
        # A plain lock: a Condition's own is re-entrant and written in Python, which every key would pay for.
        self._mutex = threading.Lock()
        self._lock = threading.Condition(self._mutex)
        self._buffer: list[bytes] = []
        self._touched: set[int] = set()
        self._appended = self._synced = 0
        self._waiting: list[tuple[int, Callable[[], None]]] = []
        self._kicked = self._closing = False
        self._io = threading.Lock()
        self._thread: threading.Thread | None = None

    # --- Writing -------------------------------------------------------------------------------------

    def open(self, match_id: UUID, body: bytes, carried: list[Entry] | None = None, epoch: int = 0) -> int:
        """Begin a match, or go on with one from an earlier run; returns the number it is written under."""
        no = self._next_no
        self._next_no += 1
        entries = carried or []
        self._append(no, records.opened(no, epoch, len(entries), match_id, body))
        self._seqs[no] = 0
        for entry in entries:
            self.entry(no, entry)
        return no

    def entry(self, no: int, entry: Entry) -> None:
        """An entry was accepted; on disk within 50 ms."""
        seq = self._seqs[no]
        self._seqs[no] = seq + 1
        self._append(no, records.entered(no, seq, entry))

    def clock(self, no: int, *, running: bool, tick: int, origin_ns: int) -> None:
        """The match's clock turned."""
        self._append(no, records.clocked(no, running, tick, origin_ns))

    def close_match(self, no: int) -> None:
        """The match is safe elsewhere; segments that no other needs are removed by the next group."""
        self._seqs.pop(no, None)
        with self._lock:
            for segment in self._segments:
                segment.holds.discard(no)

    def after_sync(self, call: Callable[[], None]) -> None:
        """Call back, in the order of asking, once all that was appended and a beat from now or later are on disk."""
        if self._unsafe:
            call()
            return
        with self._lock:
            # A place of its own: a group that is being synced already has an older beat, and a match restored from
            # that could stand before the goal that is to be told.
            self._appended += 1
            self._waiting.append((self._appended, call))
            self._kicked = True
            self._lock.notify()

    def _append(self, no: int, record: bytes) -> None:
        with self._mutex:
            self._buffer.append(record)
            self._touched.add(no)
            self._appended += 1
            if len(self._buffer) == 1:
                self._lock.notify()

    # --- Committing ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the committer."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
        self._thread.start()

    def flush(self) -> None:
        """Everything appended so far is on disk when this returns; raises OSError when that failed."""
        self._commit()
        if self.failure is not None:
            raise self.failure

    def close(self) -> None:
        """Sync, stop, and let go of the segments; those without unfinished matches are removed."""
        with self._lock:
            self._closing = True
            self._lock.notify()
        if self._thread is not None:
            self._thread.join()
        self._commit()
        for segment in self._segments:
            if not segment.holds:
                segment.path.unlink(missing_ok=True)
            os.close(segment.fd)
        self._segments.clear()

    def _work(self) -> None:
        last = time.monotonic()
        while self._wait(last):
            last = time.monotonic()
            self._commit()
            if self.failure is not None:
                time.sleep(RETRY_S)

    def _wait(self, last: float) -> bool:
        """Wait until a group is due; False when there will be none."""
        group = UNSAFE_GROUP_S if self._unsafe else GROUP_S
        with self._lock:
            while not self._closing:
                something = self._kicked or bool(self._buffer) or self.beating > 0
                left = last + (GATHER_S if self._kicked else group) - time.monotonic()
                if something and left <= 0:
                    self._kicked = False
                    return True
                self._lock.wait(left if something else None)
            return False

    def _commit(self) -> None:
        """Write and sync one group; on failure everything unsynced stays for the next attempt."""
        with self._io:
            with self._lock:
                group, touched, upto = self._buffer, self._touched, self._appended
                self._buffer, self._touched = [], set()
                now_ns = self._now_ns()
            if group or self.beating:
                try:
                    self._write(b"".join(group) + records.beat(now_ns), touched)
                except OSError as failure:
                    self._keep(group, touched, failure)
                    return
            self.failure = None
            self._tell(upto)

    def _write(self, data: bytes, touched: set[int]) -> None:
        segment = self._segment()
        with self._lock:
            segment.holds |= touched & self._seqs.keys()
        began = time.monotonic_ns()
        view = memoryview(data)
        while view:
            view = view[os.write(segment.fd, view) :]
        os.fdatasync(segment.fd)
        segment.size += len(data)
        self.sync_times.add((time.monotonic_ns() - began) / MS)
        self._trim()

    def _keep(self, group: list[bytes], touched: set[int], failure: OSError) -> None:
        # After a failed sync the kernel may drop what it could not write, so nothing of that segment's tail can be
        # trusted: the same records go to a new one, and the reader takes each number once. A segment of which nothing
        # else was saved goes at once: a disk that stays broken must not use up the process's files.
        with self._lock:
            self._buffer[:0] = group
            self._touched |= touched
            self.failure = failure
            last = self._segments[-1] if self._segments else None
            unsaved = last is not None and last.size <= records.SEGMENT_SIZE
            if unsaved:
                self._segments.pop()
        if last is not None and unsaved:
            os.close(last.fd)
            with suppress(OSError):
                last.path.unlink()
        elif last is not None:
            last.size = SEGMENT_BYTES

    def _tell(self, upto: int) -> None:
        with self._lock:
            self._synced = upto
            ready = [call for position, call in self._waiting if position <= upto]
            del self._waiting[: len(ready)]
        if ready:
            with suppress(RuntimeError):  # the loop is closed: nobody is left to be told
                self._deliver(partial(_call_all, ready))

    # --- Segments ------------------------------------------------------------------------------------

    def _segment(self) -> Segment:
        if not self._segments or self._segments[-1].size >= SEGMENT_BYTES:
            self._segments.append(self._create())
        return self._segments[-1]

    def _create(self) -> Segment:
        """A new segment gets its lock before its name, so that nobody ever finds it unlocked."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{time.time_ns()}-{os.getpid()}-{self._index}"
        hidden, path = self.folder / f".{name}", self.folder / f"{name}{SUFFIX}"
        fd = os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            head = records.segment_head(self._run, self._index)
            os.write(fd, head)
            os.fdatasync(fd)
            hidden.rename(path)
            sync_names(self.folder)
        except OSError:
            os.close(fd)
            hidden.unlink(missing_ok=True)
            raise
        self._index += 1
        return Segment(path, fd, len(head))

    def _trim(self) -> None:
        """Remove full segments whose matches are all finished."""
        with self._lock:
            done = [segment for segment in self._segments[:-1] if not segment.holds]
            self._segments = [segment for segment in self._segments if segment not in done]
        for segment in done:
            segment.path.unlink(missing_ok=True)
            os.close(segment.fd)


def _call_all(calls: list[Callable[[], None]]) -> None:
    for call in calls:
        call()
