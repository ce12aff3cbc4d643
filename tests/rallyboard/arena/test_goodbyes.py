"""Leaving: whatever a peer says when it goes, the match of the others goes on."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
import websockets

from rallyboard.arena import protocol as wire
from rallyboard.arena import sockets
from rallyboard.arena.fast import EXTENSION, FastProtocol, RawLine
from rallyboard.settings import Settings
from tests.kit.player import Player
from tests.kit.visitor import Visitor
from tests.rallyboard.arena.test_sockets import ada, base, finished, hello, until

__all__ = ["ada", "base"]
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_spectator_cannot_stop_a_match_by_saying_goodbye_like_a_server(base: str, ada: Visitor) -> None:
    card = await ada.against_bot()
    player = Player(base, await ada.ticket(card["id"]))
    stranger = Visitor(base, "nobody")
    async with player.connected():
        await until(player, wire.Countdown)
        ticket = await stranger.ticket(card["id"], "watch")
        await stranger.http.aclose()
        url = base.replace("http", "ws") + ticket["socket"]
        async with websockets.connect(url, origin=base, compression=None) as socket:
            await socket.send(hello(ticket["ticket"]))
            await socket.recv()
            await socket.close(wire.Close.RESTART)
        await asyncio.sleep(0.1)
        assert player.close_code is None
        await player.resign()
        await asyncio.wait_for(player.over.wait(), 5)
    assert (await finished(ada, card["id"]))["reason"] == "resign"


class Deaf:
    """A socket whose peer says something rude and then reads nothing any more."""

    def __init__(self) -> None:
        self.aborted = False
        line = RawLine(cast("FastProtocol", SimpleNamespace(transport=SimpleNamespace(abort=self.abort))))
        self.scope = {"extensions": {EXTENSION: line}}

    def abort(self) -> None:
        self.aborted = True

    async def accept(self) -> None:
        pass

    async def receive(self) -> dict[str, Any]:
        return {"type": "websocket.receive", "text": "not a ticket"}

    async def close(self, _code: int) -> None:
        await asyncio.Event().wait()


async def test_who_does_not_even_read_the_goodbye_is_dropped_without_a_traceback() -> None:
    deaf = Deaf()
    await asyncio.wait_for(sockets.court.fn(deaf, "a match", None, None, Settings()), 5)
    assert deaf.aborted
