"""One behaviour for every backend: memory, and a real Valkey."""

from collections.abc import AsyncGenerator, Generator

import pytest

from rallyboard.backplane.bus import Bus
from rallyboard.backplane.opening import backplane
from rallyboard.backplane.store import Store
from tests.kit.valkey import Valkey


@pytest.fixture(scope="session")
def running_valkey() -> Generator[Valkey, None, None]:
    with Valkey() as valkey:
        yield valkey


@pytest.fixture
def valkey(running_valkey: Valkey) -> Valkey:
    """The one server of these tests, empty."""
    running_valkey.empty()
    return running_valkey


@pytest.fixture(params=["memory", "valkey"])
def url(request: pytest.FixtureRequest) -> str:
    return "" if request.param == "memory" else request.getfixturevalue("valkey").url


@pytest.fixture
async def store(url: str) -> AsyncGenerator[Store, None]:
    _, opened = backplane(url)
    yield opened
    await opened.close()


@pytest.fixture
async def bus(url: str) -> AsyncGenerator[Bus, None]:
    opened, _ = backplane(url)
    await opened.start()
    yield opened
    await opened.stop()
