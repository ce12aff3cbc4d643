"""The two ways frames leave for a socket: through ASGI and a queue, or straight to the transport.

Neither ever blocks a match. Who leaves more than 64 kB unread gets nothing more until that is read, then the whole
state anew; who does not read for ten seconds is let go.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

from rallyboard.arena.fast import RawLine, text_frame
from rallyboard.arena.protocol import Close

UNSENT: Final = 64 * 1024
STALLED_S: Final = 10.0
FLUSH_S: Final = 1.0
Send = Callable[[Any], Awaitable[None]]


class SocketLine:
    """What both have in common: closing, and falling behind."""

    def __init__(self) -> None:
        self.closing = asyncio.Event()
        """Set once, when the socket is to be closed or its peer is gone."""
        self.code: Close | None = None
        self.resync: Callable[[], None] = lambda: None
        """Sends the whole state; called when a slow reader has caught up."""
        self._behind_since: float | None = None
        self._catching_up = False

    def close(self, code: int) -> None:
        """Say goodbye after what was sent before; only the first reason counts."""
        if not self.closing.is_set():
            self.code = Close(code)
            self.closing.set()

    def gone(self) -> None:
        """The peer has left by itself."""
        self.closing.set()

    def _fall_behind(self) -> None:
        self._behind_since = time.monotonic()

    def _stalled(self) -> bool:
        return self._behind_since is not None and time.monotonic() - self._behind_since > STALLED_S

    def _catch_up(self) -> None:
        # Later, because a match may be in the middle of telling everybody something; until then nothing else is sent,
        # or a frame would come before the state that it belongs to.
        if not self._catching_up:
            self._catching_up = True
            asyncio.get_running_loop().call_soon(self._start_anew)

    def _start_anew(self) -> None:
        self._behind_since, self._catching_up = None, False
        self.resync()


class QueueLine(SocketLine):
    """Through ASGI: `send` queues, `pump` sends."""

    def __init__(self) -> None:
        super().__init__()
        self._queue: deque[bytes] = deque()
        self._size = 0
        self._ready = asyncio.Event()
        self._sent = asyncio.Event()

    def send(self, frame: bytes) -> None:
        """Queue one frame."""
        if self.closing.is_set():
            return
        if self._behind_since is None and self._size + len(frame) > UNSENT:
            self._queue.clear()
            self._size = 0
            self._fall_behind()
        elif self._behind_since is None:
            self._queue.append(frame)
            self._size += len(frame)
            self._ready.set()
        elif self._stalled():
            self.close(Close.TOO_SLOW)

    async def pump(self, send: Send) -> None:
        """Send what is queued, until cancelled."""
        while True:
            await self._ready.wait()
            self._ready.clear()
            while self._queue:
                frame = self._queue.popleft()
                self._size -= len(frame)
                await send({"type": "websocket.send", "text": frame.decode()})
            self._sent.set()
            if self._behind_since is not None:
                self._catch_up()

    async def flush(self) -> None:
        """Give what was queued a moment to leave."""
        if self._queue:
            self._sent.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._sent.wait(), FLUSH_S)


class RawSocketLine(SocketLine):
    """Straight to the transport."""

    def __init__(self, raw: RawLine) -> None:
        super().__init__()
        self._raw = raw

    def send(self, frame: bytes) -> None:
        """Write one frame now."""
        if self.closing.is_set():
            return
        unsent = self._raw.unsent
        if self._behind_since is None:
            if unsent > UNSENT:
                self._fall_behind()
            else:
                self._raw.write(text_frame(frame))
        elif unsent == 0:
            self._catch_up()
        elif self._stalled():
            self.close(Close.TOO_SLOW)
