"""Every page in light and dark, on a desk and on a phone: nothing for axe to find, nothing wider than the screen."""

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.places import NAMES
from tests.journeys.reader import Reader

AXE = Path("web/node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


async def violations(reader: Reader) -> list[str]:
    """What axe-core finds on the page as it is now: rule, place, and what is wrong there."""
    await reader.page.evaluate(AXE)
    found: list[dict[str, Any]] = await reader.page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(run => run.violations)", RULES
    )
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


async def too_wide(reader: Reader) -> bool:
    return bool(await reader.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("name", NAMES)
async def test_a_page_has_no_axe_violation_in_light_and_in_dark(name: str, visit: Visit, where: dict[str, str]) -> None:
    reader = await visit(viewport=DESK, reduced_motion="reduce")
    await reader.open(where[name])
    await reader.see_all()
    for scheme in ("light", "dark"):
        await reader.page.emulate_media(color_scheme=scheme)
        await reader.picture(f"{name}-desk-{scheme}", full=True)
        assert await violations(reader) == [], scheme


@pytest.mark.parametrize("name", NAMES)
async def test_a_page_fits_a_phone_in_light_and_in_dark(name: str, visit: Visit, where: dict[str, str]) -> None:
    reader = await visit(viewport=PHONE, reduced_motion="reduce", has_touch=True, is_mobile=True)
    await reader.open(where[name])
    await reader.see_all()
    for scheme in ("light", "dark"):
        await reader.page.emulate_media(color_scheme=scheme)
        await reader.picture(f"{name}-phone-{scheme}", full=True)
        assert not await too_wide(reader), scheme
