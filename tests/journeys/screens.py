"""The screens people sit at, and what may be wrong with a page on one of them."""

from collections.abc import Sequence
from typing import Any

from tests.journeys.axe import contrasts, violations
from tests.journeys.reader import Reader
from tests.journeys.scenes import Scene

SCREENS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}


LYING = {"width": 844, "height": 390}
"""The phone, held sideways."""
UNNAMED = """() => ['text', 'email', 'url', 'password']
    .flatMap(type => [...document.querySelectorAll(`main form input[type=${type}]:not([autocomplete])`)])
    .map(field => field.name || field.outerHTML)"""
"""The fields of which a password manager cannot tell what belongs into them."""
OUTSIDE = """() => ['.rb-scoreboard', 'rb-court', '.rb-serve', '.rb-court-tools .btn'].filter(part => {
    const box = document.querySelector(part)?.getBoundingClientRect();
    return box && (box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth);
})"""
"""The parts of a court in play that one would have to scroll to."""


async def too_wide(reader: Reader) -> bool:
    return bool(await reader.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


async def looked_at(reader: Reader, screen: str, scenes: Sequence[Scene]) -> list[str]:
    """What is wrong with these pages on this screen, in light and in dark."""
    found: list[str] = []
    for scene in scenes:
        reader.forgiven = scene.forgiven
        await reader.open(scene.path)
        await scene.act(reader)
        await reader.see_all()
        found += [f"{scene.name} {wrong}" for wrong in await wrong_here(reader, f"{scene.name}-{screen}")]
        await reader.page.emulate_media(color_scheme="light")
    return found


async def wrong_here(reader: Reader, name: str, full: bool = True) -> list[str]:
    """What is wrong with the page as it stands; only colours differ between the two themes."""
    found = [f"light: {wrong}" for wrong in await violations(reader)]
    found += ["wider than the screen"] if await too_wide(reader) else []
    found += ["without a title"] if not (await reader.page.title()).endswith(" · Rallyboard") else []
    found += [f"{field} without autocomplete" for field in await reader.page.evaluate(UNNAMED)]
    await reader.picture(f"{name}-light", full=full)
    await reader.page.emulate_media(color_scheme="dark")
    found += [f"dark: {wrong}" for wrong in await contrasts(reader)]
    await reader.picture(f"{name}-dark", full=full)
    return found
