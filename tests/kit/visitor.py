"""A visitor of a running site, over real HTTP: becomes a guest, opens and joins matches, gets tickets."""

from types import TracebackType
from typing import Any, Self

import httpx


class Visitor:
    """One browser's worth of cookies; every call raises with the server's own words when it is refused."""

    def __init__(self, base: str, alias: str, address: str = "127.0.0.1") -> None:
        self.base, self.alias = base, alias
        line = httpx.AsyncHTTPTransport(local_address=address)
        self.http = httpx.AsyncClient(base_url=f"{base}/api/v1", headers={"Origin": base}, timeout=30, transport=line)

    async def __aenter__(self) -> Self:
        await self.post("/guests", alias=self.alias)
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.http.aclose()

    async def post(self, path: str, **body: Any) -> Any:
        return self._read(await self.http.post(path, json=body))

    async def get(self, path: str, **query: Any) -> Any:
        return self._read(await self.http.get(path, params=query))

    def _read(self, answer: httpx.Response) -> Any:
        if answer.is_error:
            raise AssertionError(f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    async def against_bot(self, ruleset: str = "classic-5", level: int = 3) -> Any:
        return await self.post("/matches", mode="bot", ruleset=ruleset, level=level)

    async def invite(self, ruleset: str = "classic-5") -> Any:
        return await self.post("/matches", mode="casual", ruleset=ruleset)

    async def accept(self, code: str) -> Any:
        return await self.post(f"/invites/{code}/join")

    async def ticket(self, match_id: str, role: str = "play") -> Any:
        return await self.post(f"/matches/{match_id}/ticket", role=role)
