"""Every test of the room that needs a database runs on SQLite and on PostgreSQL; some need people with accounts."""

from collections.abc import Awaitable, Callable

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.app.house import House
from rallyboard.players.models import Player
from tests.kit.member import Member, member
from tests.kit.postgres import both

site_database = both


@pytest.fixture
def holder(house: House) -> Callable[[str], Awaitable[Player]]:
    """Makes an account holder of the name it is called with."""

    async def make(name: str) -> Player:
        return (await member(house, name)).player

    return make


@pytest.fixture
def joined(client: AsyncTestClient[Litestar]) -> Callable[[str], Member]:
    """Makes a member of the client's site, of the name it is called with."""
    return lambda name: client.blocking_portal.call(member, client.app.state.house, name)
