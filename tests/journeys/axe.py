"""axe-core: what a program can find of what keeps people out of a page."""

from pathlib import Path
from typing import Any

from tests.journeys.reader import Reader

AXE = Path("web/node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def violations(reader: Reader) -> list[str]:
    """What axe-core finds on the page as it is now: rule, place, and what is wrong there."""
    await reader.page.evaluate(AXE)
    found: list[dict[str, Any]] = await reader.page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(run => run.violations)", RULES
    )
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
