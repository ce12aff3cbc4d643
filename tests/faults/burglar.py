"""Burglars at a real server: guesses at one password from thousands of addresses, and stolen refresh tokens.

A try counts as evaluated when the server really made the slow hash for it: it says so itself (/metrics). Who is told to
come again comes again, until the try is heard or refused, so that no full queue hides what a door lets through. Each
race is over one session of its own. `tabs`: two refresh the same token at once, later it comes back once more. `thief`:
an old token comes back at the very moment at which the owner refreshes. No race may leave two tokens that are good, and
after each, nothing of the family opens anything. The report is one line a campaign; what it must not say fails.

    python -m tests.faults.burglar --tries 10000 --races 500 [--postgres]
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import func, select

from rallyboard.accounts import login
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.models import Account, Refresh
from rallyboard.accounts.throttles import WINDOW
from rallyboard.accounts.tokens import token_hash
from rallyboard.app.house import House
from rallyboard.settings import Settings
from tests.kit.member import member
from tests.kit.postbox import Postbox
from tests.kit.postgres import Postgres
from tests.kit.server import Server

SECRET = "a secret that all workers of a site share"
EMAIL, PASSWORD = "ada@example.org", "seven quiet herons at noon"
AT_ONCE, RACES_AT_ONCE = 64, 8
HASHED = re.compile(r"^rallyboard_passwords_hashed (\S+)$", re.MULTILINE)


@dataclass
class Siege:
    """What became of the guesses."""

    tries: int
    outcomes: Counter[int]
    evaluated: int
    owner_in: int
    owner_tries: int
    seconds: float

    def line(self) -> str:
        refused, busy = self.outcomes[429], self.outcomes[503]
        return (
            f"password tries {self.tries} from as many addresses | EVALUATED {self.evaluated} | answered 401 "
            f"{self.outcomes[401]} | 429 {refused} | came again after 503 {busy} | owner got in {self.owner_in} of "
            f"{self.owner_tries} from a known browser | {self.seconds:.0f} s"
        )

    def check(self) -> None:
        """Every try was decided, no more were evaluated than the door forgives, and the owner always got in."""
        hours = 1 + int(self.seconds // WINDOW.total_seconds())
        assert self.outcomes[401] + self.outcomes[429] == self.tries, self.line()
        assert 0 < self.evaluated <= login.TRIES * hours, self.line()
        assert self.owner_in == self.owner_tries > 0, self.line()


@dataclass
class Races:
    """What became of the families."""

    kind: str
    races: int = 0
    two_got_through: int = 0
    two_good_tokens: int = 0
    killed: int = 0
    outcomes: Counter[tuple[int, ...]] | None = None

    def line(self) -> str:
        seen = ", ".join(
            f"{'+'.join(map(str, kind))} x{count}" for kind, count in sorted((self.outcomes or {}).items())
        )
        return (
            f"refresh races ({self.kind}) {self.races} | both got through {self.two_got_through} | TWO GOOD TOKENS "
            f"{self.two_good_tokens} | families killed {self.killed} of {self.races} | {seen}"
        )

    def check(self) -> None:
        """No family ever had two tokens that are good, and each is over."""
        assert (self.two_good_tokens, self.killed) == (0, self.races), self.line()


class Burglar:
    """Works against one or more servers of one site."""

    def __init__(self, servers: Sequence[Server], postbox: Postbox, clerk: House) -> None:
        self.servers, self.postbox, self.clerk = servers, postbox, clerk

    def page(self, server: Server) -> httpx.AsyncClient:
        pool = httpx.Limits(max_connections=AT_ONCE, keepalive_expiry=1)  # before the server closes it
        return httpx.AsyncClient(
            base_url=f"{server.base}/api/v1", headers={"origin": server.base}, timeout=120, limits=pool
        )

    # --- Passwords ---------------------------------------------------------------------------------------

    async def besiege(self, tries: int) -> Siege:
        async with self.page(self.servers[0]) as owner:
            await self._join(owner)
            before, began = await self._hashed(), time.monotonic()
            guesses = asyncio.create_task(self._guess(tries))
            got_in, asked = await self._come_home(owner, guesses)
            outcomes = await guesses
            evaluated = await self._hashed() - before - asked[201] - asked[401]
        return Siege(tries, outcomes, evaluated, got_in, asked.total() - asked[503], time.monotonic() - began)

    async def _join(self, owner: httpx.AsyncClient) -> None:
        await owner.post("/auth/register", json={"email": EMAIL, "name": "Ada", "password": PASSWORD})
        letter = await self.postbox.next(to=EMAIL, within=60)
        assert (await owner.post("/auth/verify", json={"token": letter.token})).status_code == 201
        answer = await owner.post("/auth/login", json={"email": EMAIL, "password": PASSWORD})
        assert "rb_device" in answer.cookies, answer.text

    async def _come_home(
        self, owner: httpx.AsyncClient, guesses: asyncio.Task[Counter[int]]
    ) -> tuple[int, Counter[int]]:
        """The owner signs in again and again, all the while; who is told that the site is busy comes again."""
        asked: Counter[int] = Counter()
        while not guesses.done() or not asked[201]:
            status, _ = await guessed(owner, {"email": EMAIL, "password": PASSWORD}, "192.0.2.9")
            asked[status] += 1
            await asyncio.sleep(0.5)
        return asked[201], asked

    async def _guess(self, tries: int) -> Counter[int]:
        outcomes: Counter[int] = Counter()
        left = iter(range(tries))

        async def one_of_many(page: httpx.AsyncClient) -> None:
            nonlocal outcomes
            for number in left:
                here = f"10.{number >> 8 & 255}.{number & 255}.{1 + number % 250}"
                body = {"email": EMAIL, "password": f"guess number {number} of many"}
                outcomes += await decided(page, body, here)

        async with self.page(self.servers[0]) as one, self.page(self.servers[-1]) as other:
            await asyncio.gather(*(one_of_many(one if turn % 2 else other) for turn in range(AT_ONCE)))
        return outcomes

    async def _hashed(self) -> int:
        counted = 0
        for server in self.servers:
            async with httpx.AsyncClient() as http:
                found = HASHED.search((await http.get(f"{server.base}/metrics")).text)
            assert found is not None
            counted += int(float(found[1]))
        return counted

    # --- Refresh tokens ----------------------------------------------------------------------------------

    async def race(self, kind: str, races: int) -> Races:
        report = Races(kind, outcomes=Counter())
        families = [await self._family() for _ in range(races)]
        left = iter(families)
        async with self.page(self.servers[0]) as one, self.page(self.servers[-1]) as other:
            if kind == "thief":
                families[:] = [(name, first, await self._rotated(one, first)) for name, first, _ in families]
                left = iter(families)
                await asyncio.sleep(1.1)  # within a second it would be two tabs

            async def racing() -> None:
                for session_id, first, second in left:
                    contestants = (first, first) if kind == "tabs" else (first, second)
                    told = await asyncio.gather(*(
                        refreshed(page, token)
                        for page, token in zip(random.sample((one, other), 2), contestants, strict=True)
                    ))  # fmt: skip
                    await self._judge(report, session_id, first, [*told], one)

            await asyncio.gather(*(racing() for _ in range(RACES_AT_ONCE)))
        return report

    async def _judge(
        self, report: Races, session_id: str, first: str, told: list[tuple[int, str]], page: httpx.AsyncClient
    ) -> None:
        through = [token for status, token in told if status == 200]
        report.races += 1
        report.two_got_through += len(through) > 1
        report.two_good_tokens += await self._good(session_id) > 1
        assert report.outcomes is not None
        report.outcomes[tuple(sorted(status for status, _ in told))] += 1
        # Whoever comes later than a second after the other is taken for one whose answer was lost: then the other's
        # token is void.
        newest = [token for token in through if await self._is_good(token)]
        if newest and report.kind == "tabs":
            newest.append(await self._rotated(page, newest[0]))
        await refreshed(page, first)  # what was killed comes back
        statuses = [(await refreshed(page, token))[0] for token in (*reversed(newest), *through, first)]
        report.killed += all(status == 401 for status in statuses)

    async def _family(self) -> tuple[str, str, str]:
        """A session with its first refresh token, put there from inside."""
        front = self.clerk.reception
        async with self.clerk.database.transaction() as session:
            account = await session.get(Account, self.victim)
            assert account is not None
            opened = await front.sessions.open(session, account, ("password",), Browser("Test", "192.0.2.0/24"))
        return opened.session_id, opened.refresh, ""

    async def _good(self, session_id: str) -> int:
        """Tokens of the family that were not spent."""
        unspent = select(func.count()).select_from(Refresh)
        query = unspent.where(Refresh.session_id == session_id, Refresh.spent_at.is_(None))
        async with self.clerk.database.reading() as session:
            return (await session.execute(query)).scalar_one()

    async def _is_good(self, token: str) -> bool:
        async with self.clerk.database.reading() as session:
            row = await session.get(Refresh, token_hash(token))
        return row is not None and row.spent_at is None

    async def _rotated(self, page: httpx.AsyncClient, token: str) -> str:
        status, following = await refreshed(page, token)
        assert status == 200, status
        return following

    async def arrive(self) -> None:
        self.victim = (await member(self.clerk, "Victim")).account_id


async def decided(page: httpx.AsyncClient, body: dict[str, str], here: str) -> Counter[int]:
    """The statuses of one try, the last of which is a decision: who is told to come again does so when told."""
    told: Counter[int] = Counter()
    while True:
        status, wait = await guessed(page, body, here)
        told[status] += 1
        if status != 503:
            return told
        await asyncio.sleep(wait)


async def guessed(page: httpx.AsyncClient, body: dict[str, str], here: str) -> tuple[int, float]:
    """The status, and after how many seconds to come again; a line that was closed meanwhile is opened again."""
    while True:
        with suppress(httpx.TransportError):
            answer = await page.post("/auth/login", json=body, headers={"x-forwarded-for": here})
            return answer.status_code, float(answer.headers.get("retry-after", 1))


async def refreshed(page: httpx.AsyncClient, token: str) -> tuple[int, str]:
    """The status, and the next token if there is one; nothing is kept in the client."""
    answer = await page.post("/auth/refresh", headers={"x-rallyboard": "1", "cookie": f"rb_refresh={token}"})
    page.cookies.clear()
    return answer.status_code, answer.cookies.get("rb_refresh") or ""


@contextmanager
def standing(folder: Path, database: str = "") -> Iterator[Burglar]:
    """A site of one server on SQLite, of two on PostgreSQL, and a burglar before it."""
    with ExitStack() as stack:
        postbox = stack.enter_context(Postbox())
        shared = {"SECRET": SECRET, "SMTP": postbox.url, "ETL": "off", "PROXIES": "127.0.0.1", "DATABASE": database}
        servers = [Server(folder / name, **shared) for name in (("one", "two") if database else ("one",))]
        origins = tuple(server.base for server in servers)
        for server in servers:
            server.settings |= {"ORIGINS": ",".join(origins), "LOG_LEVEL": "error"}
            stack.enter_context(server)
        inside = Settings(data=folder / "one", database=database, secret=SECRET, origins=origins, env="test")
        yield Burglar(servers, postbox, House(inside))


async def campaigns(burglar: Burglar, tries: int, races: int) -> tuple[Siege, Races, Races]:
    """All of them, one after the other; their lines are printed as they end, and then each is checked."""
    try:
        await burglar.arrive()
        tabs = await burglar.race("tabs", races)
        print(tabs.line(), flush=True)
        thief = await burglar.race("thief", races)
        print(thief.line(), flush=True)
        siege = await burglar.besiege(tries)
        print(siege.line(), flush=True)
    finally:
        burglar.clerk.reception.close()
        await burglar.clerk.database.close()
    for report in (siege, tabs, thief):
        report.check()
    return siege, tabs, thief


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=10_000)
    parser.add_argument("--races", type=int, default=500)
    parser.add_argument("--postgres", action="store_true", help="two servers over one real PostgreSQL")
    wanted = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = stack.enter_context(Postgres()).make() if wanted.postgres else ""
        burglar = stack.enter_context(standing(folder, database))
        asyncio.run(campaigns(burglar, wanted.tries, wanted.races))
    return 0


if __name__ == "__main__":
    sys.exit(main())
