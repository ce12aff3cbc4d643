"""The database goes away in the middle of a match: play goes on, the site says so, and the result is stored later."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.kit.player import Player
from tests.kit.postgres import Postgres
from tests.kit.server import Server
from tests.kit.visitor import Visitor

PROBLEM = "application/problem+json"


@pytest.fixture
def postgres() -> Generator[Postgres, None, None]:
    """One that may be hurt, and loses nothing when it is."""
    with Postgres(fsync="on", full_page_writes="on") as server:
        yield server


@pytest.fixture
def site(tmp_path: Path, postgres: Postgres) -> Generator[Server, None, None]:
    with Server(
        tmp_path / "data", DATABASE=postgres.make(migrated=False, patient=False), SPECTATOR_DELAY_MS="0"
    ) as server:
        yield server
    assert "battery" not in server.log.read_text()


@asynccontextmanager
async def playing(site: Server) -> AsyncIterator[tuple[Visitor, str, Player]]:
    async with Visitor(site.base, "Ada") as ada:
        match = await ada.against_bot()
        player = Player(site.base, await ada.ticket(match["id"]))
        async with player.connected():
            await asyncio.wait_for(player.began.wait(), 10)
            yield ada, match["id"], player


def lose(postgres: Postgres, how: str) -> Callable[[], None]:
    """What brings it back."""
    if how == "killed":
        postgres.kill()
        return postgres.start
    postgres.freeze()
    return postgres.thaw


@pytest.mark.parametrize("how", ["killed", "frozen"])
async def test_play_goes_on_and_the_result_is_stored_when_the_database_is_back(
    site: Server, postgres: Postgres, how: str
) -> None:
    async with playing(site) as (ada, match_id, player):
        await asyncio.sleep(1.5)
        come_back = await asyncio.to_thread(lose, postgres, how)
        await refused(ada.http, "post", "/guests", {"alias": "Bob"})
        await refused(ada.http, "get", "/players", None)
        assert not await asyncio.to_thread(site.answers, "/health/ready")
        assert await asyncio.to_thread(site.answers, "/health/live")
        before = player.tick()
        await player.resign()
        await asyncio.wait_for(player.over.wait(), 5)
        assert player.tick() >= before
        assert player.result() is not None, "the journal is what a result is told from"
        await asyncio.to_thread(come_back)
        card = await finished(ada, match_id)
        assert (card["status"], card["reason"]) == ("finished", "resign")
        assert (await counted(ada))["matches"] == 1


async def refused(http: httpx.AsyncClient, verb: str, path: str, body: object) -> None:
    began = time.monotonic()
    answer = await http.request(verb, path, json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM), answer.text
    assert int(answer.headers["retry-after"]) > 0
    assert time.monotonic() - began < 3


async def finished(ada: Visitor, match_id: str) -> dict[str, object]:
    """The card, once it is not live any more."""
    for _ in range(150):
        answer = await ada.http.get(f"/matches/{match_id}")
        if answer.status_code == 200 and answer.json()["status"] == "finished":
            return dict(answer.json())
        await asyncio.sleep(0.1)
    raise AssertionError(answer.text)


async def counted(ada: Visitor) -> dict[str, int]:
    """How fresh the boards are, once they hold a match."""
    for _ in range(200):
        answer = await ada.http.get("/freshness")
        if answer.status_code == 200 and answer.json()["matches"]:
            return dict(answer.json())
        await asyncio.sleep(0.1)
    raise AssertionError(answer.text)


async def test_a_server_that_dies_while_the_database_is_away_forgets_no_result(
    site: Server, postgres: Postgres
) -> None:
    async with playing(site) as (_, match_id, player):
        await asyncio.sleep(1.5)
        await asyncio.to_thread(postgres.kill)
        await player.resign()
        await asyncio.wait_for(player.over.wait(), 5)
        assert player.result() is not None
        await asyncio.to_thread(site.kill)
    await asyncio.to_thread(postgres.start)
    await asyncio.to_thread(site.start)
    async with Visitor(site.base, "Bob") as bob:
        assert (await finished(bob, match_id))["reason"] == "resign"
