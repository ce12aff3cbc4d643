"""Every page on a desk and on a phone, in light and in dark: nothing for axe to find, nothing wider than the screen.

With `--pictures FOLDER` each is kept as a picture, to be looked at by people.
"""

from collections.abc import AsyncGenerator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.membership import House
from tests.journeys.neighbourhood import LONG_NAME, Neighbourhood, lived_in
from tests.journeys.scenes import AT_THE_DOOR, PROMOTED, admins, everybody, newcomers, residents
from tests.journeys.screens import LYING, OUTSIDE, SCREENS, looked_at, wrong_here
from tests.journeys.seating import against_the_house, resign, seated

pytestmark = pytest.mark.timeout(300)
QUIET = {"reduced_motion": "reduce"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def street(house: House) -> AsyncGenerator[Neighbourhood, None]:
    async with lived_in(house) as neighbourhood:
        yield neighbourhood


@pytest.mark.parametrize("screen", SCREENS)
async def test_pages_for_everybody(screen: str, visit: Visit, where: dict[str, str]) -> None:
    reader = await visit(**SCREENS[screen], **QUIET)
    assert await looked_at(reader, screen, everybody(where)) == []


@pytest.mark.parametrize("screen", SCREENS)
async def test_pages_at_the_door(screen: str, visit: Visit) -> None:
    reader = await visit(**SCREENS[screen], **QUIET)
    assert await looked_at(reader, screen, AT_THE_DOOR) == []


@pytest.mark.parametrize("screen", SCREENS)
async def test_pages_of_an_account(screen: str, visit: Visit, street: Neighbourhood) -> None:
    bare = await visit(**SCREENS[screen], **QUIET, **street.bare.looks())
    full = await visit(**SCREENS[screen], **QUIET, **street.full.looks())
    found = await looked_at(bare, screen, newcomers(street.bare.slug))
    assert [*found, *await looked_at(full, screen, residents(street.full.slug, street.friend.slug))] == []


@pytest.mark.parametrize("screen", SCREENS)
async def test_pages_of_administrators(screen: str, visit: Visit, street: Neighbourhood) -> None:
    reader = await visit(**SCREENS[screen], **QUIET, **street.admin.looks())
    promoted = await visit(**SCREENS[screen], **QUIET, **street.promoted.looks())
    found = await looked_at(reader, screen, admins(street.friend.account["id"]))
    assert [*found, *await looked_at(promoted, screen, PROMOTED)] == []


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_court_in_play(screen: str, visit: Visit) -> None:
    reader = await visit(LONG_NAME, **SCREENS[screen])
    await against_the_house(reader)
    await seated(reader)
    await expect(reader.page.locator(".rb-veil")).to_have_count(0)
    assert await wrong_here(reader, f"live-{screen}", full=False) == []
    if screen == "phone":
        await reader.page.set_viewport_size(LYING)
        await reader.picture("live-lying")
    assert await reader.page.evaluate(OUTSIDE) == []
    await resign(reader)
