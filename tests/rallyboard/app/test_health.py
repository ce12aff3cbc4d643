from pathlib import Path
from typing import NamedTuple

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.app import health
from rallyboard.app.house import House
from rallyboard.settings import Settings

GIB = 1024**3


class Usage(NamedTuple):
    total: int
    used: int
    free: int


async def test_a_site_that_runs_is_alive_and_ready(client: AsyncTestClient[Litestar]) -> None:
    assert (await client.get("/health/live")).json() == {"status": "ok", "checks": {}}
    answer = await client.get("/health/ready")
    assert answer.status_code == 200
    assert set(answer.json()["checks"]) == {"database", "journal", "warehouse", "statistics", "disk"}


async def test_a_lost_folder_makes_it_not_ready_and_shows_no_path(
    client: AsyncTestClient[Litestar], settings: Settings
) -> None:
    settings.journal_folder.rename(settings.data / "moved")
    answer = await client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "failing")
    assert answer.json()["checks"]["journal"] == "failing"
    assert str(settings.data) not in answer.text
    assert (await client.get("/health/live")).status_code == 200


async def test_a_journal_that_could_not_save_is_failing_though_its_folder_can_be_written(house: House) -> None:
    saves = [True, False]
    doctor = health.Doctor(house.settings, house.database, house.worker, saves.pop)
    assert (await doctor.look()).checks["journal"] == "failing"
    healthy = health.Doctor(house.settings, house.database, house.worker, saves.pop)
    assert (await healthy.look()).checks["journal"] == "ok"


async def test_many_askers_cause_one_look_a_second(house: House) -> None:
    doctor = health.Doctor(house.settings, house.database, house.worker, lambda: True)
    first = await doctor.look()
    house.settings.warehouse_folder.rename(house.settings.data / "moved")
    assert await doctor.look() is first


@pytest.mark.parametrize(
    ("usage", "state"),
    [(Usage(100 * GIB, 50 * GIB, 50 * GIB), "ok"), (Usage(100 * GIB, 95 * GIB, 5 * GIB), "ok"),
     (Usage(10 * GIB, 9 * GIB + 1, GIB - 1), "degraded"), (Usage(10 * GIB, 10 * GIB, 1024), "failing")],
)  # fmt: skip
def test_a_disk_that_fills_is_noticed_before_it_is_full(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, usage: Usage, state: str
) -> None:
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: usage)
    assert health.disk_state(tmp_path) == state
