"""Time: the only module of the arena that reads a clock, and the arithmetic from nanoseconds to ticks.

A match's ticks run on the monotonic clock, so a jump of the wall clock moves nothing. Paused time is not game time.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Protocol

SECOND: Final = 1_000_000_000
MS: Final = 1_000_000
TICKS: Final = 240
"""Ticks in a second."""
COUNTDOWN_NS: Final = 3 * SECOND
"""3-2-1 before the clock runs."""


class Clock(Protocol):
    """Where the time comes from: the machine, or a test, or a league that plays faster than time."""

    def now_ns(self) -> int:
        """Monotonic nanoseconds."""
        ...

    def wall(self) -> datetime:
        """The date, for headers and people only."""
        ...


class RealClock:
    """The machine's clocks."""

    def now_ns(self) -> int:
        """Monotonic nanoseconds."""
        return time.monotonic_ns()

    def wall(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class SimulatedClock:
    """A clock that stands until it is moved."""

    ns: int = 0
    start: datetime = field(default_factory=lambda: datetime.now(UTC))

    def now_ns(self) -> int:
        """The nanoseconds it was moved to."""
        return self.ns

    def wall(self) -> datetime:
        """The date it was made."""
        return self.start


@dataclass(frozen=True, slots=True)
class Stretch:
    """One piece of a match's time: from `since_ns` on it stands at `tick`, or runs through `tick` at `origin_ns`."""

    since_ns: int
    tick: int
    running: bool
    origin_ns: int


class MatchClock:
    """Nanoseconds to ticks for one match: standing at first, then running and standing by turns.

    `start` begins a countdown: the clock stands until `origin_ns` and runs from there, while `soft` already counts
    up to it, so that whoever measures its offset sees no jump.
    """

    __slots__ = ("_past", "_stretch")

    def __init__(self, tick: int = 0, now_ns: int = 0) -> None:
        self._stretch = Stretch(now_ns, tick, False, now_ns)
        self._past: list[Stretch] = []

    @property
    def running(self) -> bool:
        """False while it stands; true from the begin of a countdown."""
        return self._stretch.running

    @property
    def origin_ns(self) -> int:
        """When the present tick was or will be left."""
        return self._stretch.origin_ns

    def start(self, now_ns: int, delay_ns: int = COUNTDOWN_NS) -> None:
        """Run from the present tick on, after `delay_ns`."""
        self._turn(Stretch(now_ns, self._stretch.tick, True, now_ns + delay_ns))

    def stop(self, now_ns: int) -> int:
        """Stand at the present tick, and return it."""
        tick = self.tick(now_ns)
        self._turn(Stretch(now_ns, tick, False, now_ns))
        return tick

    def tick(self, now_ns: int) -> int:
        """The tick now: what the rules go by."""
        stretch = self._stretch
        if not stretch.running or now_ns <= stretch.origin_ns:
            return stretch.tick
        return stretch.tick + (now_ns - stretch.origin_ns) * TICKS // SECOND

    def moving(self, now_ns: int) -> bool:
        """Whether ticks pass: not standing, no countdown."""
        return self._stretch.running and now_ns >= self._stretch.origin_ns

    def soft(self, now_ns: int) -> int:
        """The tick as clients count it: before `origin_ns` it lies below the tick to come."""
        return _soft(self._stretch, now_ns)

    def soft_then(self, then_ns: int) -> int:
        """What `soft` was at an earlier moment, pauses included."""
        for stretch in (self._stretch, *reversed(self._past)):
            if stretch.since_ns <= then_ns:
                return _soft(stretch, then_ns)
        first = self._past[0] if self._past else self._stretch
        return first.tick - _ticks(first.since_ns - then_ns)

    def when(self, tick: int) -> int | None:
        """The first nanosecond of a tick to come; None while the clock stands."""
        stretch = self._stretch
        if not stretch.running:
            return None
        return stretch.origin_ns - (stretch.tick - tick) * SECOND // TICKS

    def _turn(self, stretch: Stretch) -> None:
        self._past.append(self._stretch)
        self._stretch = stretch


def _soft(stretch: Stretch, now_ns: int) -> int:
    if not stretch.running:
        return stretch.tick
    return stretch.tick + (now_ns - stretch.origin_ns) * TICKS // SECOND


def _ticks(ns: int) -> int:
    return ns * TICKS // SECOND
