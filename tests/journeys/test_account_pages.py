"""The pages of accounts in light and dark, on a desk and on a phone: nothing for axe, nothing wider than the screen."""

from collections.abc import Generator

import pytest
from playwright.async_api import Page, expect

from tests.journeys.axe import violations
from tests.journeys.conftest import Visit
from tests.journeys.membership import House, register, running_house
from tests.journeys.reader import Reader
from tests.journeys.test_pages import SCREENS, too_wide

NAMES = {"desk": "Maximiliana Longfellow-X", "phone": "Maximiliana Longfellow-Y"}
"""As long as names may be."""
AT_THE_DOOR = (
    "/sign-up", "/sign-in", "/sign-in?problem=provider_down", "/forgot", "/reset#token", "/verify#token",
    "/verify", "/welcome#token", "/confirm-email#token", "/first-admin#token", "/settings/account",
)  # fmt: skip
INSIDE = (
    *(f"/settings/{tab}" for tab in ("account", "security", "privacy", "game", "sessions", "keys", "data")),
    "/friends", "/players?kind=human", "/admin/accounts",
)  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Generator[House, None, None]:
    with running_house(tmp_path_factory.mktemp("pages")) as opened:
        yield opened


async def looked_at(reader: Reader, screen: str, places: tuple[str, ...]) -> list[str]:
    """What is wrong with these pages on this screen, in both themes."""
    found: list[str] = []
    for place in places:
        await reader.open(place)
        await reader.rest()
        for scheme in ("light", "dark"):
            await reader.page.emulate_media(color_scheme=scheme)
            await reader.picture(f"{named(place)}-{screen}-{scheme}", full=True)
            found += [f"{place} {scheme}: {wrong}" for wrong in await violations(reader)]
            found += [f"{place} {scheme}: wider than the screen"] if await too_wide(reader) else []
    return found


def named(place: str) -> str:
    return "account-" + "".join(letter if letter.isalnum() else "-" for letter in place).strip("-")


async def own_page(page: Page) -> str:
    await page.locator("summary.rb-account").click()
    return await page.get_by_role("link", name="My board").get_attribute("href") or ""


@pytest.mark.parametrize("screen", SCREENS)
async def test_pages_at_the_door_are_for_everybody(screen: str, visit: Visit, house: House) -> None:
    reader = await visit(server=house.server, **SCREENS[screen], reduced_motion="reduce")
    assert await looked_at(reader, screen, AT_THE_DOOR) == []


@pytest.mark.parametrize("screen", SCREENS)
async def test_pages_inside_are_for_everybody(screen: str, visit: Visit, house: House) -> None:
    reader = await visit(server=house.server, **SCREENS[screen], reduced_motion="reduce")
    await register(reader, house, NAMES[screen], f"{screen}@example.org")
    own = await own_page(reader.page)
    assert await looked_at(reader, screen, (*INSIDE, own)) == []
    await reader.open("/settings/security")
    await reader.page.get_by_role("button", name="Set it up").click()
    await expect(reader.page.locator(".rb-qr")).to_be_visible()
    assert await violations(reader) == []
    assert not await too_wide(reader)
