"""The socket of a match: ticket first, then frames both ways until somebody leaves.

The handler accepts, shows the ticket, hands every message to `hear` and closes with a code of `protocol.Close`.
Nothing a client sends raises here: what cannot be understood is a value, what goes too far is a close code.
"""

import asyncio
from contextlib import suppress
from typing import Any, Final, cast

import structlog
from litestar import WebSocket, websocket
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import WebSocketDisconnect
from litestar.params import FromPath

from rallyboard.arena.client import Client
from rallyboard.arena.fast import EXTENSION, RawLine
from rallyboard.arena.hearing import hear
from rallyboard.arena.lines import FLUSH_S, QueueLine, RawSocketLine
from rallyboard.arena.live import Live
from rallyboard.arena.protocol import VERSION, Close, Hello, read, write
from rallyboard.arena.service import Arena

FIRST_FRAME_S: Final = 5.0
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.arena")
Socket = WebSocket[None, None, State]


@websocket("/ws/matches/{match_id:str}")
async def court(socket: Socket, match_id: FromPath[str], arena: NamedDependency[Arena]) -> None:
    """One visitor's socket at one match."""
    await socket.accept()
    with suppress(WebSocketDisconnect, RuntimeError):
        code = await _converse(socket, match_id, arena)
        if code is not None:
            await _goodbye(socket, code)


async def _goodbye(socket: Socket, code: Close) -> None:
    """Close, and do not wait for a peer that reads nothing."""
    try:
        async with asyncio.timeout(FLUSH_S):
            await socket.close(code)
    except TimeoutError:
        raw = _raw(socket)
        if raw is not None:
            raw.abort()


async def _converse(socket: Socket, match_id: str, arena: Arena) -> Close | None:
    """Why the socket is to be closed; None when the peer has gone by itself."""
    hello = await _hello(socket)
    if not isinstance(hello, Hello):
        return hello
    allowed = arena.redeem(hello.ticket)
    if allowed is None:
        return Close.TICKET
    if allowed.match_id != match_id:
        return Close.FORBIDDEN
    live = await arena.live(match_id)
    if live is None or live.status in ("over", "halted"):
        return Close.OVER
    line = _line(socket)
    client = arena.sit(live, allowed, line, hello.last_n)
    return Close.FLOOD if client is None else await _play(socket, arena, live, client, line)


async def _hello(socket: Socket) -> Hello | Close | None:
    try:
        async with asyncio.timeout(FIRST_FRAME_S):
            message = _message(await socket.receive())
    except TimeoutError:
        return Close.SILENT
    if message is None:
        return None
    frame = read(message)
    return frame if isinstance(frame, Hello) and frame.version == VERSION else Close.UNEXPECTED


def _line(socket: Socket) -> QueueLine | RawSocketLine:
    raw = _raw(socket)
    return QueueLine() if raw is None else RawSocketLine(raw)


def _raw(socket: Socket) -> RawLine | None:
    extensions = cast("dict[str, object]", cast("dict[str, Any]", socket.scope)["extensions"] or {})
    raw = extensions.get(EXTENSION)
    return raw if isinstance(raw, RawLine) else None


async def _play(
    socket: Socket, arena: Arena, live: Live, client: Client, line: QueueLine | RawSocketLine
) -> Close | None:
    """From sitting down to leaving."""
    line.resync = lambda: line.send(write(live.play.state(client, live.status, client.last_n)))
    tasks = [asyncio.create_task(_listen(socket, arena, live, client, line))]
    if isinstance(line, QueueLine):
        tasks.append(asyncio.create_task(line.pump(socket.send)))
    try:
        await line.closing.wait()
        live.leave(client)
        if line.code is not None and isinstance(line, QueueLine):
            await line.flush()
    finally:
        live.leave(client)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return line.code


async def _listen(socket: Socket, arena: Arena, live: Live, client: Client, line: QueueLine | RawSocketLine) -> None:
    """Every message to the match, until the peer goes."""

    def heard(message: str | bytes) -> None:
        try:
            code = None if line.closing.is_set() else hear(live, client, message, arena.now_ns())
        except Exception:
            log.exception("a frame could not be taken", match=live.fixture.match_id)
            code = Close.UNEXPECTED
        if code is not None:
            line.close(code)

    raw = _raw(socket)
    if raw is not None:
        raw.listen(heard)
    try:
        while True:
            event: Any = await socket.receive()
            message = _message(event)
            if message is None:
                if _server_stops(event):
                    live.lose_server()
                return
            heard(message)
    finally:
        line.gone()


def _server_stops(event: Any) -> bool:  # noqa: ANN401 - an ASGI event has no better type
    """Whether it was uvicorn that closed: it says goodbye to all with 1012 before the application hears of it.

    A peer may close with the same number, and must not stop a match by it; but what a peer said comes with a reason,
    however empty.
    """
    return event.get("code") == Close.RESTART and "reason" not in event


def _message(event: Any) -> str | bytes | None:  # noqa: ANN401 - an ASGI event has no better type
    """What an ASGI event carries; None for goodbye."""
    if event["type"] != "websocket.receive":
        return None
    text: str | None = event.get("text")
    # A binary frame is no frame of ours: it is read as what it is not, and complained about.
    return text if text is not None else b"\x00"


socket_routes = [court]
