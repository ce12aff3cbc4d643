"""Which backplane a site has: Redis where one is named, else this process's own memory."""

from rallyboard.backplane.bus import Bus
from rallyboard.backplane.errors import RedisMissing
from rallyboard.backplane.memory import MemoryBus, MemoryStore
from rallyboard.backplane.store import Store


def backplane(url: str) -> tuple[Bus, Store]:
    """The bus and the store behind `url`, not opened yet; without one, those of a single process."""
    if not url:
        return MemoryBus(), MemoryStore()
    try:
        from rallyboard.backplane.redis_bus import RedisBus
        from rallyboard.backplane.redis_store import RedisStore
    except ModuleNotFoundError:
        raise RedisMissing('Run: pip install "rallyboard[redis]", or unset RALLYBOARD_REDIS.') from None
    return RedisBus(url), RedisStore(url)
