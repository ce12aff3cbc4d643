"""Courts that are cleared after the test."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from rallyboard.arena.fixture import Fixture
from tests.rallyboard.arena.stage import Court


@pytest.fixture
async def court(tmp_path: Path) -> AsyncIterator[Callable[..., Court]]:
    opened: list[Court] = []

    def make(
        plan: Fixture | None = None, *, folder: str = "journal", delay_ms: int = 3000, unsafe: bool = False
    ) -> Court:
        opened.append(Court(tmp_path / folder, plan, delay_ms=delay_ms, unsafe=unsafe))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
