"""Without a mouse: every control is reached, seen when it is, and does what it says."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.membership import House
from tests.journeys.reader import Reader
from tests.journeys.resident import Resident

ACTIVE = """() => {
    const held = document.activeElement, box = held.getBoundingClientRect(), style = getComputedStyle(held);
    return {
        id: held.outerHTML.slice(0, 120), body: held === document.body,
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none',
        inView: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    };
}"""
MOST_STOPS = 120


async def stops(reader: Reader) -> list[dict[str, Any]]:
    """Tab from the top until the focus leaves the page again."""
    held: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        await reader.page.keyboard.press("Tab")
        now = await reader.page.evaluate(ACTIVE)
        if now["body"]:
            break
        held.append(now)
    return held


@pytest.mark.parametrize("path", ["/", "/play", "/players", "/matches", "/sign-up"])
async def test_tab_reaches_every_control_and_shows_where_it_is(path: str, visit: Visit) -> None:
    reader = await visit(reduced_motion="reduce")
    await reader.open(path)
    await reader.rest()
    held = await stops(reader)
    assert [stop["id"] for stop in held if not (stop["ring"] and stop["inView"])] == []
    assert len(held) >= await reader.page.locator("main a:visible, main button:visible").count()


async def test_tab_reaches_every_control_of_an_account(visit: Visit, house: House) -> None:
    async with Resident(house, "Tabitha") as tabitha:
        reader = await visit(**tabitha.looks(), reduced_motion="reduce")
    for path in ("/settings/account", "/settings/security", "/settings/keys"):
        await reader.open(path)
        await reader.rest()
        held = await stops(reader)
        assert [stop["id"] for stop in held if not (stop["ring"] and stop["inView"])] == []
        assert len(held) >= await reader.page.locator("main :is(a, button, select, textarea):visible").count()


async def test_the_first_tab_offers_to_skip_to_the_content(visit: Visit) -> None:
    reader = await visit()
    await reader.open("/players")
    await reader.rest()
    await reader.page.keyboard.press("Tab")
    await expect(reader.page.get_by_role("link", name="Skip to content")).to_be_focused()
    await reader.page.keyboard.press("Enter")
    await expect(reader.page.locator("main")).to_be_focused()
    assert reader.path == "/players"


async def test_a_question_mark_shows_the_keys_and_escape_hides_them(visit: Visit) -> None:
    reader = await visit()
    await reader.open("/")
    await reader.page.keyboard.press("?")
    keys = reader.page.get_by_role("dialog", name="Keys")
    await expect(keys).to_be_visible()
    await reader.picture("keys")
    await reader.page.keyboard.press("Escape")
    await expect(keys).to_have_count(0)


async def test_a_slash_goes_to_the_search_and_finds_a_player(visit: Visit) -> None:
    reader = await visit()
    await reader.open("/players")
    await reader.rest()
    await reader.page.keyboard.press("/")
    await reader.page.keyboard.type("Indi")
    await expect(reader.page.locator(".rb-player-card")).to_have_count(1)
    assert reader.path == "/players?search=Indi"


async def test_the_arrow_keys_walk_through_a_figure_and_say_each_point(visit: Visit, where: dict[str, str]) -> None:
    reader = await visit()
    await reader.open(where["session-board"])
    await reader.rest()
    await reader.page.locator("figure#score .main-svg").first.wait_for()
    await reader.page.locator("figure#score .rb-chart-paper").focus()
    said = reader.page.locator("figure#score [role=status]")
    await reader.page.keyboard.press("ArrowRight")
    first = await said.inner_text()
    await reader.page.keyboard.press("ArrowRight")
    await expect(said).not_to_have_text(first)
    assert first
