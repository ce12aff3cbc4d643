"""Token buckets: how often something may happen, sustained and in a burst. Told the time, they read no clock."""

from dataclasses import dataclass
from typing import Final

from rallyboard.arena.clock import SECOND


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second for ever, and so many at once."""

    per_second: float
    burst: int


DIRECTIONS: Final = Rate(30, 40)
"""Key changes of one socket: more than fingers can do."""
PLAYER_FRAMES: Final = Rate(60, 120)
"""All frames of a player's socket."""
WATCHER_FRAMES: Final = Rate(5, 10)
"""All frames of a spectator's socket: pings."""
TAKEOVERS: Final = Rate(5 / 60, 5)
"""A newer tab taking the seat from an older one."""


class Bucket:
    """Full at first; every `take` needs one token."""

    __slots__ = ("_at_ns", "_per_ns", "_room", "_tokens")

    def __init__(self, rate: Rate, now_ns: int) -> None:
        self._per_ns = rate.per_second / SECOND
        self._room = rate.burst
        self._tokens = float(rate.burst)
        self._at_ns = now_ns

    def take(self, now_ns: int) -> bool:
        """True when there was a token to take."""
        self._tokens = min(self._room, self._tokens + (now_ns - self._at_ns) * self._per_ns)
        self._at_ns = now_ns
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True
