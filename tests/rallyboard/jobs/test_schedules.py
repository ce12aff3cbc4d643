import asyncio
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select

from rallyboard.db.engine import Database
from rallyboard.jobs import Hopeless, Jobs
from rallyboard.jobs.models import Job
from tests.kit.waiting import until


async def planned(database: Database, name: str) -> list[Job]:
    async with database.reading() as session:
        return list((await session.execute(select(Job).where(Job.task_key == f"scheduled:{name}"))).scalars())


async def test_a_job_that_comes_by_itself_comes_again_and_again(jobs: Jobs) -> None:
    runs: list[int] = []

    @jobs.task("tick", every_s=0.2)
    async def tick() -> None:
        runs.append(1)

    await jobs.start()
    await until(lambda: len(runs) >= 3)


async def test_a_bug_of_the_keeper_ends_neither_it_nor_a_stop(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("rallyboard.jobs.schedules.LOOK_S", 0.01)
    monkeypatch.setattr("rallyboard.jobs.schedules.Schedules._ensure", breaks)
    await jobs.start()
    await until(lambda: caplog.text.count("schedules not looked after") > 1)
    await jobs.stop()


async def test_of_two_workers_one_does_each_turn(database: Database) -> None:
    runs: list[str] = []
    workers = [Jobs(database), Jobs(database)]
    for worker in workers:

        @worker.task("tick", every_s=0.5)
        async def tick() -> None:
            runs.append("tick")

    for worker in workers:
        await worker.start()
    began = time.monotonic()
    await until(lambda: len(runs) >= 3, within=30)
    turns = (time.monotonic() - began) / 0.5
    for worker in workers:
        await worker.stop()
    assert len(runs) <= turns + 2
    assert len(await planned(database, "tick")) == 1


async def test_a_turn_at_a_time_of_day_is_planned_for_then(jobs: Jobs, database: Database) -> None:
    @jobs.task("nightly", cron="30 4 * * *")
    async def nightly() -> None: ...

    await jobs.start()
    await until(lambda: planned(database, "nightly"))
    (row,) = await planned(database, "nightly")
    at = row.scheduled_at
    assert at is not None
    assert (at.hour, at.minute) == (4, 30)
    assert at.replace(tzinfo=UTC) > datetime.now(UTC)


async def test_another_plan_takes_the_place_of_the_old(database: Database) -> None:
    for every_s in (3600, 7200):
        worker = Jobs(database)

        @worker.task("sweep", every_s=every_s)
        async def sweep() -> None: ...

        await worker.start()
        await asyncio.sleep(0.3)
        await worker.stop()
    (row,) = await planned(database, "sweep")
    assert row.metadata_json["schedule"]["interval"] == 7200


async def test_a_series_that_broke_off_begins_again(
    jobs: Jobs, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rallyboard.jobs.schedules.LOOK_S", 0.2)
    runs: list[int] = []

    @jobs.task("tick", every_s=0.2, retries=0)
    async def tick() -> None:
        runs.append(1)
        if len(runs) == 1:
            raise Hopeless("this turn failed")

    await jobs.start()
    await until(lambda: len(runs) >= 2)
    async with database.transaction() as session:
        await session.execute(delete(Job).where(Job.task_key == "scheduled:tick", Job.status != "running"))
    before = len(runs)
    await until(lambda: len(runs) > before)


async def test_a_cron_line_that_says_nothing_is_refused_at_once(jobs: Jobs) -> None:
    with pytest.raises(ValueError, match="cron"):
        jobs.task("never", cron="every day")(_nothing)


async def _nothing() -> None: ...
