"""A browser that walks the way to a provider and back, over HTTP; at the provider everybody has another browser."""

import secrets
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.kit.oidc.club import consent


def callback(base: str, name: str) -> str:
    return f"{base}/api/v1/auth/providers/{name}/callback"


def problem(page: str) -> str:
    """What a page of ours is to tell of."""
    assert page.startswith(("/sign-in?", "/settings/security?")), page
    return parse_qs(urlsplit(page).query)["problem"][0]


class Walker:
    """One browser at our site. Its people have names that nobody else's tests use."""

    def __init__(self, http: httpx.AsyncClient, base: str) -> None:
        self.http, self.base = http, base
        self.api = f"{base}/api/v1"
        self.tag = f"-{secrets.token_hex(3)}"

    def forget(self) -> None:
        """It is another browser from now on."""
        self.http.cookies.clear()

    async def start(self, name: str = "club", then: str = "/") -> str:
        """Where the site sends the browser."""
        return self._sent(await self.get(f"/auth/providers/{name}/start", next=then))

    async def consent(self, location: str, login: str | None) -> str:
        """Where the provider sends the browser."""
        return await consent(location, login and login + self.tag)

    async def come_back(self, url: str) -> str:
        """Where the browser is sent from the callback."""
        return self._sent(await self.http.get(url, follow_redirects=False))

    async def walk(self, login: str | None, name: str = "club", then: str = "/") -> str:
        """The whole way, to the page of ours at its end."""
        return await self.come_back(await self.consent(await self.start(name, then), login))

    async def join(self, login: str, name: str = "club") -> "Member":
        """A new account through the provider, signed in."""
        page = await self.walk(login, name)
        assert page.startswith("/welcome?"), page
        answer = await self.welcome(page.partition("#")[2], login.capitalize())
        assert answer.status_code == 201, answer.text
        return Member(self, dict(answer.json()))

    async def welcome(self, token: str, player: str, **more: str) -> httpx.Response:
        return await self.post("/auth/welcome", token=token, name=player and player + self.tag, **more)

    async def refresh(self) -> "Member":
        """Whom this browser's cookie signs in."""
        answer = await self.http.post(f"{self.api}/auth/refresh", headers={"x-rallyboard": "1"})
        assert answer.status_code == 200, answer.text
        return Member(self, dict(answer.json()))

    async def get(self, path: str, **query: str) -> httpx.Response:
        return await self.http.get(self.api + path, params=query or None, follow_redirects=False)

    async def post(self, path: str, **body: Any) -> httpx.Response:
        return await self.http.post(self.api + path, json=body or None)

    def _sent(self, answer: httpx.Response) -> str:
        assert answer.status_code == 303, f"{answer.status_code} {answer.text}"
        return str(answer.headers["location"])


class Member:
    """Somebody signed in, with the token in the memory of their page."""

    def __init__(self, walker: Walker, told: dict[str, Any]) -> None:
        self.walker, self.account = walker, told["account"]
        self.id = str(self.account["id"])
        self._headers = {"authorization": f"Bearer {told['access']}"}

    async def identities(self) -> list[tuple[str, str]]:
        rows = await self._get("/account/identities")
        return [(row["provider"], row["label"].removesuffix(self.walker.tag)) for row in rows]

    async def sessions(self) -> int:
        return len(await self._get("/account/sessions"))

    async def ask_to_link(self, name: str = "plain") -> httpx.Response:
        return await self.walker.http.post(f"{self.walker.api}/account/identities/{name}", headers=self._headers)

    async def link(self, login: str, name: str = "plain") -> str:
        """The page at the end of linking."""
        answer = await self.ask_to_link(name)
        assert answer.status_code == 200, answer.text
        return await self.walker.come_back(await self.walker.consent(answer.json()["location"], login))

    async def unlink(self, name: str) -> tuple[int, str]:
        answer = await self.walker.http.delete(f"{self.walker.api}/account/identities/{name}", headers=self._headers)
        return answer.status_code, answer.json()["code"] if answer.content else ""

    async def _get(self, path: str) -> list[Any]:
        answer = await self.walker.http.get(self.walker.api + path, headers=self._headers)
        assert answer.status_code == 200, answer.text
        return list(answer.json())
