"""Who may open a socket at all: pages of this site, not too many at once. Asked before anything is accepted.

Browsers send the Origin of the page that opens a socket and let any page open one anywhere, so an exact match is
the only thing between a visitor's cookie and a foreign page. A refusal is a 403 instead of the upgrade.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final

from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from rallyboard.accounts.caller import Caller
from rallyboard.accounts.cookies import GuestCookie
from rallyboard.accounts.standing import Standing, standing_of
from rallyboard.arena.protocol import Close
from rallyboard.kit.address import subscriber
from rallyboard.kit.bucket import Buckets

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HANDSHAKES: Final = 300.0
"""Handshakes a second from one address; a whole team's pages may come back at once after a restart."""
HANDSHAKE_BURST: Final = 2_000.0


class SocketGuard:
    """ASGI middleware for sockets; HTTP passes untouched."""

    def __init__(self, app: App, origins: Iterable[str], most: int = 1_000) -> None:
        self._app, self._most = app, most
        self._open: Counter[str] = Counter()
        self._origins = frozenset(origin.encode("latin-1") for origin in origins)
        self._handshakes = Buckets(burst=HANDSHAKE_BURST, per_second=HANDSHAKES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        address = subscriber(str((scope.get("client") or ("",))[0]))
        if not self._may_enter(scope, address):
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        elif self._open[address] >= self._most:
            await _turn_away(receive, send)
        else:
            await self._count(address, self._app(scope, receive, send))

    def _may_enter(self, scope: Scope, address: str) -> bool:
        origins = [value for name, value in scope["headers"] if name.lower() == b"origin"]
        if len(origins) != 1 or origins[0] not in self._origins:
            return False
        return self._handshakes.wait(address) == 0.0

    async def _count(self, address: str, visit: Awaitable[None]) -> None:
        self._open[address] += 1
        try:
            await visit
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]


async def _turn_away(receive: Receive, send: Send) -> None:
    """A page cannot read why a handshake failed, but it can read a close code."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": int(Close.FLOOD), "reason": ""})


async def current_standing(
    request: Request[Any, Any, State],
    caller: NamedDependency[SkipValidation[Caller | None]],
    guest_cookie: NamedDependency[GuestCookie],
) -> Standing:
    """The provider of `standing`: what a socket that this request asks for would stand on."""
    return standing_of(caller, request.cookies.get(guest_cookie.name))
