"""Token buckets: so many at once, so many a second after that, one bucket a key."""

import time
from collections import OrderedDict
from collections.abc import Callable


class Buckets:
    """Remembers at most `most` keys, the longest silent forgotten first: a flood of keys cannot eat the memory."""

    def __init__(
        self, *, burst: float, per_second: float, most: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._rate, self._most, self._clock = burst, per_second, most, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """0.0 when one more is allowed now, and it is taken; else the seconds until one would be."""
        now = self._clock()
        left, since = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        allowed = left >= 1
        self._left[key] = (left - 1 if allowed else left, now)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._rate
