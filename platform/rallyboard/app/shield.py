"""The outermost layer: nothing leaves without its headers, nothing enters past a closed door.

It stands outside routing, because the framework's own middleware is not run for a 404 or a 405. It also gives
each request an id, counts it, and logs it by the template of its route: a path can hold an invitation code. What was
refused is logged with its code, the account if one asked, and the network it came from.
"""

import time
from uuid import uuid4

import msgspec
import structlog

from rallyboard.accounts.browsers import network_of
from rallyboard.app.asgi import App, Message, Receive, Scope, Send
from rallyboard.app.door import Crowds, Door, plain
from rallyboard.app.errors import WrongHost
from rallyboard.app.headers import Headers, security_headers
from rallyboard.app.metrics import Meter
from rallyboard.app.problems import extra_headers, problem_of, unexpected
from rallyboard.kit.problems import MEDIA_TYPE, Problem
from rallyboard.settings import Settings

QUIET = ("/health/", "/metrics")
PAGES = ("/", "/{path}")
NO_STORE = ("/api/", *QUIET)

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.http")


class Shield:
    """Wraps the whole application."""

    def __init__(self, app: App, settings: Settings, meter: Meter, crowds: Crowds | None = None) -> None:
        self._app = app
        self._door = Door(settings, crowds)
        self._headers = security_headers(settings)
        self._meter = meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self._socket(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = _named(scope)
        state = scope["state"]
        path = plain(scope["path"])
        answer = _Answer(send, [*self._headers, (b"x-request-id", request_id.encode())], path)
        started = time.perf_counter()
        refusal = self._door.refusal(str(scope.get("method")), path, list(scope["headers"]))
        try:
            if refusal is not None:
                state["refused"] = refusal.code
                await answer.tell(problem_of(refusal), extra_headers(refusal))
            else:
                await self._app(scope, receive, answer.send)
        except Exception as error:
            # Past the framework's own handlers: still no trace outside, and no half answer taken for a whole one.
            log.exception("unexpected", id=request_id, exc_info=error)
            if answer.status:
                raise
            await answer.tell(unexpected(request_id))
        finally:
            self._note(scope, answer.status, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = str(scope.get("path_template") or "unmatched")
        method = str(scope.get("method"))
        self._meter.request(method, route, status, seconds)
        quiet = scope["path"].startswith(QUIET) or (route in PAGES and status < 400)
        level = log.debug if quiet else log.info
        level("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1), **_whose(scope))

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        _named(scope)
        refusing = _Refusable(send, self._headers, _network(scope), can_answer=_can_answer(scope))
        if self._door.is_our_host(list(scope["headers"])):
            await self._app(scope, receive, refusing.send)
        else:
            await receive()
            await refusing.refuse(problem_of(WrongHost("Use the site's own address.")))


class _Answer:
    """Sends one HTTP answer and remembers its status."""

    def __init__(self, send: Send, headers: Headers, path: str) -> None:
        self._send = send
        self._headers = headers
        self._path = path
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = self._complete(message)
        await self._send(message)

    def _complete(self, message: Message) -> Headers:
        said = list(message["headers"])
        names = {name.lower() for name, _ in said}
        if self._path.startswith(NO_STORE) and b"cache-control" not in names:
            said.append((b"cache-control", b"no-store"))
        return said + [(name, value) for name, value in self._headers if name not in names]

    async def tell(self, problem: Problem, headers: dict[str, str] | None = None) -> None:
        body = msgspec.json.encode(problem)
        pairs = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
        pairs += [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
        await self.send({"type": "http.response.start", "status": problem.status, "headers": pairs})
        await self.send({"type": "http.response.body", "body": body, "more_body": False})


class _Refusable:
    """A socket whose refusal before it was accepted is an HTTP answer with all our headers."""

    def __init__(self, send: Send, headers: Headers, network: str, *, can_answer: bool) -> None:
        self._send, self._network = send, network
        self._headers = headers
        self._can_answer = can_answer
        self._open = False

    async def send(self, message: Message) -> None:
        if message["type"] == "websocket.accept":
            self._open = True
        if message["type"] == "websocket.close" and not self._open and self._can_answer:
            await self.refuse(Problem("The socket is refused", 403, "request/socket_refused", "Ask for a new ticket."))
        else:
            await self._send(message)

    async def refuse(self, problem: Problem) -> None:
        if not self._can_answer:
            await self._send({"type": "websocket.close", "code": 1008, "reason": problem.code})
            return
        self._open = True
        log.info("socket refused", code=problem.code, network=self._network)
        headers = [*self._headers, (b"content-type", MEDIA_TYPE.encode())]
        body = msgspec.json.encode(problem)
        await self._send({"type": "websocket.http.response.start", "status": problem.status, "headers": headers})
        await self._send({"type": "websocket.http.response.body", "body": body, "more_body": False})


def _named(scope: Scope) -> str:
    """The id of what begins now: all that is logged of it from here on bears it, and nothing of what was before."""
    request_id = uuid4().hex
    scope.setdefault("state", {})["request_id"] = request_id
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)
    return request_id


def _can_answer(scope: Scope) -> bool:
    return "websocket.http.response" in (scope.get("extensions") or {})


def _whose(scope: Scope) -> dict[str, str]:
    """Who asked, if it is known, and why not, if it was refused; the network only then."""
    state = scope["state"]
    told = {"account": state["account"]} if "account" in state else {}
    return told | ({"code": state["refused"], "network": _network(scope)} if "refused" in state else {})


def _network(scope: Scope) -> str:
    return network_of(str((scope.get("client") or ("",))[0]))
