"""The two lines to a socket: neither blocks, both drop what is not read, both send the whole state afterwards."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
import websockets

from rallyboard.arena import lines
from rallyboard.arena.fast import EXTENSION, FastProtocol
from rallyboard.arena.lines import UNSENT, QueueLine, RawSocketLine
from rallyboard.arena.protocol import Close
from tests.kit.server import free_port

FRAME = b"x" * 1000
Line = QueueLine | RawSocketLine


class Stand:
    """A server with one line at a time, which the test holds."""

    def __init__(self) -> None:
        self.opened: asyncio.Queue[Line] = asyncio.Queue()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        raw = scope["extensions"].get(EXTENSION)
        line: Line = QueueLine() if raw is None else RawSocketLine(raw)
        pump = asyncio.create_task(line.pump(send)) if isinstance(line, QueueLine) else None
        await self.opened.put(line)
        await line.closing.wait()
        if isinstance(line, QueueLine):
            await line.flush()
        if pump is not None:
            pump.cancel()
        await asyncio.wait_for(send({"type": "websocket.close", "code": line.code or 1000}), 1)


async def started(server: uvicorn.Server) -> None:
    for _ in range(500):
        if server.started:
            return
        await asyncio.sleep(0.01)


@pytest.fixture(params=[FastProtocol, "websockets-sansio"], ids=["raw", "asgi"])
async def connect(request: pytest.FixtureRequest) -> AsyncIterator[Callable[[], Any]]:
    stand, port = Stand(), free_port()
    limits = {"ws_ping_interval": None, "timeout_graceful_shutdown": 1}
    config = uvicorn.Config(stand, port=port, ws=request.param, log_level="critical", lifespan="off", **limits)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    await started(server)

    @asynccontextmanager
    async def connected() -> AsyncIterator[tuple[Line, websockets.ClientConnection]]:
        async with websockets.connect(
            f"ws://127.0.0.1:{port}", compression=None, max_queue=1, close_timeout=0.3
        ) as socket:
            yield await stand.opened.get(), socket

    yield connected
    server.should_exit = True
    await serving


async def test_frames_come_in_order_and_goodbye_comes_last(connect: Callable[[], Any]) -> None:
    async with connect() as (line, socket):
        for number in range(50):
            line.send(b"%d" % number)
        line.close(Close.OVER)
        line.send(b"too late")
        line.close(Close.FLOOD)
        received: list[int] = []
        with suppress(websockets.ConnectionClosed):
            received.extend([int(await socket.recv()) for _ in range(50)])
            await socket.recv()
        assert received == list(range(50))
    assert socket.close_code == Close.OVER


async def test_whoever_missed_a_frame_gets_the_whole_state_before_the_next(connect: Callable[[], Any]) -> None:
    sent = 0
    async with connect() as (line, socket):
        line.resync = lambda: line.send(b"state")
        for _ in range(1500):
            for _ in range(10):
                line.send(b"%06d" % sent + FRAME)
                sent += 1
            await asyncio.sleep(0)
        await pushed(line)
        expected: int | None = 0
        gaps, message = 0, ""
        while message != "poke":
            message = await asyncio.wait_for(socket.recv(), 5)
            if message == "state":
                expected, gaps = None, gaps + 1
            elif message != "poke":
                assert expected in (None, int(message[:6]))
                expected = int(message[:6]) + 1
            line.send(b"poke")
        assert gaps > 0


async def pushed(line: Line) -> None:
    """Give the network time to take what it takes."""
    for _ in range(20):
        line.send(b"poke")
        await asyncio.sleep(0.01)


async def test_who_does_not_read_for_long_is_let_go(
    connect: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "STALLED_S", 0.2)
    async with connect() as (line, _):
        for _ in range(1000):
            for _ in range(12):
                line.send(FRAME * 5)
            await asyncio.sleep(0.002)
            if line.closing.is_set():
                break
        assert line.code is Close.TOO_SLOW


async def test_what_waits_for_one_reader_is_bounded() -> None:
    line = QueueLine()
    for _ in range(10_000):
        line.send(FRAME)
    assert line._size <= UNSENT
