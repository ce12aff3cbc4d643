"""The socket of a match, over a real server: both ways of sending behave alike, and no client can crash it."""

import asyncio
import contextlib
import logging
import os
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
import websockets

from rallyboard.app.house import House
from rallyboard.app.site import create_app
from rallyboard.arena import connections
from rallyboard.arena import protocol as wire
from rallyboard.arena.fast import FastProtocol
from rallyboard.settings import Settings
from tests.kit.databases import databases
from tests.kit.player import Player
from tests.kit.server import free_port
from tests.kit.visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def started(server: uvicorn.Server) -> None:
    for _ in range(500):
        if server.started:
            return
        await asyncio.sleep(0.02)


@pytest_asyncio.fixture(
    scope="module", loop_scope="module", params=[FastProtocol, "websockets-sansio"], ids=["raw", "asgi"]
)
async def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    port = free_port()
    data = tmp_path_factory.mktemp("site") / "data"
    settings = Settings(data=data, database=databases.of(data), port=port, env="test", spectator_delay_ms=200)
    app = create_app(settings, House(settings))
    limits = {
        "ws_max_size": wire.LARGEST,
        "ws_max_queue": 8,
        "ws_per_message_deflate": False,
        "timeout_graceful_shutdown": 2,
    }
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, ws=request.param, log_config=None, access_log=False, **limits)
    )
    serving = asyncio.create_task(server.serve())
    await started(server)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving


@pytest_asyncio.fixture(loop_scope="module")
async def ada(base: str) -> AsyncIterator[Visitor]:
    async with Visitor(base, "Ada") as visitor:
        yield visitor


async def close_code(url: str, origin: str, *frames: str | bytes) -> int | None:
    """What the server closes with after these frames."""
    async with websockets.connect(url, origin=origin, compression=None) as socket:
        with contextlib.suppress(websockets.ConnectionClosed):
            for frame in frames:
                await socket.send(frame)
        await asyncio.wait_for(drained(socket), 5)
        return socket.close_code


async def drained(socket: websockets.ClientConnection) -> list[str | bytes]:
    with contextlib.suppress(websockets.ConnectionClosed):
        return [message async for message in socket]
    return []


def hello(ticket: str, version: int = 1) -> str:
    return wire.write_client(wire.Hello(ticket, version, 0)).decode()


async def until(player: Player, kind: type[wire.ServerOut]) -> None:
    for _ in range(500):
        if any(isinstance(frame, kind) for frame in player.received):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"no {kind.__name__} came: {player.received}")


async def finished(visitor: Visitor, match_id: str) -> dict[str, Any]:
    for _ in range(250):
        card: dict[str, Any] = await visitor.get(f"/matches/{match_id}")
        if card["status"] == "finished":
            return card
        await asyncio.sleep(0.02)
    raise AssertionError("the match was not stored")


async def test_a_match_is_played_over_a_real_socket_and_its_log_is_there(base: str, ada: Visitor) -> None:
    card = await ada.against_bot()
    player = Player(base, await ada.ticket(card["id"]))
    async with player.connected():
        await until(player, wire.Countdown)
        await asyncio.sleep(3.2)
        await player.key(1)
        await asyncio.sleep(0.1)
        await player.resign()
        await asyncio.wait_for(player.over.wait(), 5)
        await until(player, wire.EndTold)
        await asyncio.sleep(0.1)
    assert player.close_code == wire.Close.OVER
    stored = await finished(ada, card["id"])
    assert (stored["reason"], stored["winner_slot"], stored["your_slots"]) == ("resign", 1, [0])
    log = await ada.http.get(f"/matches/{card['id']}/log")
    assert log.content.startswith(b"RBL1")
    lines = (await ada.http.get(f"/matches/{card['id']}/log.jsonl")).text.splitlines()
    assert '"d",0,1' in "".join(lines)


async def test_two_browsers_play_one_match(base: str, ada: Visitor) -> None:
    async with Visitor(base, "Bob") as bob:
        card = await ada.invite()
        await bob.accept(card["invite_code"])
        players = [Player(base, await visitor.ticket(card["id"])) for visitor in (ada, bob)]
        async with players[0].connected(), players[1].connected():
            for player in players:
                await until(player, wire.Countdown)
            await players[0].key(1, at=5)
            await until(players[1], wire.KeyTold)
            await players[1].resign()
            for player in players:
                await until(player, wire.EndTold)
        assert players[0].result() == players[1].result()


FOREIGN = [
    None, "null", "https://evil.example", "http://127.0.0.1", "http://127.0.0.1:{port}/", "HTTP://127.0.0.1:{port}",
    "http://127.0.0.1:{port}.evil.example", "https://127.0.0.1:{port}",
]  # fmt: skip


@pytest.mark.parametrize("origin", FOREIGN)
async def test_a_foreign_page_cannot_even_open_a_socket(base: str, origin: str | None) -> None:
    port = base.rsplit(":", 1)[1]
    url = base.replace("http", "ws") + "/ws/matches/any"
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with websockets.connect(url, origin=origin and origin.format(port=port)):
            pass
    assert refused.value.response.status_code == 403


async def test_a_ticket_opens_one_socket_of_one_match_once(base: str, ada: Visitor) -> None:
    one, two = await ada.against_bot(), await ada.against_bot()
    ticket, other = await ada.ticket(one["id"]), await ada.ticket(one["id"])
    url = base.replace("http", "ws") + ticket["socket"]
    elsewhere = base.replace("http", "ws") + f"/ws/matches/{two['id']}"
    async with websockets.connect(url, origin=base, compression=None) as socket:
        await socket.send(hello(ticket["ticket"]))
        assert isinstance(wire.read_server(await socket.recv()), wire.State)
        assert await close_code(url, base, hello(ticket["ticket"])) == wire.Close.TICKET
    assert await close_code(elsewhere, base, hello(other["ticket"])) == wire.Close.FORBIDDEN
    assert await close_code(url, base, hello("forged")) == wire.Close.TICKET


