"""The whole site in one process: from an alias to a board, over real HTTP and real sockets."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterator

import pytest

from tests.kit.player import Player
from tests.kit.server import Server
from tests.kit.visitor import Visitor


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("site") / "data", ENV="test", SPECTATOR_DELAY_MS="100") as running:
        yield running


@pytest.fixture
async def visitor(server: Server) -> AsyncGenerator[Visitor, None]:
    async with Visitor(server.base, "Grace") as arrived:
        yield arrived


async def resigned(visitor: Visitor) -> str:
    """A match against a bot that was begun and given up at once."""
    match = await visitor.against_bot()
    player = Player(visitor.base, await visitor.ticket(match["id"]))
    async with player.connected():
        await asyncio.wait_for(player.began.wait(), 10)
        await player.resign()
        await asyncio.wait_for(player.over.wait(), 10)
    return str(match["id"])


async def test_a_finished_match_is_in_the_warehouse_within_two_seconds(visitor: Visitor) -> None:
    before = (await visitor.get("/freshness"))["matches"]
    match_id = await resigned(visitor)
    ended = time.monotonic()
    while (await visitor.get("/freshness"))["matches"] == before:
        assert time.monotonic() - ended < 2
        await asyncio.sleep(0.02)
    card = await visitor.get(f"/matches/{match_id}")
    assert (card["status"], card["reason"]) == ("finished", "resign")


async def test_its_log_can_be_taken_home_and_replayed(visitor: Visitor, server: Server) -> None:
    match_id = await resigned(visitor)
    log = await visitor.http.get(f"/matches/{match_id}/log")
    while log.status_code == 409:  # told as over, about to be stored
        await asyncio.sleep(0.05)
        log = await visitor.http.get(f"/matches/{match_id}/log")
    assert log.headers["content-type"] == "application/vnd.rallyboard.log"
    file = server.data.parent / "home.rbl"
    file.write_bytes(log.content)
    told = server.run("replay", str(file))
    assert (told.returncode, "agrees with" in told.stdout) == (0, True)


async def test_a_guest_who_left_is_a_stranger_even_with_the_old_cookie(visitor: Visitor) -> None:
    old = dict(visitor.http.cookies)
    assert (await visitor.get("/me"))["player"]["name"] == "Grace"
    await visitor.post("/me/leave")
    visitor.http.cookies.update(old)
    assert (await visitor.get("/me"))["player"] is None


async def test_no_cookie_token_or_alias_is_in_the_log(visitor: Visitor, server: Server) -> None:
    await resigned(visitor)
    said = server.log.read_text()
    assert visitor.http.cookies["rb_guest"] not in said
    assert "Grace" not in said
    assert '"route": "/api/v1/matches/{match_id}/ticket"' in said
