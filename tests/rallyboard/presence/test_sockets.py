"""The line of a page, over a real server: friends come and go, sessions end, and no page can crash it."""

import asyncio
import contextlib
import json
import logging
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio
import uvicorn
import websockets

from rallyboard.app.house import House
from rallyboard.app.site import create_app
from rallyboard.arena import connections
from rallyboard.arena.fast import FastProtocol
from rallyboard.arena.protocol import LARGEST, Close
from rallyboard.presence import hall, tickets
from rallyboard.settings import Settings
from tests.kit.databases import databases
from tests.kit.member import Member, member
from tests.kit.page_line import PageLine
from tests.kit.player import Player
from tests.kit.server import free_port
from tests.kit.visitor import Visitor
from tests.kit.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Site:
    base: str
    house: House


@pytest_asyncio.fixture(
    scope="module", loop_scope="module", params=[FastProtocol, "websockets-sansio"], ids=["raw", "asgi"]
)
async def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    port, data = free_port(), tmp_path_factory.mktemp("site") / "data"
    settings = Settings(
        data=data, database=databases.of(data), port=port, env="test", etl=False, jobs=False, spectator_delay_ms=200
    )
    house = House(settings)
    limits = {"ws_max_size": LARGEST, "ws_max_queue": 8, "ws_per_message_deflate": False}
    app = create_app(house.settings, house)
    config = uvicorn.Config(
        app, port=port, ws=request.param, log_config=None, access_log=False, timeout_graceful_shutdown=2, **limits
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    yield Site(f"http://127.0.0.1:{port}", house)
    server.should_exit = True
    await serving


class Page:
    """A member's browser."""

    def __init__(self, base: str, who: Member) -> None:
        self.base, self.who, self.slug = base, who, who.player.slug
        self.http = httpx.AsyncClient(base_url=f"{base}/api/v1", headers={"origin": base, **who.headers}, timeout=30)

    async def line(self) -> PageLine:
        answer = await self.http.post("/me/ticket")
        assert answer.status_code == 201, answer.text
        return PageLine(self.base, answer.json())

    async def befriend(self, other: "Page") -> None:
        for one, two in ((self, other), (other, self)):
            assert (await one.http.put(f"/me/friends/{two.slug}")).is_success


@pytest_asyncio.fixture(loop_scope="module")
async def pages(site: Site) -> AsyncIterator[tuple[Page, Page]]:
    names = [f"{name} {random.randrange(10**8)}" for name in ("Ada", "Bob")]
    ada, bob = [Page(site.base, await member(site.house, name)) for name in names]
    async with ada.http, bob.http:
        yield ada, bob


async def told(line: PageLine, slug: str, *states: str) -> None:
    await until(lambda: line.states(slug) == list(states), 15)


async def test_friends_see_each_other_come_play_and_go(site: Site, pages: tuple[Page, Page]) -> None:
    ada, bob = pages
    await ada.befriend(bob)
    async with await ada.line() as line:
        await line.greeted()
        async with await bob.line():
            await told(line, bob.slug, "idle")
            async with await ada.line() as second:
                await told(second, bob.slug, "idle")
            card = (await bob.http.post("/matches", json={"mode": "bot", "ruleset": "classic-5", "level": 1})).json()
            ticket = (await bob.http.post(f"/matches/{card['id']}/ticket", json={"role": "play"})).json()
            async with Player(site.base, ticket).connected():
                await told(line, bob.slug, "idle", "playing")
                assert (await ada.http.get(f"/players/{bob.slug}/profile")).json()["presence"] == "playing"
            await told(line, bob.slug, "idle", "playing", "idle")
        await told(line, bob.slug, "idle", "playing", "idle", "offline")


async def test_strangers_and_former_friends_are_told_nothing(pages: tuple[Page, Page]) -> None:
    ada, bob = pages
    async with await ada.line() as line:
        async with await bob.line() as other:
            await other.greeted()
            await asyncio.sleep(0.3)
            assert [frame["t"] for frame in line.received] == []
            await ada.befriend(bob)
            await told(line, bob.slug, "idle")
            assert {"t": "friends"} in line.received
            await ada.http.delete(f"/me/friends/{bob.slug}")
            await until(lambda: line.received.count({"t": "friends"}) >= 2)
        await asyncio.sleep(2.5)
        assert line.states(bob.slug) == ["idle"]


async def test_the_invisible_are_offline_to_their_friends(
    pages: tuple[Page, Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bob = pages
    await ada.befriend(bob)
    async with await ada.line() as line, await bob.line() as own:
        await told(line, bob.slug, "idle")
        await bob.http.patch("/me/privacy", json={"invisible": True})
        await told(line, bob.slug, "idle", "offline")
        assert (await ada.http.get(f"/players/{bob.slug}/profile")).json()["presence"] == "offline"
        assert (await bob.http.get(f"/players/{bob.slug}/profile")).json()["presence"] == "idle"
        await told(own, ada.slug, "idle")


async def test_a_session_that_ends_says_out_to_each_of_its_pages(site: Site, pages: tuple[Page, Page]) -> None:
    ada, _ = pages
    async with await ada.line() as one, await ada.line() as two:
        await one.greeted()
        await two.greeted()
        await site.house.reception.sessions.end_all(ada.who.account_id, "test")
        for line in (one, two):
            await asyncio.wait_for(line.closed.wait(), 1)
            assert (line.code, line.received[-1]) == (Close.SIGNED_OUT, {"t": "out"})
    assert (await ada.http.post("/me/ticket")).status_code == 401


async def test_guests_have_a_line_and_strangers_have_none(site: Site) -> None:
    async with Visitor(site.base, "Grace") as grace:
        async with PageLine(site.base, await grace.post("/me/ticket")) as line:
            await line.greeted()
            await grace.post("/me/leave")
            await asyncio.wait_for(line.closed.wait(), 1)
            assert line.code == Close.SIGNED_OUT
        answer = await grace.http.post("/me/ticket")
        assert (answer.status_code, answer.json()["code"]) == (401, "accounts/guest_needed")


async def test_a_ticket_opens_one_line_once(pages: tuple[Page, Page]) -> None:
    ada, _ = pages
    line = await ada.line()
    async with line:
        await line.greeted()
        again = PageLine(ada.base, {"socket": "/ws/me", "ticket": json.loads(line.hello)["ticket"]})
        async with again:
            await asyncio.wait_for(again.closed.wait(), 5)
            assert again.code == Close.TICKET


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://127.0.0.1"])
async def test_a_foreign_page_cannot_even_open_a_line(site: Site, origin: str | None) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with websockets.connect(site.base.replace("http", "ws") + "/ws/me", origin=origin):
            pass
    assert refused.value.response.status_code == 403


async def closed_with(site: Site, *frames: str | bytes) -> int | None:
    async with websockets.connect(
        site.base.replace("http", "ws") + "/ws/me", origin=site.base, compression=None
    ) as socket:
        with contextlib.suppress(websockets.ConnectionClosed):
            for frame in frames:
                await socket.send(frame)
            async with asyncio.timeout(6):
                async for _ in socket:
                    pass
        return socket.close_code


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ("nonsense", Close.UNEXPECTED), ('{"t":"ping"}', Close.UNEXPECTED), (b"\x00\x01", Close.UNEXPECTED),
        ("[" * 4000, Close.UNEXPECTED), ('{"t":"hello","ticket":"forged"}', Close.TICKET),
        ('{"t":"hello","ticket":"' + "A" * 43 + '"}', Close.TICKET),
        ('{"t":"hello","ticket":"a","more":1}', Close.UNEXPECTED), ("x" * (LARGEST + 1), 1009),
    ],
    ids=range(8),
)  # fmt: skip
async def test_what_comes_instead_of_a_ticket_closes_the_line(site: Site, first: str | bytes, code: int) -> None:
    assert await closed_with(site, first) == code


async def test_who_says_nothing_is_let_go(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "FIRST_FRAME_S", 0.2)
    assert await closed_with(site) == Close.SILENT


@pytest.mark.parametrize(
    ("frames", "code"),
    [(["x", "{}", "[]"], Close.UNEXPECTED), (['{"t":"ping"}'] * 30, Close.FLOOD), ([b"\x01"] * 3, Close.UNEXPECTED)],
    ids=["unexpected", "flood", "binary"],
)
async def test_a_rude_page_is_shown_out(pages: tuple[Page, Page], frames: list[str | bytes], code: int) -> None:
    async with await pages[0].line() as line:
        with contextlib.suppress(websockets.ConnectionClosed):
            for frame in frames:
                await line.socket.send(frame)
        await asyncio.wait_for(line.closed.wait(), 5)
        assert line.code == code


async def test_too_many_lines_and_too_many_tickets_are_refused(
    pages: tuple[Page, Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hall, "MOST", 2)
    monkeypatch.setattr(tickets, "AT_ONCE", 3)
    ada, _ = pages
    async with await ada.line() as one, await ada.line() as two, await ada.line() as three:
        await asyncio.wait_for(three.closed.wait(), 5)
        assert (one.code, two.code, three.code) == (None, None, Close.FLOOD)
    answer = await ada.http.post("/me/ticket")
    assert (answer.status_code, answer.json()["code"]) == (429, "presence/too_many_lines")
    assert int(answer.headers["retry-after"]) > 0


async def test_a_thousand_broken_frames_leave_no_trace_in_the_log(
    site: Site, pages: tuple[Page, Page], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    chance = random.Random(5)
    for _ in range(20):
        async with await pages[0].line() as line:
            with contextlib.suppress(websockets.ConnectionClosed):
                for _ in range(50):
                    junk: Any = bytes(chance.randrange(32, 127) for _ in range(chance.randint(0, 200)))
                    await line.socket.send(junk if chance.random() < 0.3 else junk.decode())
            await asyncio.wait_for(line.closed.wait(), 5)
    ours = [record for record in caplog.records if record.name.startswith("rallyboard")]
    assert [record.getMessage() for record in ours] == []
    async with await pages[1].line() as line:
        await line.greeted()


async def test_no_access_key_without_the_scope_opens_a_line(site: Site, pages: tuple[Page, Page]) -> None:
    made = await pages[0].http.post("/account/keys", json={"name": "bot", "scopes": ["bot:play"]})
    assert made.status_code == 201, made.text
    headers = {"authorization": f"Bearer {made.json()['key']}", "origin": site.base}
    async with httpx.AsyncClient(base_url=f"{site.base}/api/v1", headers=headers) as program:
        assert (await program.post("/me/ticket")).status_code == 403