@pytest.mark.parametrize("first", ["nonsense", '["p",1]', b"\x00\x01", "[" * 4000, '["k","x",9,0]', '["k",1,1,0]'])
async def test_what_comes_instead_of_a_ticket_closes_the_socket(base: str, first: str | bytes) -> None:
    url = base.replace("http", "ws") + "/ws/matches/any"
    assert await close_code(url, base, first) == wire.Close.UNEXPECTED


async def test_who_says_nothing_is_let_go(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "FIRST_FRAME_S", 0.2)
    assert await close_code(base.replace("http", "ws") + "/ws/matches/any", base) == wire.Close.SILENT


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        (["x", '["d",1]', "{}"], wire.Close.UNEXPECTED),
        ([b"\x01", b"\x02", b"\x03"], wire.Close.UNEXPECTED),
        ([f'["d",{n},0,{n % 2}]' for n in range(1, 60)], wire.Close.FLOOD),
        (["x" * (wire.LARGEST + 1)], 1009),
    ],
    ids=["unexpected", "binary", "flood", "oversize"],
)
async def test_a_rude_client_is_shown_out(base: str, ada: Visitor, frames: list[str | bytes], code: int) -> None:
    ticket = await ada.ticket((await ada.against_bot())["id"])
    url = base.replace("http", "ws") + ticket["socket"]
    assert await close_code(url, base, hello(ticket["ticket"]), *frames) == code


async def test_a_newer_tab_takes_the_seat(base: str, ada: Visitor) -> None:
    card = await ada.against_bot()
    older, newer = Player(base, await ada.ticket(card["id"])), Player(base, await ada.ticket(card["id"]))
    async with older.connected():
        await until(older, wire.State)
        async with newer.connected():
            await until(newer, wire.State)
            await asyncio.wait_for(older.over.wait(), 5)
            assert older.close_code == wire.Close.REPLACED
            assert newer.close_code is None


async def test_a_spectator_without_an_alias_sees_the_match_later(base: str, ada: Visitor) -> None:
    card = await ada.against_bot()
    player = Player(base, await ada.ticket(card["id"]))
    async with player.connected():
        await until(player, wire.Countdown)
        async with contextlib.AsyncExitStack() as stack:
            stranger = Visitor(base, "nobody")
            stack.push_async_callback(stranger.http.aclose)
            watcher = Player(base, await stranger.ticket(card["id"], "watch"))
            await stack.enter_async_context(watcher.connected())
            await until(watcher, wire.State)
            assert watcher.state is not None
            assert (watcher.state.header.role, watcher.state.header.slots) == ("watch", ())
            await player.resign()
            await until(watcher, wire.EndTold)
            await asyncio.wait_for(watcher.over.wait(), 5)


async def test_a_match_that_is_over_has_no_socket(base: str, ada: Visitor) -> None:
    card = await ada.against_bot()
    spare = await ada.ticket(card["id"])
    player = Player(base, await ada.ticket(card["id"]))
    async with player.connected():
        await until(player, wire.Countdown)
        await player.resign()
        await until(player, wire.EndTold)
    answer = await ada.http.post(f"/matches/{card['id']}/ticket", json={"role": "play"})
    assert (answer.status_code, answer.json()["code"]) == (409, "arena/match_over")
    assert (
        await close_code(base.replace("http", "ws") + spare["socket"], base, hello(spare["ticket"])) == wire.Close.OVER
    )


async def test_two_thousand_broken_frames_leave_no_trace_in_the_log(
    base: str, ada: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    chance = random.Random(4)
    good = [wire.write_client(frame) for frame in (wire.KeyFrame(1, 2, 1), wire.Ping(3), wire.Check(1, 2))]
    for turn in range(40):
        if turn % 10 == 0:
            card = await ada.against_bot()
        ticket = await ada.ticket(card["id"], "play" if turn % 10 < 3 else "watch")
        frames: list[str | bytes] = []
        for _ in range(50):
            text = bytearray(chance.choice(good))
            text[chance.randrange(len(text))] = chance.randrange(128)
            frames.append(text.decode() if chance.random() < 0.9 else os.urandom(9))
        code = await close_code(base.replace("http", "ws") + ticket["socket"], base, hello(ticket["ticket"]), *frames)
        assert code in (wire.Close.UNEXPECTED, wire.Close.FLOOD)
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_no_ticket_is_ever_logged(base: str, ada: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    ticket = await ada.ticket((await ada.against_bot())["id"])
    player = Player(base, ticket)
    async with player.connected():
        await until(player, wire.State)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("websockets", "httpx"))]
    assert not any(ticket["ticket"] in message for message in ours)
    assert ticket["ticket"] not in player.url


async def test_a_live_match_is_found_in_the_list(base: str, ada: Visitor) -> None:
    card = await ada.against_bot()
    player = Player(base, await ada.ticket(card["id"]))
    async with player.connected():
        await until(player, wire.Countdown)
        for _ in range(100):
            page = await ada.get("/matches", status="live", limit=5)
            if card["id"] in [item["id"] for item in page["items"]]:
                break
            await asyncio.sleep(0.02)
        else:
            raise AssertionError("it never came")
