"""One site for those that ask over HTTP, on the database at hand: what differs between two is tested in the rooms."""

from collections.abc import AsyncGenerator

import pytest

from rallyboard.app.house import House
from rallyboard.settings import Settings


@pytest.fixture
async def beside(settings: Settings) -> AsyncGenerator[House, None]:
    """The same services over the same database, for tests of a `client`: its site runs in another event loop."""
    house = House(settings)
    yield house
    house.reception.close()
    await house.database.close()
