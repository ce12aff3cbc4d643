"""The short way between a socket and a match: uvicorn's own WebSocket protocol, with the queue and the task left out.

Every frame through ASGI costs an event, an await and a task switch on each side. Here a match writes its frames
straight to the transport (`RawLine.write`), and whole frames that arrive go straight to a listener. The handshake,
pings, closing and every error stay with uvicorn and websockets: what is not a plain short text frame is handed on,
whole, in order. The ASGI path remains the fallback for other servers, and both pass the same tests.

Framing is RFC 6455, section 5.2.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

if TYPE_CHECKING:
    from websockets.http11 import Request

EXTENSION: Final = "rallyboard.raw"
"""Name of the ASGI scope extension that carries the `RawLine`."""

_TEXT: Final = 0x81  # FIN and opcode 1
_SHORT: Final = 125
_MASKED: Final = 0x80


class RawLine:
    """One open socket without ASGI in between. Writing never waits: ask `unsent` and drop who does not read."""

    __slots__ = ("_protocol",)

    def __init__(self, protocol: "FastProtocol") -> None:
        self._protocol = protocol

    @property
    def open(self) -> bool:
        """Whether a frame written now would still be sent."""
        return self._protocol.is_open()

    @property
    def unsent(self) -> int:
        """Bytes that the peer has not taken yet."""
        return int(self._protocol.transport.get_write_buffer_size())

    def write(self, frame: bytes) -> bool:
        """Send one encoded frame (see `text_frame`); False when the socket is closed, and nothing is sent."""
        if not self._protocol.is_open():
            return False
        self._protocol.transport.write(frame)
        return True

    def abort(self) -> None:
        """Drop the connection with whatever was not read: for a peer that does not even take the goodbye."""
        self._protocol.transport.abort()

    def listen(self, listener: Callable[[str | bytes], None]) -> None:
        """From now on whole messages go to `listener`, at once and in order, instead of to ASGI's receive."""
        self._protocol.listener = listener


def text_frame(payload: bytes) -> bytes:
    """A server's text frame around UTF-8 bytes; made once, it can be written to any number of sockets."""
    size = len(payload)
    if size <= _SHORT:
        return bytes((_TEXT, size)) + payload
    if size < 65536:
        return bytes((_TEXT, 126)) + size.to_bytes(2, "big") + payload
    return bytes((_TEXT, 127)) + size.to_bytes(8, "big") + payload


class FastProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol plus a `RawLine` in the scope. Choose it with `uvicorn --ws`, or `Config(ws=FastProtocol)`."""

    listener: Callable[[str | bytes], None] | None = None

    _held = b""  # the beginning of a frame whose rest has not come
    _fragments = False  # inside a message of several frames: all of it goes the long way
    _long_way = False  # something is wrong with the stream: websockets shall say what

    def is_open(self) -> bool:
        """Handshake done, nobody closing."""
        return self.conn.state is State.OPEN and not self.close_sent and not self.transport.is_closing()

    def handle_connect(self, event: "Request") -> None:
        """The application's task starts after this returns, so it finds the line in its scope."""
        super().handle_connect(event)
        if self.handshake_initiated and not self.handshake_complete:
            extensions: dict[str, Any] = {**(self.scope.get("extensions") or {}), EXTENSION: RawLine(self)}
            self.scope["extensions"] = extensions

    def data_received(self, data: bytes) -> None:
        """Whole short text frames to the listener; everything else, whole, to websockets."""
        if self.listener is None or self._long_way or not self.is_open():
            if self._held:
                data, self._held = self._held + data, b""
            super().data_received(data)
            return
        if _one_short_text(data) and not (self._held or self._fragments):
            self.listener(_unmasked(data[6:], data[2:6]))
            return
        if self._held:
            data = self._held + data
        self._held = b""
        self._cut(data)

    def _cut(self, data: bytes) -> None:
        """Take frame after frame off the front; keep an incomplete one for later."""
        at, end = 0, len(data)
        while at < end and self.is_open() and not self._long_way:
            size = self._frame_size(data, at)
            if self._long_way or size is None or at + size > end:
                break
            self._frame(data[at : at + size])
            at += size
        if self._long_way or not self.is_open():
            super().data_received(data[at:])  # a closing handshake is websockets' own
        else:
            self._held = data[at:]

    def _frame_size(self, data: bytes, at: int) -> int | None:
        """Bytes of the frame that begins here, header and mask included; None while the header is incomplete."""
        if len(data) - at < 2:
            return None
        size, header = data[at + 1] & 0x7F, 6 if data[at + 1] & _MASKED else 2
        if size > _SHORT:
            wide = 2 if size == 126 else 8
            if len(data) - at < 2 + wide:
                return None
            size, header = int.from_bytes(data[at + 2 : at + 2 + wide], "big"), header + wide
        if size > self.config.ws_max_size or not data[at + 1] & _MASKED:
            self._long_way = True  # a protocol error: do not wait for its payload
        return header + size

    def _frame(self, frame: bytes) -> None:
        first, size = frame[0], frame[1] & 0x7F
        if self.listener and first == _TEXT and size <= _SHORT and not self._fragments:
            self.listener(_unmasked(frame[6:], frame[2:6]))
            return
        if first & 0x0F < 3:
            self._fragments = not first & 0x80
        super().data_received(frame)
        self._long_way = self.conn.parser_exc is not None

    def send_receive_event_to_app(self) -> None:
        """A message that came the long way still goes to the listener, so that order is kept."""
        message = b"".join(self.frames)
        if self.listener is not None and not self.close_sent:
            self.frames = []
            self.listener(message)
        elif self.curr_msg_data_type == "text" and not _is_utf8(message):
            self.frames = []
            if self.is_open():  # uvicorn does the same, but with a traceback in the log for what a stranger sent
                self.conn.send_close(1007)
                self.handle_parser_exception()
        else:
            super().send_receive_event_to_app()


def _one_short_text(data: bytes) -> bool:
    """Whether this is one whole masked text frame of at most 125 bytes, as nearly every key comes."""
    size = len(data) - 6
    return 0 <= size <= _SHORT and data[0] == _TEXT and data[1] == _MASKED | size


def _is_utf8(message: bytes) -> bool:
    try:
        message.decode()
    except UnicodeDecodeError:
        return False
    return True


def _unmasked(payload: bytes, mask: bytes) -> bytes:
    """RFC 6455, section 5.3, as one exclusive-or of two whole numbers."""
    size = len(payload)
    key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    return (int.from_bytes(payload, "big") ^ key).to_bytes(size, "big")
