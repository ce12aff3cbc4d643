"""Two real servers over one PostgreSQL and one Valkey: what ends on one closes on the other, whatever Valkey does."""

import asyncio
import contextlib
import statistics
import time
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.models import Account
from rallyboard.app.house import House
from rallyboard.arena import protocol as wire
from rallyboard.settings import Settings
from tests.kit.member import Member, member
from tests.kit.page_line import PageLine
from tests.kit.player import Player
from tests.kit.postgres import Postgres
from tests.kit.server import Server
from tests.kit.valkey import Valkey
from tests.kit.visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECRET = "a secret of two workers, of more than 32 bytes"
ROUNDS = 20


@pytest.fixture(scope="module")
def valkey() -> Generator[Valkey, None, None]:
    with Valkey() as running:
        yield running


@pytest.fixture(scope="module")
def database(postgres: Postgres) -> Generator[str, None, None]:
    url = postgres.make()
    yield url
    postgres.drop(url)


@pytest.fixture(scope="module")
def workers(
    valkey: Valkey, database: str, tmp_path_factory: pytest.TempPathFactory
) -> Generator[tuple[Server, Server], None, None]:
    folder = tmp_path_factory.mktemp("workers")
    shared = {"DATABASE": database, "REDIS": valkey.url, "SECRET": SECRET, "ETL": "off", "JOBS": "off"}
    one, two = (Server(folder / name, **shared) for name in ("one", "two"))
    for worker in (one, two):
        worker.settings["ORIGINS"] = f"{one.base},{two.base}"
    with one, two:
        yield one, two


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def clerk(workers: tuple[Server, Server], database: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The same house from inside, to put accounts and sessions there."""
    one, two = workers
    data: Path = tmp_path_factory.mktemp("clerk")
    house = House(Settings(data=data, database=database, secret=SECRET, origins=(one.base, two.base), env="test"))
    yield house
    await house.database.close()


class Browsing:
    """One session of a member, in one browser, at one worker."""

    def __init__(self, base: str, access: str) -> None:
        headers = {"origin": base, "authorization": f"Bearer {access}"}
        self.base, self.session_id = base, ""
        self.http = httpx.AsyncClient(base_url=f"{base}/api/v1", headers=headers, timeout=30)

    async def post(self, path: str, **body: Any) -> Any:
        answer = await self.http.post(path, json=body) if body else await self.http.post(path)
        assert answer.is_success, answer.text
        return answer.json()

    async def line(self) -> PageLine:
        return PageLine(self.base, await self.post("/me/ticket"))

    async def court(self) -> Player:
        card = await self.post("/matches", mode="bot", ruleset="classic-5", level=1)
        return Player(self.base, await self.post(f"/matches/{card['id']}/ticket", role="play"))


@pytest_asyncio.fixture(loop_scope="module")
async def ada(clerk: House) -> Member:
    return await member(clerk, f"Ada {time.monotonic_ns() % 10**6}")


@contextlib.asynccontextmanager
async def session_of(clerk: House, who: Member, worker: Server) -> AsyncIterator[Browsing]:
    front = clerk.reception
    async with clerk.database.transaction() as session:
        account = await session.get(Account, who.account_id)
        assert account is not None
        opened = await front.sessions.open(session, account, ("password",), Browser("Test", "127.0.0.0/24"))
    browsing = Browsing(worker.base, front.access.issue(who.account_id, opened.session_id))
    browsing.session_id = opened.session_id
    async with browsing.http:
        yield browsing


async def seconds_to_close(ending: Any, began: float, *sockets: PageLine) -> list[float]:
    """From `began` until each is closed, as SIGNED_OUT, after it was told."""
    await ending
    for line in sockets:
        await asyncio.wait_for(line.closed.wait(), 10)
        assert (line.code, line.received[-1]) == (wire.Close.SIGNED_OUT, {"t": "out"})
    return [line.closed_at - began for line in sockets]


def report(what: str, took: list[float]) -> None:
    print(f"\n{what}: n={len(took)} median={statistics.median(took) * 1000:.0f} ms worst={max(took) * 1000:.0f} ms")


async def test_a_session_ended_on_one_worker_is_out_on_the_other_within_a_second(
    workers: tuple[Server, Server], clerk: House, ada: Member
) -> None:
    took: list[float] = []
    async with session_of(clerk, ada, workers[0]) as here:
        for _ in range(ROUNDS):
            async with session_of(clerk, ada, workers[1]) as there, await there.line() as line:
                await line.greeted()
                ending = here.http.delete(f"/account/sessions/{there.session_id}")
                took += await seconds_to_close(ending, time.monotonic(), line)
                assert (await there.http.get("/account")).status_code == 401
    report("ended on one worker, closed on the other", took)
    assert max(took) < 1.0


async def test_a_match_socket_closes_with_its_session_and_the_match_waits(
    workers: tuple[Server, Server], clerk: House, ada: Member
) -> None:
    async with session_of(clerk, ada, workers[0]) as here, session_of(clerk, ada, workers[1]) as there:
        player = await there.court()
        async with player.connected():
            await asyncio.wait_for(player.began.wait(), 5)
            began = time.monotonic()
            await here.http.delete(f"/account/sessions/{there.session_id}")
            await asyncio.wait_for(player.over.wait(), 5)
            assert time.monotonic() - began < 1.0
        assert player.close_code == wire.Close.SIGNED_OUT


@pytest.mark.parametrize("moment_s", [0.0, 0.3, 2.0])
async def test_a_frozen_valkey_makes_nobody_stay(
    workers: tuple[Server, Server], clerk: House, ada: Member, valkey: Valkey, moment_s: float
) -> None:
    took: list[float] = []
    async with session_of(clerk, ada, workers[0]) as here:
        for _ in range(2):
            async with session_of(clerk, ada, workers[1]) as there, await there.line() as line:
                await line.greeted()
                valkey.freeze()
                try:
                    await asyncio.sleep(moment_s)
                    ending = here.http.delete(f"/account/sessions/{there.session_id}")
                    took += await seconds_to_close(ending, time.monotonic(), line)
                finally:
                    valkey.thaw()
                await asyncio.sleep(1.6)  # the store rests a second after it gave no answer
    report(f"the same with Valkey frozen {moment_s} s before", took)
    assert max(took) < 1.0


async def test_a_match_goes_on_without_valkey_and_sessions_still_end(
    workers: tuple[Server, Server], clerk: House, ada: Member, valkey: Valkey
) -> None:
    async with (
        session_of(clerk, ada, workers[0]) as here, session_of(clerk, ada, workers[1]) as there,
        session_of(clerk, ada, workers[1]) as playing, await there.line() as line,
    ):  # fmt: skip
        await line.greeted()
        player = await playing.court()
        async with player.connected():
            await asyncio.wait_for(player.began.wait(), 5)
            valkey.kill()
            ending = here.http.delete(f"/account/sessions/{there.session_id}")
            (took,) = await seconds_to_close(ending, time.monotonic(), line)
            pongs = len([frame for frame in player.received if isinstance(frame, wire.Pong)])
            await asyncio.sleep(2.2)
            assert len([frame for frame in player.received if isinstance(frame, wire.Pong)]) > pongs
            assert player.close_code is None
            valkey.start()
        assert took < 1.0
        await asyncio.sleep(2.5)
        async with session_of(clerk, ada, workers[1]) as later, await later.line() as another:
            await another.greeted()
            ending = here.http.delete(f"/account/sessions/{later.session_id}")
            assert max(await seconds_to_close(ending, time.monotonic(), another)) < 1.0


async def test_ending_all_other_sessions_closes_two_hundred_sockets_and_leaves_ones_own(
    workers: tuple[Server, Server], clerk: House, ada: Member
) -> None:
    async with contextlib.AsyncExitStack() as stack:
        here = await stack.enter_async_context(session_of(clerk, ada, workers[0]))
        there = await stack.enter_async_context(session_of(clerk, ada, workers[1]))
        own = await stack.enter_async_context(await here.line())
        lines = [await stack.enter_async_context(await there.line()) for _ in range(200)]
        for line in (own, *lines):
            await line.greeted()
        async with await there.line() as one_too_many:
            await asyncio.wait_for(one_too_many.closed.wait(), 5)
            assert one_too_many.code == wire.Close.FLOOD
        took = await seconds_to_close(here.http.delete("/account/sessions"), time.monotonic(), *lines)
        report("all other sessions ended, 200 sockets of one account", took)
        assert max(took) < 1.0
        await own.send(t="ping")
        await asyncio.sleep(0.2)
        assert own.code is None
        assert own.received.count({"t": "pong"}) == 2


async def test_a_guest_who_leaves_on_one_worker_is_out_on_the_other(workers: tuple[Server, Server]) -> None:
    one, two = workers
    async with Visitor(two.base, "Grace") as there, Visitor(one.base, "Somebody") as here:
        here.http.cookies = there.http.cookies
        async with PageLine(two.base, await there.post("/me/ticket")) as line:
            await line.greeted()
            (took,) = await seconds_to_close(here.http.post("/me/leave"), time.monotonic(), line)
            assert took < 1.0


async def test_a_ticket_that_outlived_its_session_opens_nothing(
    workers: tuple[Server, Server], clerk: House, ada: Member
) -> None:
    async with session_of(clerk, ada, workers[0]) as here, session_of(clerk, ada, workers[1]) as there:
        line = await there.line()
        await here.http.delete(f"/account/sessions/{there.session_id}")
        async with line:
            await asyncio.wait_for(line.closed.wait(), 2)
            assert line.code == wire.Close.SIGNED_OUT
