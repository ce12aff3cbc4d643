"""Accounts under random deeds (a hundred in CI, ten thousand by `make machine`): the site does what the model says."""

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from rallyboard.settings import Settings
from tests.faults.machine.machine import Machine
from tests.faults.machine.site import ORIGIN, Site, running
from tests.kit.postbox import Postbox
from tests.kit.postgres import both

pytestmark = pytest.mark.timeout(14_400)
site_database = both
A_RUN, RUNS, IN_CI = 50, 20, {"sqlite": 2, "postgres": 1}
"""Steps of one life of the machine; lives before a long form says how far it is; lives in CI."""


def live(site: Site, runs: int, *, chance: bool) -> None:
    how = settings(
        max_examples=runs, stateful_step_count=A_RUN, deadline=None, database=None, derandomize=not chance,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate,),  # lives are short, and shrinking takes hours
    )  # fmt: skip
    run_state_machine_as_test(lambda: Machine(site), settings=how)


def test_no_dead_token_opens_and_no_live_one_fails(
    tmp_path: Path, site_database: str, postbox: Postbox, n: int | None, capsys: pytest.CaptureFixture[str]
) -> None:
    house = Settings(
        data=tmp_path / "data", database=site_database, origins=(ORIGIN,), env="test", etl=False, smtp=postbox.url
    )
    kind = "postgres" if site_database else "sqlite"
    with running(house, postbox) as site:
        for _ in itertools.takewhile(lambda _: site.steps < (n or 1), itertools.count()):
            live(site, RUNS if n else IN_CI[kind], chance=n is not None)
            with capsys.disabled():
                print(f"\nmachine: {site.steps} steps in {site.examples} lives on {kind}, every one as it ought to be")
    assert site.steps >= (n or 1)
