"""Something that a provider was asked for and that stays true for a while."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

from rallyboard.accounts.oauth.errors import ProviderDown

KEPT_S: Final = 3_600.0
SILENCE_S: Final = 5.0
T = TypeVar("T")


class Kept(Generic[T]):
    """One asks for all who wait. While the provider is silent the old answer is used on; without one, nobody waits
    for the same silence twice within five seconds."""

    def __init__(self, ask: Callable[[], Awaitable[T]], clock: Callable[[], float] = time.monotonic) -> None:
        self._ask, self._clock = ask, clock
        self._known: tuple[float, T] | None = None
        self._silence: tuple[float, ProviderDown] | None = None
        self._asking = asyncio.Lock()

    async def get(self, at_most_s: float = KEPT_S) -> T:
        """What is known and at most so many seconds old, asked for when nothing is; raises ProviderDown."""
        async with self._asking:
            if self._known is None or self._clock() - self._known[0] > at_most_s:
                await self._renew()
            if self._known is not None:
                return self._known[1]
            raise ProviderDown() if self._silence is None else self._silence[1]

    async def _renew(self) -> None:
        if self._silence is not None and self._clock() - self._silence[0] < SILENCE_S:
            return
        try:
            self._known, self._silence = (self._clock(), await self._ask()), None
        except ProviderDown as silence:
            self._silence = (self._clock(), silence)
