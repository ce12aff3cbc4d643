"""A reader: one browser's worth of cookies and one page, which keeps every complaint the page ever makes."""

import json
import re
from pathlib import Path
from typing import Any

from playwright.async_api import ConsoleMessage, Page, Request, WebSocket, expect

from tests.journeys.wire import Wire

SETTLE_MS = 200
COMING = "main :is(.rb-loading:not(rb-figure *), [role=status].rb-match-list, [aria-busy=true])"
"""What a page shows in place of what is on its way; a figure below the screen waits to be scrolled to."""


class Reader:
    """What a person does on the site, and what the page said meanwhile that nobody should ever read."""

    def __init__(self, base: str, page: Page, pictures: Path) -> None:
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
        self.wires.append(Wire(socket))

    @property
    def wire(self) -> Wire:
        """The socket of the match being played or watched."""
        return self.wires[-1]

    # --- What people do --------------------------------------------------------------------------------

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
        """Scrolls through the page once, so that every figure draws itself."""
        await self.rest()
        step = "document.documentElement.scrollHeight > scrollY + innerHeight + 1 && (scrollBy(0, innerHeight), true)"
        while await self.page.evaluate(step):
            await self.page.wait_for_timeout(60)
        await expect(self.page.locator("rb-figure .rb-loading, rb-chart:not(:has(.main-svg))")).to_have_count(0)
        await self.page.evaluate("scrollTo(0, 0)")

    async def picture(self, name: str, full: bool = False) -> Path:
        kept = self.pictures / f"{name}.png"
        await self.page.wait_for_timeout(SETTLE_MS)
        await self.page.screenshot(path=kept, full_page=full)
        return kept

    async def heading(self) -> str:
        return await self.page.locator("main h1").first.inner_text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base)
