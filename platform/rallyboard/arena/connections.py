"""What every socket of the site has: a first frame in time, a line to send on, a goodbye that waits for nobody.

Nothing a client sends raises here: what cannot be understood is a value, what goes too far is a close code.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Final, TypeAlias, cast

import structlog
from litestar import WebSocket
from litestar.datastructures import State

from rallyboard.arena.fast import EXTENSION, RawLine
from rallyboard.arena.lines import FLUSH_S, QueueLine, RawSocketLine
from rallyboard.arena.protocol import Close

FIRST_FRAME_S: Final = 5.0
Socket = WebSocket[None, None, State]
AnyLine: TypeAlias = QueueLine | RawSocketLine
Hear = Callable[[str | bytes], Close | None]
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.arena")


def nothing() -> None:
    """What is to be done where nothing is."""
    return


async def first_frame(socket: Socket) -> str | bytes | Close | None:
    """What the peer says first; SILENT when it says nothing for five seconds, None when it goes."""
    try:
        async with asyncio.timeout(FIRST_FRAME_S):
            return _message(await socket.receive())
    except TimeoutError:
        return Close.SILENT


def line_of(socket: Socket) -> AnyLine:
    """The quickest way to send on this socket."""
    raw = _raw(socket)
    return QueueLine() if raw is None else RawSocketLine(raw)


async def goodbye(socket: Socket, code: Close) -> None:
    """Close, and do not wait for a peer that reads nothing."""
    try:
        async with asyncio.timeout(FLUSH_S):
            await socket.close(code)
    except TimeoutError:
        raw = _raw(socket)
        if raw is not None:
            raw.abort()


async def converse(
    socket: Socket, line: AnyLine, hear: Hear, left: Callable[[], None], server_stops: Callable[[], None] = nothing
) -> Close | None:
    """Every message to `hear`, until it or the line says why the socket is to be closed, or (None) the peer goes.

    `left` is called once nothing more is heard, perhaps twice; `server_stops` when it is uvicorn that closes.
    """
    tasks = [asyncio.create_task(_listen(socket, line, hear, server_stops))]
    if isinstance(line, QueueLine):
        tasks.append(asyncio.create_task(line.pump(socket.send)))
    try:
        await line.closing.wait()
        left()
        if line.code is not None and isinstance(line, QueueLine):
            await line.flush()
    finally:
        left()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return line.code


async def _listen(socket: Socket, line: AnyLine, hear: Hear, server_stops: Callable[[], None]) -> None:
    def heard(message: str | bytes) -> None:
        try:
            code = None if line.closing.is_set() else hear(message)
        except Exception:
            log.exception("a frame could not be taken")
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
                    server_stops()
                return
            heard(message)
    finally:
        line.gone()


def _raw(socket: Socket) -> RawLine | None:
    extensions = cast("dict[str, object]", cast("dict[str, Any]", socket.scope)["extensions"] or {})
    raw = extensions.get(EXTENSION)
    return raw if isinstance(raw, RawLine) else None


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
