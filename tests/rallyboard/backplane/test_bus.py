"""What every bus does, whatever it is made of."""

import asyncio

import pytest

from rallyboard.backplane.bus import Bus


async def test_our_own_subscribers_hear_at_once_once_and_in_order(bus: Bus) -> None:
    heard: list[bytes] = []
    bus.subscribe("news", heard.append)
    for number in range(3):
        bus.publish("news", bytes([number]))
    assert heard == [b"\x00", b"\x01", b"\x02"]
    await asyncio.sleep(0.05)
    assert len(heard) == 3


async def test_a_channel_is_heard_by_those_who_subscribed_to_it_and_still_do(bus: Bus) -> None:
    one: list[bytes] = []
    two: list[bytes] = []
    bus.subscribe("a", one.append)
    leave = bus.subscribe("a", two.append)
    bus.publish("b", b"for others")
    bus.publish("a", b"1")
    leave()
    leave()
    bus.publish("a", b"2")
    assert (one, two) == ([b"1", b"2"], [b"1"])


async def test_a_handler_that_fails_keeps_nobody_else_from_hearing(bus: Bus, caplog: pytest.LogCaptureFixture) -> None:
    def fails(_: bytes) -> None:
        raise ValueError("on purpose")

    heard: list[bytes] = []
    bus.subscribe("a", fails)
    bus.subscribe("a", heard.append)
    bus.publish("a", b"1")
    assert heard == [b"1"]
    assert "a message could not be taken" in caplog.text


async def test_a_bus_is_well_soon_after_it_was_started(bus: Bus) -> None:
    for _ in range(100):
        if bus.well:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never well")
