"""Two workers over a real Valkey that is killed, frozen, and talked to by strangers."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable

import pytest
import redis

from rallyboard.backplane.redis_bus import RedisBus
from tests.kit.valkey import Valkey


async def until(true: Callable[[], object], seconds: float = 8.0) -> float:
    """How many seconds it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it did not come to that"
        await asyncio.sleep(0.005)
    return time.monotonic() - began


class Worker:
    """One process's bus and what it heard."""

    def __init__(self, url: str) -> None:
        self.bus = RedisBus(url)
        self.heard: list[bytes] = []
        self.gaps = 0
        self.bus.subscribe("news", self.heard.append)
        self.bus.on_gap(self._missed)

    def _missed(self) -> None:
        self.gaps += 1


@pytest.fixture
async def pair(valkey: Valkey) -> AsyncGenerator[tuple[Worker, Worker], None]:
    workers = (Worker(valkey.url), Worker(valkey.url))
    for worker in workers:
        await worker.bus.start()
    for worker in workers:
        await until(lambda worker=worker: worker.bus.well)
    yield workers
    for worker in workers:
        await worker.bus.stop()


async def test_what_one_says_the_other_hears_soon_and_in_order(pair: tuple[Worker, Worker]) -> None:
    one, two = pair
    for number in range(200):
        one.bus.publish("news", b"%d" % number)
    assert await until(lambda: len(two.heard) == 200) < 1.0
    assert two.heard == one.heard == [b"%d" % number for number in range(200)]


async def test_what_was_published_before_the_end_still_leaves(pair: tuple[Worker, Worker]) -> None:
    one, two = pair
    one.bus.publish("news", b"last words")
    await one.bus.stop()
    await until(lambda: two.heard == [b"last words"])


async def test_two_sites_on_one_server_do_not_hear_each_other(pair: tuple[Worker, Worker], valkey: Valkey) -> None:
    elsewhere = Worker(valkey.url.removesuffix("0") + "5")
    await elsewhere.bus.start()
    await until(lambda: elsewhere.bus.well)
    pair[0].bus.publish("news", b"ours")
    await until(lambda: pair[1].heard == [b"ours"])
    assert elsewhere.heard == []
    await elsewhere.bus.stop()


async def test_a_stranger_on_the_server_breaks_nothing(pair: tuple[Worker, Worker], valkey: Valkey) -> None:
    with redis.Redis.from_url(valkey.url) as stranger:
        for junk in (b"", b"short", b"\xff" * 100_000):
            stranger.publish("rallyboard:0:bus:news", junk)
            stranger.publish(b"rallyboard:0:bus:\xff\xfe", junk)
    pair[0].bus.publish("news", b"ours")
    await until(lambda: b"ours" in pair[1].heard)


async def test_a_server_that_was_killed_is_found_again_and_both_know_they_missed_something(
    pair: tuple[Worker, Worker], valkey: Valkey, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    one, two = pair
    valkey.kill()
    await until(lambda: not one.bus.well and not two.bus.well)
    one.bus.publish("news", b"lost")
    assert one.heard == [b"lost"]
    before = two.gaps
    await asyncio.sleep(0.6)
    valkey.start()
    await until(lambda: one.bus.well and two.bus.well)
    await until(lambda: two.gaps > before)
    one.bus.publish("news", b"found")
    await until(lambda: two.heard[-1:] == [b"found"])
    assert "messages to other workers are lost" in caplog.text
    assert caplog.text.count("other workers cannot be heard") == 2


async def test_a_frozen_server_is_noticed_in_half_a_second_and_makes_nobody_wait(
    pair: tuple[Worker, Worker], valkey: Valkey
) -> None:
    one, two = pair
    valkey.freeze()
    try:
        began = time.monotonic()
        one.bus.publish("news", b"late or lost")
        assert time.monotonic() - began < 0.01
        assert await until(lambda: not two.bus.well) < 0.9
        assert two.gaps > 0
        await asyncio.sleep(1.0)
        before = two.gaps
    finally:
        valkey.thaw()
    await until(lambda: one.bus.well and two.bus.well)
    await until(lambda: two.gaps > before)
    one.bus.publish("news", b"again")
    await until(lambda: two.heard[-1:] == [b"again"])


async def test_a_site_starts_without_its_server_and_says_so(valkey: Valkey, caplog: pytest.LogCaptureFixture) -> None:
    valkey.kill()
    worker = Worker(valkey.url)
    began = time.monotonic()
    await worker.bus.start()
    assert time.monotonic() - began < 0.1
    await until(lambda: "other workers cannot be heard" in caplog.text)
    valkey.start()
    await until(lambda: worker.bus.well)
    await worker.bus.stop()
