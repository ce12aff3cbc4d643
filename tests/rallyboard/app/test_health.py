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
    assert set(answer.json()["checks"]) == {"database", "journal", "warehouse", "statistics", "jobs", "disk"}


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
    doctor = health.Doctor(house.settings, house.database, house.worker, house.jobs, saves.pop)
    assert (await doctor.look()).checks["journal"] == "failing"
    healthy = health.Doctor(house.settings, house.database, house.worker, house.jobs, saves.pop)
    assert (await healthy.look()).checks["journal"] == "ok"


async def test_a_worker_that_cannot_begin_is_told_of_when_it_has_had_its_time(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cannot(*_: object) -> None:
        raise OSError("no thread to be had")

    async def seen() -> tuple[str, str]:
        found = await health.Doctor(house.settings, house.database, house.worker, house.jobs, lambda: True).look()
        return found.status, found.checks["jobs"]

    await house.jobs.stop()
    assert await seen() == ("ok", "ok"), "none is to run here"
    monkeypatch.setattr(house.jobs, "start", cannot)
    house.jobs.begin()
    assert await seen() == ("ok", "ok"), "it may begin yet"
    monkeypatch.setattr("rallyboard.jobs.service.PATIENCE_S", 0.0)
    assert await seen() == ("degraded", "degraded")


async def test_many_askers_cause_one_look_a_second(house: House) -> None:
    doctor = health.Doctor(house.settings, house.database, house.worker, house.jobs, lambda: True)
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
