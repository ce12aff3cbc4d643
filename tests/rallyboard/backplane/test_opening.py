"""Which backplane a site has follows from one setting."""

import sys

import pytest

from rallyboard.backplane.errors import RedisMissing
from rallyboard.backplane.memory import MemoryBus, MemoryStore
from rallyboard.backplane.opening import backplane
from rallyboard.backplane.redis_bus import RedisBus


def test_without_a_server_everything_stays_in_memory() -> None:
    bus, store = backplane("")
    assert isinstance(bus, MemoryBus)
    assert isinstance(store, MemoryStore)
    assert bus.well


async def test_with_one_nothing_is_opened_yet() -> None:
    bus, store = backplane("redis://127.0.0.1:1/0")
    assert isinstance(bus, RedisBus)
    assert not bus.well
    await store.close()


def test_a_missing_client_is_named_with_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rallyboard.backplane.redis_bus", None)
    with pytest.raises(RedisMissing, match=r"rallyboard\[redis\]"):
        backplane("redis://127.0.0.1:1/0")
