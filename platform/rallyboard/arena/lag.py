"""How late a player's keys may count: from the round trip the server itself measured, and never for free.

A key is honoured up to half the median round trip, twice the jitter and a little, at most 100 ms back. What goes
beyond half the round trip is paid from a purse that play refills slowly (the idea of Lichess' lag quota): honest lag
costs next to nothing, claiming the maximum every time runs dry and is left with half the round trip.
"""

from statistics import median_low
from typing import Final

WINDOW: Final = 24
"""The furthest any entry reaches back, in ticks: 100 ms. What is older is final."""
AHEAD: Final = 12
"""The furthest a stamp may lie ahead, in ticks."""
SLACK: Final = 4
"""Ticks allowed for timers and rounding on both sides."""
PURSE: Final = 600
REFILL: Final = 10
"""Ticks of play that earn one tick of the purse."""
KEPT: Final = 9
_TICK_MS: Final = 1000 / 240


class Lag:
    """One seat's connection as the server sees it. Times in ticks, round trips in ms."""

    __slots__ = ("_at", "_half", "_last", "_purse", "_samples", "_window", "jitter_ms", "rtt_ms")

    def __init__(self, tick: int = 0) -> None:
        self._samples: list[float] = []
        self._purse = float(PURSE)
        self._at = tick
        self._half = 0
        self._window = SLACK
        self.rtt_ms = 0.0
        self.jitter_ms = 0.0

    @property
    def measured(self) -> bool:
        """Whether any round trip is known."""
        return bool(self._samples)

    def measure(self, rtt_ms: float) -> None:
        """A round trip just ended, timed by the server."""
        samples = self._samples
        samples.append(rtt_ms)
        del samples[:-KEPT]
        self.rtt_ms = middle = median_low(samples)
        self.jitter_ms = sum(abs(sample - middle) for sample in samples) / len(samples) / 2
        half = middle / 2 / _TICK_MS
        self._half = min(WINDOW, int(half))
        self._window = min(WINDOW, int(half + 2 * self.jitter_ms / _TICK_MS) + SLACK)

    def window(self, now: int) -> int:
        """How many ticks back a key may be stamped now."""
        if now > self._at:
            self._purse = min(PURSE, self._purse + (now - self._at) / REFILL)
            self._at = now
        return self._window if self._purse > 0 else min(self._window, self._half + SLACK)

    def spend(self, rewound: int) -> None:
        """A key was stamped `rewound` ticks back; the part beyond half the round trip is paid."""
        if rewound > self._half:
            self._purse -= rewound - self._half
