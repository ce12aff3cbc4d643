"""Broken connections: whoever is cut off comes back to the same seat of the same match, and the score is still true."""

import asyncio
import re
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.driving import ARROWS, play_until_a_goal
from tests.journeys.reader import Reader
from tests.journeys.seating import against_the_house, resign, seated
from tests.kit.server import Server

CUT_OFF = r"WebSocket connection to|ERR_CONNECTION_|ERR_INTERNET_DISCONNECTED"
"""What the browser itself writes to the console when the network is gone; no page can prevent it."""


@pytest.fixture
def frail(tmp_path: Path) -> Generator[Server, None, None]:
    """A site of this journey's own, to be killed."""
    with Server(tmp_path / "data") as server:
        yield server


async def came_back(reader: Reader, wires: int) -> None:
    """On a new socket, with the state of the match and a clock that runs."""
    async with asyncio.timeout(30):
        while len(reader.wires) <= wires or not reader.wire.told("S"):
            await reader.page.wait_for_timeout(50)
    await expect(reader.page.locator(".rb-veil")).to_have_count(0)


async def shown_score(reader: Reader) -> tuple[int, ...]:
    """What the scoreboard says to a screen reader."""
    words = await reader.page.locator(".rb-scoreboard-score .visually-hidden").inner_text()
    return tuple(int(number) for number in words.split(" to "))


async def test_a_killed_server_brings_the_match_back_with_its_score(visit: Visit, frail: Server) -> None:
    reader = await visit("Cut Cleo", server=frail)
    await against_the_house(reader)
    await seated(reader)
    before = await play_until_a_goal(reader.page, reader.wire, ARROWS)
    reader.forgiven = CUT_OFF
    frail.kill()
    await expect(reader.page.locator("main")).to_contain_text("Coming back")
    await reader.picture("connection-lost")
    await asyncio.to_thread(frail.start)
    await came_back(reader, wires=1)
    assert await shown_score(reader) >= before
    after = await play_until_a_goal(reader.page, reader.wire, ARROWS)
    assert sum(after) > sum(before)
    await resign(reader)
    await expect(reader.page.locator("rb-figure").nth(7)).to_be_attached()


async def test_a_reload_in_mid_rally_takes_the_same_seat_again(visit: Visit) -> None:
    reader = await visit("Reloading Ray")
    await against_the_house(reader)
    await seated(reader)
    score = await play_until_a_goal(reader.page, reader.wire, ARROWS)
    await reader.page.reload()
    await came_back(reader, wires=1)
    header = reader.wire.told("S")[0][1]
    assert (header["role"], len(header["slots"])) == ("play", 1)
    assert await shown_score(reader) >= score
    await resign(reader)
    await asyncio.wait_for(reader.wire.over.wait(), 10)


async def test_a_second_tab_takes_the_seat_and_the_first_says_so(visit: Visit) -> None:
    reader = await visit("Tabbed Tom")
    await against_the_house(reader)
    await seated(reader)
    second = await reader.another_tab()
    await second.open(reader.path)
    await second.joined()
    await expect(reader.page.locator("main")).to_contain_text(re.compile("another tab"))
    await reader.page.get_by_role("button", name="Play here").click()
    await expect(second.page.locator("main")).to_contain_text(re.compile("another tab"))
    await came_back(reader, wires=1)
    await resign(reader)
