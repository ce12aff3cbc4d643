"""When which match has something to do: one heap and one timer for a whole process, no loop per match.

The timer rings on a grid of 4 ms, a little finer than a tick, so that many matches share one turn of the event loop.
"""

import asyncio
from contextvars import Context
from heapq import heappop, heappush
from typing import Final, Protocol

import structlog

from rallyboard.arena.clock import MS, Clock

GRID_NS: Final = 4 * MS

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.arena")


class Sleeper(Protocol):
    """Something that wants to be woken; `wake_ns` is the moment it waits for, None when it waits for nothing."""

    wake_ns: int | None

    def wake(self, now_ns: int) -> None:
        """It is time."""
        ...


class Wakes:
    """Wakes each sleeper at its `wake_ns`; an older, later or cancelled wish left in the heap is passed over."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heap: list[tuple[int, int, Sleeper]] = []
        self._count = 0
        self._timer: asyncio.TimerHandle | None = None
        self._timer_ns = 0

    def at(self, when_ns: int, sleeper: Sleeper) -> None:
        """Wake it then, and at no earlier wish."""
        sleeper.wake_ns = when_ns
        self._count += 1
        heappush(self._heap, (when_ns, self._count, sleeper))
        if self._timer is None or _ring_ns(when_ns) < self._timer_ns:
            self._arm(when_ns)

    def stop(self) -> None:
        """Wake nobody any more."""
        self._heap.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self, when_ns: int) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer_ns = _ring_ns(when_ns)
        # Whole milliseconds, rounded up: uvloop rounds to the nearest, and a timer that rings too early rings again
        # and again until its time has come.
        delay_ms = -(-max(0, self._timer_ns - self._clock.now_ns()) // MS)
        # In a context of its own: whoever armed the first timer would else be named in all that is logged ever after.
        self._timer = asyncio.get_running_loop().call_later(delay_ms / 1000, self._ring, context=Context())

    def _ring(self) -> None:
        self._timer = None
        for when_ns, _, sleeper in self._due():
            if sleeper.wake_ns == when_ns:
                sleeper.wake_ns = None
                self._wake(sleeper)
        # A sleeper may have armed the timer for a wish of its own that is not the next.
        if self._heap and (self._timer is None or _ring_ns(self._heap[0][0]) < self._timer_ns):
            self._arm(self._heap[0][0])

    def _due(self) -> list[tuple[int, int, Sleeper]]:
        """Taken all at once, so that one who always wants to be woken again waits behind the others."""
        due: list[tuple[int, int, Sleeper]] = []
        while self._heap and self._heap[0][0] <= self._clock.now_ns():
            due.append(heappop(self._heap))
        return due

    def _wake(self, sleeper: Sleeper) -> None:
        try:
            sleeper.wake(self._clock.now_ns())
        except Exception:
            # One match with a bug must not stop the others; it is logged whole and sleeps on.
            log.exception("a match could not go on")


def _ring_ns(when_ns: int) -> int:
    """The first moment of the grid that is not before."""
    return -(-when_ns // GRID_NS) * GRID_NS
