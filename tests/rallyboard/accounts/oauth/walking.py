"""A browser that walks the way to a provider and back, over HTTP; at the provider everybody has another browser."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from litestar import Litestar
from litestar.testing import AsyncTestClient

from tests.kit.oidc.club import consent

ORIGIN = "http://testserver.local"
API = f"{ORIGIN}/api/v1"


def callback(name: str) -> str:
    return f"{API}/auth/providers/{name}/callback"


def problem(page: str) -> str:
    """What a page of ours is to tell of."""
    assert page.startswith(("/sign-in?", "/settings/security?")), page
    return parse_qs(urlsplit(page).query)["problem"][0]


class Walker:
    """One browser at our site."""

    def __init__(self, client: AsyncTestClient[Litestar]) -> None:
        self.http = client

    async def start(self, name: str = "club", then: str = "/") -> str:
        """Where the site sends the browser."""
        return self._sent(await self.get(f"{API}/auth/providers/{name}/start", next=then))

    async def come_back(self, url: str) -> str:
        """Where the browser is sent from the callback."""
        return self._sent(await self.get(url))

    async def walk(self, login: str | None, name: str = "club", then: str = "/") -> str:
        """The whole way, to the page of ours at its end."""
        return await self.come_back(await consent(await self.start(name, then), login))

    async def join(self, login: str, player: str, name: str = "club") -> dict[str, Any]:
        """A new account through the club, signed in; what the API tells of it, with its token in `access`."""
        page = await self.walk(login, name)
        assert page.startswith("/welcome#"), page
        answer = await self.post("/auth/welcome", token=page.partition("#")[2], name=player)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def get(self, url: str, **query: str) -> httpx.Response:
        return await self.http.get(url, params=query or None, follow_redirects=False)

    async def post(self, path: str, access: str | None = None, **body: Any) -> httpx.Response:
        headers = {} if access is None else {"authorization": f"Bearer {access}"}
        return await self.http.post(API + path, json=body or None, headers=headers)

    async def refresh(self) -> dict[str, Any]:
        """The session that this browser's cookie opens."""
        answer = await self.http.post(f"{API}/auth/refresh", headers={"x-rallyboard": "1"})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def _sent(self, answer: httpx.Response) -> str:
        assert answer.status_code == 303, f"{answer.status_code} {answer.text}"
        return str(answer.headers["location"])
