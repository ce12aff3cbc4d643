"""Both boards as drawn: every figure that was sent is on the page, drawn as the kind of chart that was asked for."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.reader import Reader

AT_LEAST = {"session-board": 8, "player-board": 10}
BOARDS = tuple(AT_LEAST)
DRAWN = """() => Object.fromEntries([...document.querySelectorAll('rb-figure')].map(figure => [
    figure.querySelector('figure').id,
    (figure.querySelector('.js-plotly-plot')?._fullData ?? []).map(trace => trace.type),
]))"""


async def board(reader: Reader, path: str) -> dict[str, Any]:
    """The board as the server tells it, for the page at `path`."""
    told: dict[str, Any] = await reader.api("GET", f"{path}/board")
    return {figure["id"]: figure for figure in told["figures"]}


def kinds(figure: dict[str, Any]) -> list[str]:
    return [trace.get("type", "scatter") for trace in figure["plot"]["data"]]


@pytest.mark.parametrize("name", BOARDS)
async def test_every_figure_is_drawn_as_the_kind_of_chart_it_asked_for(
    name: str, visit: Visit, where: dict[str, str]
) -> None:
    """Plotly's partial bundles silently draw an unknown kind as a scatter."""
    reader = await visit()
    await reader.open(where[name])
    await reader.see_all()
    told, drawn = await board(reader, where[name]), await reader.page.evaluate(DRAWN)
    assert drawn.keys() == told.keys()
    for key, figure in told.items():
        asked = kinds(figure) if figure["status"] == "ok" else []
        # The page may lay letters over a heat map, as a trace of its own behind the others.
        assert drawn[key][: len(asked)] == asked, key
    assert len(told) >= AT_LEAST[name]


@pytest.mark.parametrize("name", BOARDS)
async def test_every_figure_turns_into_a_table_of_the_rows_that_were_sent(
    name: str, visit: Visit, where: dict[str, str]
) -> None:
    reader = await visit()
    await reader.open(where[name])
    await reader.see_all()
    told = await board(reader, where[name])
    for key, figure in told.items():
        if figure["status"] == "ok":
            place = reader.page.locator(f"figure#{key}")
            await place.get_by_role("button", name="Show as table").click()
            await expect(place.locator("tbody tr")).to_have_count(len(figure["table"]["rows"]))


async def test_a_newcomers_board_says_what_fills_it_and_leads_there(visit: Visit) -> None:
    reader = await visit("New Nora")
    me = await reader.api("GET", "/me")
    await reader.open(f"/players/{me['player']['slug']}")
    await reader.rest()
    await reader.picture("player-board-empty")
    await expect(reader.page.locator("rb-figure")).to_have_count(0)
    await expect(reader.page.locator("main")).to_contain_text("has not finished a match yet")
    await reader.page.locator("main").get_by_role("link", name="Play").click()
    await expect(reader.page).to_have_url(f"{reader.base}/play")
