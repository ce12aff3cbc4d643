"""An HTTP connection that does not wait for ever: a request has ten seconds to arrive, headers and body.

uvicorn alone keeps half-sent requests open without end. Its answer to what is no HTTP at all is plain text
without our headers; this one is a problem like every other.
"""

import asyncio
from typing import cast

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from rallyboard.app.headers import security_headers
from rallyboard.kit.problems import MEDIA_TYPE, Problem
from rallyboard.settings import Settings

PATIENCE_S = 10.0
NOT_HTTP = Problem("This is not HTTP", 400, "request/not_http", "Send an HTTP/1.1 request.")


class PatientHttp(HttpToolsProtocol):
    """Closes a connection whose request does not arrive in time."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The clock starts with the connection."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._stop_clock()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """A next request on the same connection has its own ten seconds."""
        super().on_message_begin()
        self._start_clock()

    def on_message_complete(self) -> None:
        """The request is here; how long the answer takes is ours."""
        self._stop_clock()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """The socket has rules of its own."""
        self._stop_clock()
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP at all gets a problem too."""
        del msg
        self._stop_clock()
        body = msgspec.json.encode(NOT_HTTP)
        lines = [b"HTTP/1.1 400 Bad Request", *(b": ".join(pair) for pair in security_headers(Settings()))]
        lines += [b"content-type: " + MEDIA_TYPE.encode(), b"content-length: %d" % len(body), b"connection: close"]
        self.transport.write(b"\r\n".join([*lines, b"", body]))
        self.transport.close()

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
