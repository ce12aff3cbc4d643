"""Every page in light and dark, on a desk and on a phone: nothing for axe to find, nothing wider than the screen."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.journeys.axe import violations
from tests.journeys.conftest import Visit
from tests.journeys.places import NAMES
from tests.journeys.reader import Reader
from tests.journeys.seating import against_the_house, resign, seated

SCREENS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
LONG_NAME = "Maximiliana Longfellow-X"
"""As long as names may be."""


async def too_wide(reader: Reader) -> bool:
    return bool(await reader.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("name", NAMES)
async def test_a_page_has_no_axe_violation_in_light_and_in_dark(name: str, visit: Visit, where: dict[str, str]) -> None:
    reader = await visit(**SCREENS["desk"], reduced_motion="reduce")
    await reader.open(where[name])
    await reader.see_all()
    for scheme in ("light", "dark"):
        await reader.page.emulate_media(color_scheme=scheme)
        await reader.picture(f"{name}-desk-{scheme}", full=True)
        assert await violations(reader) == [], scheme


@pytest.mark.parametrize("name", NAMES)
async def test_a_page_fits_a_phone_in_light_and_in_dark(name: str, visit: Visit, where: dict[str, str]) -> None:
    reader = await visit(LONG_NAME, **SCREENS["phone"], reduced_motion="reduce")
    await reader.open(where[name])
    await reader.see_all()
    for scheme in ("light", "dark"):
        await reader.page.emulate_media(color_scheme=scheme)
        await reader.picture(f"{name}-phone-{scheme}", full=True)
        assert not await too_wide(reader), scheme


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_court_in_play_has_no_axe_violation_and_fits_its_screen(screen: str, visit: Visit) -> None:
    reader = await visit(LONG_NAME, **SCREENS[screen])
    await against_the_house(reader)
    await seated(reader)
    await expect(reader.page.locator(".rb-veil")).to_have_count(0)
    for scheme in ("light", "dark"):
        await reader.page.emulate_media(color_scheme=scheme)
        await reader.picture(f"live-{screen}-{scheme}")
        assert not await too_wide(reader), scheme
        assert await violations(reader) == [], scheme
    await resign(reader)
