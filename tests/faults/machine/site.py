"""The real site under the machine: every route, the real database, real jobs, a real mail server, and a clock to move.

Time stands still but for `later`, everywhere in the process: so the model and the site never differ by a moment. The
one thing stood in for is the provider beyond the redirect, which belongs to somebody else: whoever comes back from it
with the code `ada` is its `ada`. The whole way to a certified provider is walked in tests/rallyboard/accounts/oauth.
"""

import asyncio
import time
from collections.abc import Coroutine, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from http.cookies import SimpleCookie
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import httpx
import time_machine

from rallyboard.accounts.oauth.flow import Flow
from rallyboard.accounts.oauth.providers import Endpoints, Provider
from rallyboard.accounts.oauth.who import Answer, Who
from rallyboard.app import create_app
from rallyboard.app.house import House
from rallyboard.settings import Settings
from tests.kit.member import member
from tests.kit.postbox import CODE, LINK, Delivered, Postbox
from tests.kit.waiting import until

ORIGIN = "http://testserver.local"
PROVIDERS = ("club", "plain")
T = TypeVar("T")


@dataclass(frozen=True)
class Told:
    """An answer: a status, what it says, the cookies it sets, where it leads."""

    status: int
    body: Any
    cookies: dict[str, str]
    location: str = ""

    @property
    def outcome(self) -> str:
        """An error's code without its room, else the kind of what came back ("" for nothing in particular)."""
        said = self.body if isinstance(self.body, dict) else {}
        if self.status >= 400:
            return str(said.get("code", self.status)).removeprefix("accounts/")
        return str(said.get("type", ""))

    @property
    def fragment(self) -> dict[str, str]:
        return {name: words[0] for name, words in parse_qs(urlsplit(self.location).fragment).items()}

    @property
    def query(self) -> dict[str, str]:
        return {name: words[0] for name, words in parse_qs(urlsplit(self.location).query).items()}


class Trusting:
    """The line to a provider, which believes what the browser brings back."""

    def __init__(self, name: str) -> None:
        self.provider = Provider(
            name,
            name.title(),
            "id",
            "secret",
            "",
            Endpoints("https://p/a", "https://p/t", "https://p/u"),
            "id",
            "login",
        )

    async def location(self, flow: Flow) -> str:
        return f"https://{flow.provider}.example/?state={flow.state}"

    async def who(self, flow: Flow, answer: Answer) -> Who:
        return Who(flow.provider, answer.code, answer.code)

    async def close(self) -> None: ...


@dataclass
class Site:
    """One house for a whole run; each of its examples comes from another network."""

    house: House
    postbox: Postbox
    runner: asyncio.Runner
    clock: time_machine.Traveller
    app: Any
    read: set[str] = field(default_factory=set)
    """Tokens and codes of mails that were read already."""
    http: httpx.AsyncClient | None = None
    examples: int = 0
    steps: int = 0

    @property
    def now(self) -> float:
        return time.time()

    def later(self, seconds: float) -> None:
        self.clock.shift(seconds)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def begin(self) -> str:
        """A new example's tag, in letters that look like no others."""
        self.examples += 1
        here = f"10.{self.examples >> 8 & 255}.{self.examples & 255}.7"
        transport = httpx.ASGITransport(app=self.app, client=(here, 4_321))
        jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        self.http = httpx.AsyncClient(
            transport=transport, base_url=f"{ORIGIN}/api/v1/", headers={"origin": ORIGIN}, cookies=jar
        )
        return "".join("bcdfghkmpt"[int(digit)] for digit in str(self.examples))

    async def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, *, bearer: str = "", **cookies: str | None
    ) -> Told:
        assert self.http is not None
        headers = {"authorization": f"Bearer {bearer}"} if bearer else {}
        held = "; ".join(f"rb_{name}={value}" for name, value in cookies.items() if value)
        headers |= {"cookie": held, "x-rallyboard": "1"} if held else {}
        answer = await self.http.request(method, path, json=body, headers=headers)
        assert answer.status_code < 500, answer.text
        jar: SimpleCookie = SimpleCookie()
        for line in answer.headers.get_list("set-cookie"):
            jar.load(line)
        set_now = {name.removeprefix("rb_"): morsel.value for name, morsel in jar.items()}
        is_json = "json" in answer.headers.get("content-type", "") and answer.content
        location = answer.headers.get("location", "")
        return Told(answer.status_code, answer.json() if is_json else None, set_now, location)

    async def post(self, path: str, bearer: str = "", **body: Any) -> Told:
        return await self.ask("POST", path, body, bearer=bearer)

    # --- Mail --------------------------------------------------------------------------------------------

    async def letter(self, to: str, page: str) -> str:
        """The token of the next link to this page."""
        return await self._mailed(to, lambda mail: [link.partition("#")[2] for link in _links(mail, page)])

    async def code(self, to: str) -> str:
        """The next code to type in."""
        return await self._mailed(to, lambda mail: CODE.findall(mail.text))

    async def _mailed(self, to: str, wanted: Any) -> str:
        while True:
            mail = await self.postbox.next(to=to, within=30)
            fresh = [secret for secret in wanted(mail) if secret not in self.read]
            if fresh:
                self.read.add(fresh[0])
                return str(fresh[0])
            self._check_told(mail)

    async def all_read(self) -> None:
        """No mail with a link is left that nobody waited for; call it when no job is under way."""
        await until(self.house.jobs.idle, within=30)
        for mail in self.postbox.all():
            self._check_told(self.postbox.take(to=mail.to))

    def _check_told(self, mail: Delivered) -> None:
        told = {link.partition("#")[2] for link in LINK.findall(mail.text)} | set(CODE.findall(mail.text))
        assert told <= self.read, f"nobody asked for this mail:\n{mail.text}"

    async def admin(self) -> str:
        """The access token of an admin who has just signed in."""
        stamp = datetime.now(UTC).timestamp()
        return (await member(self.house, f"Boss {hex(int(stamp * 1000))[-10:]}", "admin")).access


def _links(mail: Delivered, page: str) -> list[str]:
    return [link for link in LINK.findall(mail.text) if f"/{page}#" in link]


@contextmanager
def running(settings: Settings, postbox: Postbox) -> Generator[Site, None, None]:
    """The site, from its first start to its stop, with the clock in our hands."""
    house = House(settings)
    with time_machine.travel(int(time.time()), tick=False) as clock, asyncio.Runner() as runner:
        house.open()
        runner.run(house.start())
        house.reception.provider_sign_in._askers.update({name: Trusting(name) for name in PROVIDERS})
        try:
            yield Site(house, postbox, runner, clock, create_app(settings, house))
        finally:
            runner.run(house.stop())
            house.close()
