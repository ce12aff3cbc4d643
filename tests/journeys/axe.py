"""axe-core: what a program can find of what keeps people out of a page."""

from pathlib import Path
from typing import Any

from tests.journeys.reader import Reader

AXE = Path("web/node_modules/axe-core/axe.min.js").read_text()
SETTLED = """async () => {
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(moving.map((one) => one.finished));
}"""
"""Colours on their way from one theme to the other are neither's."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def violations(reader: Reader) -> list[str]:
    """What axe-core finds on the page as it is now: rule, place, and what is wrong there."""
    return await _found(reader, {"runOnly": RULES})


async def contrasts(reader: Reader) -> list[str]:
    """What it finds of words that are hard to read; all that can differ between light and dark."""
    return await _found(reader, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})


async def _found(reader: Reader, options: dict[str, Any]) -> list[str]:
    if not await reader.page.evaluate("'axe' in window"):
        await reader.page.evaluate(AXE)
    await reader.page.evaluate(SETTLED)
    found: list[dict[str, Any]] = await reader.page.evaluate(
        "options => axe.run(document, {...options, resultTypes: ['violations']}).then(run => run.violations)", options
    )
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
