"""Who may open a socket at all: pages of this site, not too many at once. Asked before anything is accepted.

Browsers send the Origin of the page that opens a socket and let any page open one anywhere, so an exact match is
the only thing between a visitor's cookie and a foreign page. A refusal is a 403 instead of the upgrade.
"""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final

from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from rallyboard.accounts.caller import Caller
from rallyboard.accounts.cookies import GuestCookie
from rallyboard.accounts.standing import Standing, standing_of
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

    def __init__(self, app: App, origins: Iterable[str]) -> None:
        self._app = app
        self._origins = frozenset(origin.encode("latin-1") for origin in origins)
        self._handshakes = Buckets(burst=HANDSHAKE_BURST, per_second=HANDSHAKES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "websocket" or self._may_enter(scope):
            await self._app(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": ""})

    def _may_enter(self, scope: Scope) -> bool:
        origins = [value for name, value in scope["headers"] if name.lower() == b"origin"]
        if len(origins) != 1 or origins[0] not in self._origins:
            return False
        address = scope.get("client") or ("",)
        return self._handshakes.wait(str(address[0])) == 0.0


async def current_standing(
    request: Request[Any, Any, State],
    caller: NamedDependency[SkipValidation[Caller | None]],
    guest_cookie: NamedDependency[GuestCookie],
) -> Standing:
    """The provider of `standing`: what a socket that this request asks for would stand on."""
    return standing_of(caller, request.cookies.get(guest_cookie.name))
