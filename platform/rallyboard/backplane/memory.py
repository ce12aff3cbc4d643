"""The backplane of a site that is one process: everything stays in its memory."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rallyboard.backplane.bus import Bus
from rallyboard.backplane.store import Store

SWEPT: Final = 1_000
"""Keys that may be kept past their time before somebody looks."""


class MemoryBus(Bus):
    """There are no other workers."""

    @property
    def well(self) -> bool:
        """Always: whoever is told is here."""
        return True

    async def start(self) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Nothing to close."""

    def _forward(self, channel: str, message: bytes) -> None:
        """Nobody else is there."""


class MemoryStore(Store):
    """A dictionary in which every value has its time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, bytes]] = {}
        self._sweep_at = SWEPT

    async def get(self, key: str) -> bytes | None:
        """The value; None when there is none, or its time is over."""
        return self._read(key)

    async def get_many(self, keys: Sequence[str]) -> list[bytes | None]:
        """The values of all `keys`, in their order."""
        return [self._read(key) for key in keys]

    async def set(self, key: str, value: bytes, ttl: float) -> None:
        """Keep `value` for so long."""
        self._write(key, value, self._clock() + ttl)

    async def set_many(self, values: Mapping[str, bytes], ttl: float) -> None:
        """The same for several keys."""
        for key, value in values.items():
            self._write(key, value, self._clock() + ttl)

    async def take(self, key: str) -> bytes | None:
        """The value, and it is gone."""
        value = self._read(key)
        self._kept.pop(key, None)
        return value

    async def delete(self, *keys: str) -> None:
        """Forget the keys."""
        for key in keys:
            self._kept.pop(key, None)

    async def incr(self, key: str, ttl: float) -> int:
        """Count one more and return the count."""
        before = self._read(key)
        until = self._clock() + ttl if before is None else self._kept[key][0]
        count = int(before or b"0") + 1
        self._write(key, str(count).encode(), until)
        return count

    def _read(self, key: str) -> bytes | None:
        until, value = self._kept.get(key, (0.0, b""))
        return value if until > self._clock() else None

    def _write(self, key: str, value: bytes, until: float) -> None:
        self._kept[key] = (until, value)
        if len(self._kept) > self._sweep_at:
            now = self._clock()
            self._kept = {name: kept for name, kept in self._kept.items() if kept[0] > now}
            self._sweep_at = 2 * len(self._kept) + SWEPT
