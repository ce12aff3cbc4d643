"""One store and one bus for several workers, in memory or in a real Valkey."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator

import pytest

from rallyboard.backplane.opening import backplane
from rallyboard.presence.service import Presence
from tests.kit.valkey import Valkey
from tests.kit.waiting import until

Opener = Callable[[], Awaitable[Presence]]


@pytest.fixture(scope="session")
def running_valkey() -> Generator[Valkey, None, None]:
    with Valkey() as valkey:
        yield valkey


@pytest.fixture
def valkey(running_valkey: Valkey) -> Valkey:
    running_valkey.empty()
    return running_valkey


@pytest.fixture
async def opened(request: pytest.FixtureRequest) -> AsyncGenerator[Opener, None]:
    """Opens the presence of one more worker; several see each other only over Valkey."""
    url = getattr(request, "param", None) or request.getfixturevalue("valkey").url
    stack: list[Callable[[], Awaitable[None]]] = []

    async def one() -> Presence:
        bus, store = backplane("" if url == "memory" else url)
        presence = Presence(bus, store, linger=0.1)
        await bus.start()
        await presence.start()
        stack.extend((presence.stop, bus.stop, store.close))
        await until(lambda: bus.well)
        return presence

    yield one
    for stop in stack:
        await stop()
