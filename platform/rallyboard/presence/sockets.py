"""The socket of a page's own line: ticket first, then what concerns this visitor, until the page goes."""

from contextlib import suppress

from litestar import websocket
from litestar.di import NamedDependency
from litestar.exceptions import WebSocketDisconnect

from rallyboard.accounts.open_sockets import OpenSockets
from rallyboard.arena.connections import AnyLine, Socket, converse, first_frame, goodbye, line_of
from rallyboard.arena.protocol import Close
from rallyboard.backplane.errors import StoreDown
from rallyboard.presence.hall import Hall
from rallyboard.presence.protocol import Hello, read
from rallyboard.presence.routes import SOCKET
from rallyboard.presence.service import Presence
from rallyboard.presence.tickets import Pass, Tickets
from rallyboard.presence.visitor import Visitor


@websocket(SOCKET)
async def mine(
    socket: Socket,
    line_tickets: NamedDependency[Tickets],
    open_sockets: NamedDependency[OpenSockets],
    hall: NamedDependency[Hall],
    presence: NamedDependency[Presence],
) -> None:
    """One page's line."""
    await socket.accept()
    with suppress(WebSocketDisconnect, RuntimeError):
        code = await _visit(socket, line_tickets, open_sockets, hall, presence)
        if code is not None:
            await goodbye(socket, code)


async def _visit(
    socket: Socket, tickets: Tickets, open_sockets: OpenSockets, hall: Hall, presence: Presence
) -> Close | None:
    """Why the line is to be closed; None when the page has gone by itself."""
    allowed = await _allowed(socket, tickets)
    if not isinstance(allowed, Pass):
        return allowed
    line = line_of(socket)
    visitor = hall.enter(allowed.player_key, line)
    if visitor is None:
        return Close.FLOOD
    line.resync = visitor.tell_all
    try:
        release = await open_sockets.hold(allowed.standing, visitor.sign_out)
        leave = presence.attend(allowed.player_key, "idle")
        try:
            return await _stay(socket, line, hall, visitor)
        finally:
            leave()
            release()
    finally:
        hall.leave(visitor)


async def _allowed(socket: Socket, tickets: Tickets) -> Pass | Close | None:
    message = await first_frame(socket)
    if message is None or isinstance(message, Close):
        return message
    hello = read(message)
    if not isinstance(hello, Hello):
        return Close.UNEXPECTED
    try:
        return await tickets.redeem(hello.ticket) or Close.TICKET
    except StoreDown:
        return Close.TOO_SLOW


async def _stay(socket: Socket, line: AnyLine, hall: Hall, visitor: Visitor) -> Close | None:
    return await converse(socket, line, visitor.hear, left=lambda: hall.leave(visitor))


socket_routes = [mine]
