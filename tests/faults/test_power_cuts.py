"""Nothing acknowledged is lost when the power goes; and the harness that says so can see a loss."""

from pathlib import Path

import pytest

from tests.faults.killer import campaign

pytestmark = pytest.mark.timeout(1200)
SEED = 20261121


def test_power_cuts_lose_nothing_that_was_told(tmp_path: Path, n: int | None) -> None:
    report = campaign(tmp_path, kills=n or 8, matches=20, seed=SEED + 1, power_loss=True)
    assert report.acknowledged > 15
    assert (report.lost, report.duplicated, report.unexpected) == ([], [], [])


def test_the_harness_sees_losses_when_points_are_told_before_they_are_synced(tmp_path: Path) -> None:
    report = campaign(tmp_path, kills=12, matches=20, seed=SEED + 2, power_loss=True, unsafe=True)
    assert report.lost, "a positive control that finds nothing means the harness is blind"
