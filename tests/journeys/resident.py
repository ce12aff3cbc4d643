"""A resident: somebody with an account, made over HTTP and mail in a moment, whose session any browser can take over.

One journey signs up through the page (`membership.register`); the others begin here.
"""

import re
from types import TracebackType
from typing import Any, Self

import httpx

from tests.journeys.membership import PASSWORD, House

SHELF = "rb-session"
"""Where a page notes that there is a session to come back to."""


class Resident:
    """`async with Resident(house, "Ada") as ada: reader = await visit(**ada.looks())`"""

    password = PASSWORD

    def __init__(self, house: House, name: str, address: str = "") -> None:
        self.house, self.name = house, name
        self.address = address or f"{re.sub(r'[^a-z]', '', name.lower())}@example.org"
        base = house.server.base
        self.http = httpx.AsyncClient(base_url=f"{base}/api/v1", headers={"Origin": base}, timeout=30)
        self.account: dict[str, Any] = {}
        self._sessions: list[str] = []

    async def __aenter__(self) -> Self:
        await self.register()
        token = (await self.house.postbox.next(to=self.address)).token
        self.entered(await self.ask("POST", "/auth/verify", token=token))
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.http.aclose()

    async def register(self) -> None:
        """Asks for the letter; there is no account before it is opened."""
        await self.ask("POST", "/auth/register", email=self.address, name=self.name, password=self.password)

    async def ask(self, method: str, path: str, /, **body: Any) -> Any:
        """The answer's body; raises with the server's own words when it is refused."""
        answer = await self.http.request(method, path, json=body or None)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        self._sessions += [kept] if (kept := answer.cookies.get("rb_refresh")) else []
        return answer.json() if answer.content else None

    def entered(self, signed_in: dict[str, Any]) -> None:
        """From now on everything is asked in this session."""
        self.account = signed_in["account"]
        self.http.headers["Authorization"] = f"Bearer {signed_in['access']}"

    async def sign_in(self) -> None:
        """One more session, for one more browser: in this one it would end the session before."""
        self.http.cookies.delete("rb_refresh")
        await self.ask("POST", "/auth/login", email=self.address, password=self.password)

    @property
    def slug(self) -> str:
        return str(self.account["player"]["slug"])

    def looks(self) -> dict[str, Any]:
        """What makes a new browser context this resident's: a session's cookie, and the note that it is there."""
        base = self.house.server.base
        cookie = {
            "name": "rb_refresh",
            "value": self._sessions.pop(0),
            "url": base,
            "httpOnly": True,
            "sameSite": "Strict",
        }
        shelf = {"origin": base, "localStorage": [{"name": SHELF, "value": "1"}]}
        return {"storage_state": {"cookies": [cookie], "origins": [shelf]}}
