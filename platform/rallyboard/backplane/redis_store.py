"""The store of a site of several processes, in Redis or Valkey: one key a value, forgotten there by itself.

Who asks a server that does not answer gets `StoreDown` after half a second, and the next ones at once.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Final, cast

from rallyboard.backplane.bus import log
from rallyboard.backplane.errors import StoreDown
from rallyboard.backplane.redis_client import FAILURES, client, prefix
from rallyboard.backplane.store import Store

REST_S: Final = 1.0
"""The store is not asked for so long after it gave no answer."""
COUNT: Final = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return count
"""
SET_MANY: Final = """
for place, key in ipairs(KEYS) do redis.call('SET', key, ARGV[place + 1], 'PX', ARGV[1]) end
"""


class RedisStore(Store):
    """One key a value; Redis forgets them by itself."""

    def __init__(self, url: str) -> None:
        self._redis = client(url)
        self._prefix = prefix(url) + "store:"
        self._rests_until = 0.0

    async def get(self, key: str) -> bytes | None:
        """The value; None when there is none, or its time is over."""
        return cast("bytes | None", await self._ask("GET", self._prefix + key))

    async def get_many(self, keys: Sequence[str]) -> list[bytes | None]:
        """The values of all `keys`, in their order."""
        if not keys:
            return []
        return cast("list[bytes | None]", await self._ask("MGET", *(self._prefix + key for key in keys)))

    async def set(self, key: str, value: bytes, ttl: float) -> None:
        """Keep `value` for so long."""
        await self._ask("SET", self._prefix + key, value, "PX", _ms(ttl))

    async def set_many(self, values: Mapping[str, bytes], ttl: float) -> None:
        """The same for several keys, in one round trip."""
        if not values:
            return
        keys = [self._prefix + key for key in values]
        await self._ask("EVAL", SET_MANY, len(keys), *keys, _ms(ttl), *values.values())

    async def take(self, key: str) -> bytes | None:
        """The value, and it is gone."""
        return cast("bytes | None", await self._ask("GETDEL", self._prefix + key))

    async def delete(self, *keys: str) -> None:
        """Forget the keys."""
        if keys:
            await self._ask("DEL", *(self._prefix + key for key in keys))

    async def incr(self, key: str, ttl: float) -> int:
        """Count one more and return the count."""
        return int(cast("int", await self._ask("EVAL", COUNT, 1, self._prefix + key, _ms(ttl))))

    async def close(self) -> None:
        """Hang up."""
        await self._redis.aclose()

    async def _ask(self, *words: str | bytes | int) -> object:
        if time.monotonic() < self._rests_until:
            raise StoreDown("Try again in a moment.", retry_after=2)
        try:
            return await self._redis.execute_command(*words)
        except FAILURES as error:
            self._rests_until = time.monotonic() + REST_S
            log.warning("the store does not answer", reason=type(error).__name__)
            raise StoreDown("Try again in a moment.", retry_after=2) from None


def _ms(seconds: float) -> int:
    return max(1, round(seconds * 1000))
