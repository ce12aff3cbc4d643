"""A running site over a small house league, loaded once for all tests of the room that only read."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.app import create_app
from rallyboard.app.house import House
from rallyboard.arena.league import League
from rallyboard.settings import Settings
from rallyboard.worker import StatisticsNotReady
from tests.kit.databases import databases

ORIGIN = "http://testserver.local"
MATCHES = 16


async def play(house: House, matches: int) -> None:
    """A league in the house's own folder, and the wait until it is loaded."""
    await League(house.settings.journal_folder, house.database).play(matches, seed=5)
    house.worker.wake()
    for _ in range(400):
        with suppress(StatisticsNotReady):
            fresh = await asyncio.to_thread(house.worker.freshness)
            if fresh.matches >= matches and not fresh.behind:
                return
        await asyncio.sleep(0.05)
    raise AssertionError("the league was not loaded")


@pytest.fixture(scope="module")
def league_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a league in it, the warehouse filled."""
    folder = tmp_path_factory.mktemp("league") / "data"

    async def fill() -> None:
        house = House(Settings(data=folder, database=databases.of(folder), origins=(ORIGIN,), env="test"))
        house.open()
        await house.start()
        await play(house, MATCHES)
        await house.stop()
        house.close()

    asyncio.run(fill())
    return folder


@pytest.fixture
async def league(league_data: Path) -> AsyncGenerator[AsyncTestClient[Litestar], None]:
    """A page of the site over the league; its house is `client.app.state.house`."""
    app = create_app(Settings(data=league_data, database=databases.of(league_data), origins=(ORIGIN,), env="test"))
    async with AsyncTestClient(app, base_url=ORIGIN) as opened:
        opened.headers["origin"] = ORIGIN
        await play(app.state.house, 0)
        yield opened


@pytest.fixture
async def house(league_data: Path) -> AsyncGenerator[House, None]:
    """The services over the league without HTTP, on the test's own event loop."""
    opened = House(Settings(data=league_data, database=databases.of(league_data), origins=(ORIGIN,), env="test"))
    opened.open()
    await opened.start()
    await play(opened, 0)
    yield opened
    await opened.stop()
    opened.close()
