"""An HTTP connection that neither waits nor listens for ever: ten seconds for a request, 32 KiB for its head.

What a chunked body says beside itself, its trailers above all, has as much room as a head, and is not kept at all.

uvicorn alone keeps half-sent requests open without end, and headers of any size. Its answer to what is no HTTP at all
is plain text without our headers; this one is a problem like every other.
"""

import asyncio
from http import HTTPStatus
from typing import cast

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from rallyboard.app.headers import security_headers
from rallyboard.kit.problems import MEDIA_TYPE, Problem
from rallyboard.settings import Settings

PATIENCE_S = 10.0
HEAD_BYTES = 32 * 1024
HEAD_TOO_LARGE = Problem(
    "The head of the request is too large", 431, "request/head_too_large",
    f"Address and headers have at most {HEAD_BYTES // 1024} KiB together; send less.",
)  # fmt: skip
NOT_HTTP = Problem("This is not HTTP", 400, "request/not_http", "Send an HTTP/1.1 request.")


class PatientHttp(HttpToolsProtocol):
    """Closes a connection whose request does not arrive in time, or has a head beyond all measure."""

    _deadline: asyncio.TimerHandle | None = None
    _head: int | None = 0  # bytes of a head that has begun; None once it is complete
    _beside = 0  # bytes after the head that were not the body's, since the last that were
    _heavy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The clock starts with the connection."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """A head that goes on and on is not collected, nor are trailers."""
        if self._head is None:
            self._beside += len(data)
        else:
            self._head += len(data)
        super().data_received(data)
        if (self._beside if self._head is None else self._head) > HEAD_BYTES and not self.transport.is_closing():
            self._heavy = True
            self._refuse()

    def on_header(self, name: bytes, value: bytes) -> None:
        """What comes after the head is a trailer: nobody reads it, and nobody may take it for a header."""
        if self._head is not None:
            super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        """How much of it there may be is each route's own affair."""
        self._beside = 0
        super().on_body(body)

    def on_message_begin(self) -> None:
        """A next request on the same connection has its own ten seconds."""
        super().on_message_begin()
        if self._head is None:
            self._head = 0
        self._beside = 0
        self._start_clock()

    def on_headers_complete(self) -> None:
        """Also one that came in one piece is measured; what is raised ends the parsing, and the connection."""
        self._head = None
        self._heavy = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > HEAD_BYTES
        if self._heavy:
            raise ValueError(HEAD_TOO_LARGE.code)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is here; how long the answer takes is ours."""
        self._stop_clock()
        self._beside = 0
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """The socket has rules of its own."""
        self._stop_clock()
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP at all gets a problem too."""
        del msg
        self._stop_clock()
        problem = HEAD_TOO_LARGE if self._heavy else NOT_HTTP
        body, phrase = msgspec.json.encode(problem), HTTPStatus(problem.status).phrase
        lines = [
            f"HTTP/1.1 {problem.status} {phrase}".encode(),
            *(b": ".join(pair) for pair in security_headers(Settings())),
        ]
        lines += [b"content-type: " + MEDIA_TYPE.encode(), b"content-length: %d" % len(body), b"connection: close"]
        self.transport.write(b"\r\n".join([*lines, b"", body]))
        self.transport.close()

    def _refuse(self) -> None:
        if self._head is None and self.cycle.response_started:
            self.transport.close()  # a second answer would be read as more of the first
        else:
            self.send_400_response("")

    def _start_clock(self) -> None:
        self._stop_clock()
        self._deadline = self.loop.call_later(PATIENCE_S, self._give_up)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
