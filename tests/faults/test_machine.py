"""Accounts under random deeds (a hundred in CI, ten thousand by `make machine`): the site does what the model says."""

import itertools
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import letters, throttles
from rallyboard.accounts.factors import totp
from rallyboard.accounts.models import Session as Row
from rallyboard.accounts.sessions import Ended, Sessions
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


async def _nothing(*_: object) -> None: ...


async def _zero(*_: object) -> int:
    return 0


async def _theft_is_only_told(_: Sessions, __: AsyncSession, row: Row, ___: datetime) -> Ended:
    return Ended(row.account_id, row.id)


_take = totp._take


async def _opens_again(session: AsyncSession, account_id: str, step: int, *, first: bool) -> bool:
    await _take(session, account_id, step, first=first)
    return True


PLANTED: dict[str, tuple[object, str, object]] = {
    "a new password leaves other sessions alone": (Sessions, "end_all_within", _zero),
    "a new password leaves older letters open": (letters, "void_all", _nothing),
    "a token that comes back does not end its session": (Sessions, "_theft", _theft_is_only_told),
    "signing in again leaves the earlier session": (Sessions, "end_by_hash", _nothing),
    "wrong passwords are not counted": (throttles, "count", _nothing),
    "a code of the app opens twice": (totp, "_take", _opens_again),
}
"""Mistakes that could be made: the machine has to notice each."""
SOON = ("signing in again leaves the earlier session", "wrong passwords are not counted")
"""Those that it notices within a hundred steps, for CI."""


def test_the_machine_notices_planted_mistakes(
    tmp_path: Path, postbox: Postbox, n: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for mistake in PLANTED if n else SOON:
        house = Settings(data=tmp_path / mistake, origins=(ORIGIN,), env="test", etl=False, smtp=postbox.url)
        with monkeypatch.context() as planted, running(house, postbox) as site:
            planted.setattr(*PLANTED[mistake])
            with pytest.raises(AssertionError):
                live(site, 200 if n else 60, chance=n is not None)
            print(f"\nmachine: noticed after {site.steps} steps that {mistake}")


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
