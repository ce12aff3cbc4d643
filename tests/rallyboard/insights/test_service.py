"""Boards beside a warehouse that is late: a real one of its own, filled when the test says so."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboards.shape import Board
from etl.freshness import freshness
from etl.pipeline import Pipeline
from etl.sources import ListSource
from etl.warehouse import Warehouse
from rallyboard.arena.wanted import Wanted
from rallyboard.insights import service
from rallyboard.insights.errors import NothingPlayed
from rallyboard.insights.schemas import Pending
from rallyboard.insights.service import Boards, Wish


@pytest.fixture
def late(tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(tmp_path / "late.duckdb")
    yield warehouse
    warehouse.close()


def boards_over(house, warehouse, source) -> Boards:
    def fresh():
        with warehouse.cursor() as cursor:
            return freshness(cursor, source)

    return Boards(warehouse.cursor, fresh, house.players, house.arena)


async def finished(house):
    found, _ = await house.arena.cards(None, Wanted(status="finished"), limit=1, offset=0)
    return found[0]


def everything(house) -> ListSource:
    return ListSource(house.source.read(0, 1000))


async def test_a_match_that_is_not_loaded_in_time_is_a_promise(house, late, monkeypatch):
    monkeypatch.setattr(service, "PATIENCE_S", 0.25)
    boards = boards_over(house, late, everything(house))
    answer = await boards.of_match((await finished(house)).id)
    assert isinstance(answer, Pending)
    assert (answer.code, answer.behind) == ("insights/not_loaded_yet", 16)


async def test_a_match_loaded_while_somebody_waits_is_shown_at_once(house, late):
    source = everything(house)
    asked = asyncio.create_task(boards_over(house, late, source).of_match((await finished(house)).id))
    await asyncio.sleep(0.2)
    assert not asked.done()
    await asyncio.to_thread(lambda: list(Pipeline(late, source).run()))
    assert isinstance(await asked, Board)


async def test_a_match_that_will_never_be_loaded_is_said_to_be_so(house, late):
    with pytest.raises(NothingPlayed):
        await boards_over(house, late, ListSource([])).of_match((await finished(house)).id)


async def test_a_new_match_makes_a_new_board_and_a_kept_one_is_given_again(house, late):
    records = house.source.read(0, 1000)
    source = ListSource(records[:8])
    list(Pipeline(late, source).run())
    boards = boards_over(house, late, source)
    player = (await finished(house)).seats[0].player
    before = await boards.of_player(player.slug, Wish())
    assert (await boards.of_player(player.slug, Wish())).figures is before.figures
    for record in records[8:]:
        source.append(record)
    behind = await boards.of_player(player.slug, Wish())
    assert (behind.figures is before.figures, behind.freshness["state"]) == (True, "behind")
    list(Pipeline(late, source).run())
    after = await boards.of_player(player.slug, Wish())
    assert after.freshness["state"] == "fresh"
    assert after.figures is not before.figures


async def test_a_new_name_is_shown_at_once(house):
    match = await finished(house)
    slug = match.seats[0].player.slug
    before = await house.boards.of_player(slug, Wish())
    await house.players.rename(match.seats[0].player.key, "Somebody Else")
    after = await house.boards.of_player(slug, Wish())
    assert before.title != "Somebody Else"
    assert after.title == "Somebody Else"


async def test_making_boards_never_holds_up_the_event_loop(house):
    """While a dozen boards are made, the loop still turns every few milliseconds."""
    bots = await house.players.bots()
    gaps, turning = [], True

    async def turn():
        loop = asyncio.get_running_loop()
        while turning:
            began = loop.time()
            await asyncio.sleep(0.005)
            gaps.append(loop.time() - began)

    turner = asyncio.create_task(turn())
    await asyncio.gather(*(house.boards.of_player(bot.slug, Wish()) for bot in bots[:12]))
    turning = False
    await turner
    gaps.sort()
    assert len(gaps) > 10
    assert gaps[len(gaps) // 2] < 0.1
