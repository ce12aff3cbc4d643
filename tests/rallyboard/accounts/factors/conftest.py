"""A site with one member, and a clock that the test moves."""

import time
from collections.abc import AsyncGenerator

import httpx
import pytest

from rallyboard.app import create_app
from rallyboard.app.house import House
from rallyboard.settings import Settings
from tests.conftest import ORIGIN
from tests.rallyboard.accounts.factors.member import Clock, Member, Site, join


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    standing = Clock(time.time())
    monkeypatch.setattr("rallyboard.accounts.factors.totp.time", standing)
    return standing


@pytest.fixture
async def site(settings: Settings, house: House) -> AsyncGenerator[Site, None]:
    """The whole application over a house that the test can look into, in one event loop."""
    transport = httpx.ASGITransport(app=create_app(settings, house))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"origin": ORIGIN}) as http:
        yield Site(http, house)


@pytest.fixture
async def ada(site: Site, clock: Clock) -> Member:
    return await join(site, clock)
