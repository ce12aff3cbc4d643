"""Every test of the room that needs a database runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncGenerator

import pytest

from rallyboard.app.house import House
from rallyboard.settings import Settings
from tests.kit.postgres import both

site_database = both


@pytest.fixture
async def beside(settings: Settings) -> AsyncGenerator[House, None]:
    """The same services over the same database, for tests of a `client`: its site runs in another event loop."""
    house = House(settings)
    yield house
    house.reception.close()
    await house.database.close()
