"""A wire: every frame that one page's match socket carried, both ways, in order."""

import asyncio
import json
from typing import Any

from playwright.async_api import WebSocket


class Wire:
    """Listens to a page's own socket; sends nothing."""

    def __init__(self, socket: WebSocket) -> None:
        self.url = socket.url
        self.received: list[list[Any]] = []
        self.sent: list[list[Any]] = []
        self.closed = asyncio.Event()
        self.over = asyncio.Event()
        socket.on("framereceived", self._received)
        socket.on("framesent", lambda frame: self.sent.append(json.loads(frame)))
        socket.on("close", lambda _: self.closed.set())

    def _received(self, text: str | bytes) -> None:
        frame = json.loads(text)
        self.received.append(frame)
        if frame[0] == "E":
            self.over.set()

    def told(self, tag: str) -> list[list[Any]]:
        return [frame for frame in self.received if frame[0] == tag]

    @property
    def match_id(self) -> str:
        return self.url.rsplit("/", 1)[-1]

    @property
    def scores(self) -> tuple[int, int]:
        goals = self.told("g")
        return (goals[-1][4], goals[-1][5]) if goals else (0, 0)
