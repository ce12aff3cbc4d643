"""The main job, end to end: from a name to a match, from the match to its board."""

import time

from playwright.async_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.driving import ARROWS, play, play_until_a_goal
from tests.journeys.seating import against_the_house, resign, seated, take_name

LOADED_WITHIN_S = 2


async def test_a_visitor_plays_the_house_bot_and_lands_on_the_session_board(visit: Visit) -> None:
    reader = await visit()
    await against_the_house(reader)
    await take_name(reader, "Keyed Kit")
    await seated(reader)
    court = reader.path
    await play(reader.page, reader.wire, ARROWS)
    ended = time.monotonic()
    board = await reader.api("GET", f"/matches/{reader.wire.match_id}/board")
    assert board["kind"] == "session"
    assert time.monotonic() - ended < LOADED_WITHIN_S
    await expect(reader.page.locator("rb-figure").nth(7)).to_be_attached()
    assert reader.path == court
    assert max(reader.wire.scores) >= 5
    await reader.see_all()
    await reader.picture("own-session-board", full=True)


async def test_a_finished_match_is_counted_on_the_board_of_its_player(visit: Visit) -> None:
    reader = await visit("Counted Cay")
    await against_the_house(reader)
    await seated(reader)
    await play_until_a_goal(reader.page, reader.wire, ARROWS)
    await resign(reader)
    await expect(reader.page.locator("rb-figure").first).to_be_attached()
    me = await reader.api("GET", "/me")
    await reader.open(f"/players/{me['player']['slug']}")
    await reader.see_all()
    assert await reader.page.locator("rb-figure").count() >= 10
    await expect(reader.page.locator("main .rb-match-row")).to_have_count(1)
    await reader.picture("player-board-thin", full=True)
