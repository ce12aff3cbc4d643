"""A page's own line over a real socket: shows its ticket, remembers what it was told and when it was closed."""

import asyncio
import contextlib
import json
import time
from typing import Any, Self

import websockets


class PageLine:
    """One `/ws/me`; as a context it is open inside, and has been greeted."""

    def __init__(self, base: str, ticket: dict[str, Any], origin: str | None = None) -> None:
        self.url, self.origin = base.replace("http", "ws") + ticket["socket"], origin or base
        self.hello = json.dumps({"t": "hello", "ticket": ticket["ticket"]})
        self.received: list[dict[str, Any]] = []
        self.closed = asyncio.Event()
        self.closed_at = 0.0
        self.code: int | None = None

    async def __aenter__(self) -> Self:
        self.socket = await websockets.connect(self.url, origin=self.origin, compression=None)
        await self.socket.send(self.hello)
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()
        await self._reading

    async def send(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def greeted(self) -> None:
        """The server has taken the ticket."""
        await self.send(t="ping")
        while {"t": "pong"} not in self.received:
            assert not self.closed.is_set(), f"closed with {self.code}"
            await asyncio.sleep(0.002)

    async def _read(self) -> None:
        with contextlib.suppress(websockets.ConnectionClosed):
            async for text in self.socket:
                self.received.append(json.loads(text))
        self.closed_at, self.code = time.monotonic(), self.socket.close_code
        self.closed.set()

    def states(self, slug: str) -> list[str]:
        """What was told of one friend, in order."""
        return [frame["state"] for frame in self.received if frame["t"] == "presence" and frame["player"] == slug]
