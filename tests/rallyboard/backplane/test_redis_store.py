"""The store while its server is frozen: a clear answer, soon, and all is well again afterwards."""

import asyncio
import time

import pytest

from rallyboard.backplane.errors import StoreDown
from rallyboard.backplane.redis_store import RedisStore
from tests.kit.valkey import Valkey


async def test_a_frozen_server_costs_the_first_half_a_second_and_the_others_nothing(valkey: Valkey) -> None:
    store = RedisStore(valkey.url)
    await store.set("a", b"1", 60)
    valkey.freeze()
    try:
        began = time.monotonic()
        with pytest.raises(StoreDown):
            await store.get("a")
        assert time.monotonic() - began < 1.0
        began = time.monotonic()
        for _ in range(100):
            with pytest.raises(StoreDown):
                await store.set("a", b"2", 60)
        assert time.monotonic() - began < 0.2
    finally:
        valkey.thaw()
    await asyncio.sleep(1.1)
    assert await store.get("a") == b"1"
    await store.close()


async def test_a_server_that_is_gone_is_no_crash(valkey: Valkey) -> None:
    store = RedisStore(valkey.url)
    valkey.kill()
    with pytest.raises(StoreDown):
        await store.incr("a", 60)
    valkey.start()
    await asyncio.sleep(1.1)
    assert await store.incr("a", 60) == 1
    await store.close()
