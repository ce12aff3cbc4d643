"""A reader: one browser's worth of cookies and one page, which keeps every complaint the page ever makes."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

from playwright.async_api import ConsoleMessage, Page, Request, WebSocket, expect

from tests.journeys.wire import Wire

SETTLE_MS = 120
FRAME_MS = 50
PATIENCE_S = 20
NEXT_TO_COME = """() => {
    const next = [...document.querySelectorAll('rb-figure:has(.rb-figure-tools)')]
        .find(figure => !figure.querySelector('.main-svg'));
    next?.scrollIntoView();
    return next !== undefined;
}"""
COMING = "main .is-busy, main [role=status]:is([aria-label=Loading], :has(.visually-hidden:text-is('Loading')))"
"""What a page shows in place of what is on its way."""
OWN_LINE = "/ws/me"
"""The line of a signed-in page, which is no match."""


class Reader:
    """What a person does on the site, and what the page said meanwhile that nobody should ever read."""

    def __init__(self, base: str, page: Page, pictures: Path | None) -> None:
        self.base, self.page, self.pictures = base, page, pictures
        self.troubles: list[str] = []
        self.forgiven: str | None = None
        self.wires: list[Wire] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._trouble(f"page error: {error}"))
        page.on("request", self._asked)
        page.on("websocket", self._connected)

    # --- What is kept ----------------------------------------------------------------------------------

    def _trouble(self, words: str) -> None:
        if self.forgiven is None or not re.search(self.forgiven, words):
            self.troubles.append(f"{self.page.url}: {words}")

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._trouble(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base + "/", "data:", "blob:")):
            self._trouble(f"left the site for {request.url}")

    def _connected(self, socket: WebSocket) -> None:
        if not socket.url.startswith(self.base.replace("http", "ws", 1) + "/"):
            self._trouble(f"left the site for {socket.url}")
        if not socket.url.endswith(OWN_LINE):
            self.wires.append(Wire(socket))

    @property
    def wire(self) -> Wire:
        """The socket of the match being played or watched."""
        return self.wires[-1]

    async def joined(self) -> Wire:
        """The page's match socket, once the server has told it the state of the match."""
        async with asyncio.timeout(PATIENCE_S):
            while not (self.wires and self.wire.told("S")):
                await self.page.wait_for_timeout(FRAME_MS)
        return self.wire

    # --- What people do --------------------------------------------------------------------------------

    async def another_tab(self) -> "Reader":
        """The same person, with the same cookies, in a second tab."""
        second = Reader(self.base, await self.page.context.new_page(), self.pictures)
        second.troubles = self.troubles
        return second

    async def open(self, path: str) -> None:
        await self.page.goto(path)
        await expect(self.page.locator("main h1").first).to_be_visible()

    async def arrive(self, alias: str) -> None:
        """Takes an alias the way the page does, so that a journey can begin behind the dialog."""
        await self.open("/about")
        answer = await self.api("POST", "/guests", {"alias": alias})
        assert answer["name"] == alias

    async def api(self, method: str, path: str, body: object = None) -> Any:
        """The page's own fetch: same cookies, same origin; raises with the server's words."""
        script = """async ([method, path, body]) => {
            const given = body === null ? {} : {body: body, headers: {'content-type': 'application/json'}};
            const answer = await fetch('/api/v1' + path, {method, ...given});
            return [answer.ok, await answer.text()];
        }"""
        good, text = await self.page.evaluate(script, [method, path, None if body is None else json.dumps(body)])
        assert good, text
        return json.loads(text) if text else None

    async def rest(self) -> None:
        """Waits until the page shows what it is about, and stands still."""
        await expect(self.page.locator("main h1").first).to_be_visible()
        await expect(self.page.locator(COMING)).to_have_count(0)
        seen = None
        while seen != (seen := await self.page.evaluate("[location.href, scrollY, document.body.scrollHeight]")):
            await self.page.wait_for_timeout(SETTLE_MS)

    async def see_all(self) -> None:
        """Scrolls down to every figure in turn, so that each draws itself."""
        await self.rest()
        async with asyncio.timeout(PATIENCE_S):
            while await self.page.evaluate(NEXT_TO_COME):
                await self.page.wait_for_timeout(FRAME_MS)
        await self.page.evaluate("scrollTo(0, 0)")

    async def picture(self, name: str, full: bool = False) -> None:
        """Keeps what is seen now, where a folder for pictures was given."""
        if self.pictures is not None:
            await self.page.wait_for_timeout(SETTLE_MS)
            await self.page.screenshot(path=self.pictures / f"{name}.png", full_page=full)

    async def heading(self) -> str:
        return await self.page.locator("main h1").first.inner_text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base)
