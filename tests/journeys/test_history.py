"""Back and Forward: every view comes back with its heading, its address, its filters and its place on the page."""

from typing import Any

from tests.journeys.conftest import Visit
from tests.journeys.reader import Reader

CONTROLS = """() => [...document.querySelectorAll('main :is(select, input, button[aria-pressed])')]
    .map(control => control.getAttribute('aria-pressed') ?? control.value)"""
NEAR_PX = 3
TRIES = 5

View = dict[str, Any]


async def view(reader: Reader) -> View:
    """What a person would call the same view: what it is about, where it is, what is set, how far down one is."""
    await reader.rest()
    return {
        "heading": await reader.heading(),
        "title": await reader.page.title(),
        "path": reader.path,
        "controls": await reader.page.evaluate(CONTROLS),
        "scroll": await reader.page.evaluate("Math.round(scrollY)"),
    }


async def leave_at(reader: Reader, scroll: int) -> View:
    """Scrolls as a person does before they move on."""
    await reader.rest()
    await reader.page.mouse.move(720, 600)
    await reader.page.mouse.wheel(0, scroll)
    await reader.page.wait_for_timeout(300)
    return await view(reader)


async def follow(reader: Reader, name: str) -> None:
    """A link of the menu, from wherever on the page one is (a click with the mouse would scroll up to it first)."""
    link = reader.page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True)
    await link.dispatch_event("click")


async def walk(reader: Reader) -> list[View]:
    """Eight views, by links and filters, each left somewhere else on the page."""
    page = reader.page
    await reader.open("/")
    views = [await leave_at(reader, 300)]
    await follow(reader, "Play")
    views.append(await leave_at(reader, 40))
    await follow(reader, "Players")
    views.append(await leave_at(reader, 420))
    # A bot's, for whoever else is on the site may not have played.
    await page.locator(".rb-player-card:has(.rb-level) a").nth(9).dispatch_event("click")
    views.append(await leave_at(reader, 500))
    await page.locator("main select[name=ruleset]").select_option(index=1)
    views.append(await leave_at(reader, 200))
    await follow(reader, "Matches")
    views.append(await leave_at(reader, 0))
    await page.locator("main select").select_option("classic-11")
    views.append(await leave_at(reader, 350))
    await page.locator(".rb-match-row a").nth(8).dispatch_event("click")
    views.append(await leave_at(reader, 900))
    return views


def same(now: View, then: View) -> bool:
    near = abs(now["scroll"] - then["scroll"]) <= NEAR_PX
    return near and {**now, "scroll": 0} == {**then, "scroll": 0}


async def came_back(reader: Reader, then: View) -> None:
    """The view is the same again, at once or (on a busy machine) soon."""
    now = await view(reader)
    for _ in range(TRIES):
        if same(now, then):
            return
        await reader.page.wait_for_timeout(300)
        now = await view(reader)
    raise AssertionError(f"{now}\n{then}")


async def test_back_and_forward_restore_every_view(visit: Visit) -> None:
    reader = await visit(reduced_motion="reduce")
    views = await walk(reader)
    assert len({seen["path"] for seen in views}) == len(views)
    for then in views[-2::-1]:
        await reader.page.go_back()
        await came_back(reader, then)
    for then in views[1:]:
        await reader.page.go_forward()
        await came_back(reader, then)


async def test_an_address_alone_brings_the_same_view_to_somebody_else(visit: Visit) -> None:
    first, second = await visit(), await visit()
    await first.open("/players?kind=ai&offset=24")
    seen = await view(first)
    await second.open(first.path)
    assert await view(second) == seen
    assert seen["controls"].count("true") == 1


async def test_a_reload_keeps_the_place_on_the_page(visit: Visit) -> None:
    reader = await visit(reduced_motion="reduce")
    await reader.open("/how-we-count")
    then = await leave_at(reader, 800)
    await reader.page.reload()
    await came_back(reader, then)
