"""Room for all: one address, or one match, cannot take every socket that there is."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import websockets

from rallyboard.arena.protocol import Close, Hello, write_client
from tests.kit.player import Player
from tests.kit.server import Server
from tests.kit.visitor import Visitor

ROOM = {"SPECTATORS": "2", "SOCKETS_PER_ADDRESS": "5", "ETL": "off", "JOBS": "off", "ENV": "test"}


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[tuple[Server, Visitor, str]]:
    with Server(tmp_path / "data", **ROOM) as server:
        async with Visitor(server.base, "Ada") as ada:
            yield server, ada, (await ada.against_bot())["id"]


async def watching(visitor: Visitor, match_id: str) -> websockets.ClientConnection:
    """A spectator's socket, its ticket shown."""
    ticket = await visitor.ticket(match_id, "watch")
    url = visitor.base.replace("http", "ws") + ticket["socket"]
    socket = await websockets.connect(url, origin=visitor.base, compression=None)
    await socket.send(write_client(Hello(ticket["ticket"], 1, 0)).decode())
    return socket


async def told(socket: websockets.ClientConnection) -> int | None:
    """How it was closed, if it was; None when something is to be seen."""
    try:
        await asyncio.wait_for(socket.recv(), 5)
    except websockets.ConnectionClosed:
        return socket.close_code
    return None


async def test_a_match_has_so_many_seats_to_watch_it(site: tuple[Server, Visitor, str]) -> None:
    _, ada, match_id = site
    first, second = [await watching(ada, match_id) for _ in range(2)]
    assert [await told(first), await told(second)] == [None, None]
    assert await told(await watching(ada, match_id)) == Close.FLOOD
    async with Player(ada.base, await ada.ticket(match_id)).connected():
        await first.close()
        await asyncio.sleep(0.1)
        assert await told(await watching(ada, match_id)) is None


async def test_an_address_has_so_many_sockets(site: tuple[Server, Visitor, str]) -> None:
    server, ada, match_id = site
    url = f"{server.base.replace('http', 'ws')}/ws/matches/{match_id}"
    silent = [await websockets.connect(url, origin=server.base) for _ in range(5)]
    refused = await websockets.connect(url, origin=server.base)
    assert await told(refused) == Close.FLOOD
    async with websockets.connect(url, origin=server.base, local_addr=("127.0.0.2", 0)) as elsewhere:
        assert elsewhere.close_code is None
        await asyncio.gather(*(socket.close() for socket in silent))
        assert await told(await watching(ada, match_id)) is None
