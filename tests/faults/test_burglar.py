"""Few of many guesses are evaluated, the owner still gets in, and a refresh token that comes back ends its family.

On two servers over PostgreSQL, and in full, by `make burglar`.
"""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from rallyboard.accounts import login
from tests.faults.burglar import Races, Siege, campaigns, standing

pytestmark = pytest.mark.timeout(3_600)
TRIES, RACES = 150, 8


def test_burglars_get_nowhere_and_the_owner_gets_in(tmp_path: Path, n: int | None) -> None:
    with standing(tmp_path) as burglar:
        siege, *races = asyncio.run(campaigns(burglar, n or TRIES, RACES if n is None else max(RACES, n // 20)))
    assert (siege.evaluated, siege.outcomes[429]) == (login.TRIES, siege.tries - login.TRIES)
    assert [report.killed for report in races] == [report.races for report in races]


def siege(evaluated: int = 10, owner_in: int = 9, **outcomes: int) -> Siege:
    told = Counter({int(status.removeprefix("told")): count for status, count in outcomes.items()})
    return Siege(150, told, evaluated, owner_in, owner_tries=9, seconds=60)


def test_a_siege_that_got_somewhere_is_found_out() -> None:
    siege(told401=10, told429=140, told503=70).check()
    for wrong in (
        siege(told401=11, told429=139, evaluated=11),
        siege(told401=10, told429=70, told503=70),
        siege(told401=10, told429=140, evaluated=0),
        siege(told401=10, told429=140, owner_in=8),
    ):
        with pytest.raises(AssertionError, match="password tries 150"):
            wrong.check()


def test_a_family_that_lives_on_is_found_out() -> None:
    for report in (Races("tabs", races=8, killed=7), Races("thief", races=8, killed=8, two_good_tokens=1)):
        with pytest.raises(AssertionError, match="refresh races"):
            report.check()
