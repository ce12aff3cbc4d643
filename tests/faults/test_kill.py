"""Nothing acknowledged is lost: the server dies at random instants, and the witnesses compare."""

from pathlib import Path

import pytest

from tests.faults.killer import campaign

pytestmark = pytest.mark.timeout(1200)
SEED = 20261121


def test_kills_with_twenty_live_matches_lose_nothing_that_was_told(tmp_path: Path, n: int | None) -> None:
    report = campaign(tmp_path, kills=n or 30, matches=20, seed=SEED)
    assert report.acknowledged > 25
    assert (report.lost, report.duplicated, report.unexpected) == ([], [], [])
    assert report.finished == report.matches
