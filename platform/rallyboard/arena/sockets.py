"""The socket of a match: ticket first, then frames both ways until somebody leaves.

The handler accepts, shows the ticket, hands every message to `hear` and closes with a code of `protocol.Close`.
"""

from contextlib import suppress

from litestar import websocket
from litestar.di import NamedDependency
from litestar.exceptions import WebSocketDisconnect
from litestar.params import FromPath

from rallyboard.accounts.open_sockets import OpenSockets
from rallyboard.arena.connections import AnyLine, Socket, converse, first_frame, goodbye, line_of
from rallyboard.arena.hearing import hear
from rallyboard.arena.live import Live
from rallyboard.arena.protocol import VERSION, Close, Hello, read, write
from rallyboard.arena.service import Arena
from rallyboard.arena.tickets import Pass
from rallyboard.settings import Settings


@websocket("/ws/matches/{match_id:str}")
async def court(
    socket: Socket,
    match_id: FromPath[str],
    arena: NamedDependency[Arena],
    open_sockets: NamedDependency[OpenSockets],
    settings: NamedDependency[Settings],
) -> None:
    """One visitor's socket at one match."""
    await socket.accept()
    with suppress(WebSocketDisconnect, RuntimeError):
        code = await _visit(socket, match_id, arena, open_sockets, settings.spectators)
        if code is not None:
            await goodbye(socket, code)


async def _visit(
    socket: Socket, match_id: str, arena: Arena, open_sockets: OpenSockets, spectators: int
) -> Close | None:
    """Why the socket is to be closed; None when the peer has gone by itself."""
    hello = await _hello(socket)
    if not isinstance(hello, Hello):
        return hello
    allowed = arena.redeem(hello.ticket)
    if allowed is None:
        return Close.TICKET
    if allowed.match_id != match_id:
        return Close.FORBIDDEN
    live, line = await arena.live(match_id), line_of(socket)
    if live is None or live.status in ("over", "halted"):
        return Close.OVER
    if allowed.role == "watch" and len(live.play.crowd.watchers) >= spectators:
        return Close.FLOOD
    release = await open_sockets.hold(allowed.standing, lambda: line.close(Close.SIGNED_OUT))
    try:
        return line.code if line.closing.is_set() else await _attend(socket, arena, live, line, allowed, hello.last_n)
    finally:
        release()


async def _hello(socket: Socket) -> Hello | Close | None:
    message = await first_frame(socket)
    if message is None or isinstance(message, Close):
        return message
    frame = read(message)
    return frame if isinstance(frame, Hello) and frame.version == VERSION else Close.UNEXPECTED


async def _attend(socket: Socket, arena: Arena, live: Live, line: AnyLine, allowed: Pass, last_n: int) -> Close | None:
    """From sitting down to leaving; whoever wants to know who is where is told of both."""
    client = arena.sit(live, allowed, line, last_n)
    if client is None:
        return Close.FLOOD
    line.resync = lambda: line.send(write(live.play.state(client, live.status, client.last_n)))
    leave = arena.attend(allowed)
    try:
        return await converse(
            socket, line, lambda message: hear(live, client, message, arena.now_ns()),
            left=lambda: live.leave(client), server_stops=live.lose_server,
        )  # fmt: skip
    finally:
        leave()


socket_routes = [court]
