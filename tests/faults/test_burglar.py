"""Few of many guesses are evaluated, the owner still gets in, and a refresh token that comes back ends its family.

On two servers over PostgreSQL, and in full, by `make burglar`.
"""

import asyncio
from pathlib import Path

import pytest

from tests.faults.burglar import campaigns, standing

pytestmark = pytest.mark.timeout(3_600)
TRIES, RACES = 150, 8


def test_burglars_get_nowhere_and_the_owner_gets_in(tmp_path: Path, n: int | None) -> None:
    with standing(tmp_path) as burglar:
        siege, *races = asyncio.run(campaigns(burglar, n or TRIES, RACES if n is None else max(RACES, n // 20)))
    assert siege.evaluated <= 100
    assert siege.owner_in == siege.owner_tries > 0
    for report in races:
        assert (report.two_good_tokens, report.killed) == (0, report.races), report.line()
