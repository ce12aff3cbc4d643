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
    """Full at first; every `take` needs one token.

    Kept as the moment at which it will be full again, the generic cell rate algorithm (ITU-T I.371): one addition and
    two comparisons of whole numbers a take.
    """

    __slots__ = ("_full_ns", "_most_ns", "_token_ns")

    def __init__(self, rate: Rate, now_ns: int) -> None:
        self._token_ns = int(SECOND / rate.per_second)
        self._most_ns = rate.burst * self._token_ns
        self._full_ns = now_ns

    def take(self, now_ns: int) -> bool:
        """True when there was a token to take."""
        full_ns = max(now_ns, self._full_ns) + self._token_ns
        if full_ns - now_ns > self._most_ns:
            return False
        self._full_ns = full_ns
        return True
