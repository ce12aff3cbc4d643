import asyncio
import time
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from litestar_queues.worker.heartbeat import WorkerHeartbeatManager
from sqlalchemy import select

from rallyboard.db.engine import Database
from rallyboard.jobs import Hopeless, Jobs, TryAgain
from rallyboard.jobs.models import Job
from tests.kit.waiting import until


async def rows(database: Database) -> list[Job]:
    async with database.reading() as session:
        return list((await session.execute(select(Job).where(Job.task_key.is_(None)))).scalars())


def collect(jobs: Jobs, name: str = "collect", **how: Any) -> list[Any]:
    """A handler that notes what it was given."""
    seen: list[Any] = []

    @jobs.task(name, **how)
    async def note(**arguments: Any) -> None:
        seen.append(arguments)

    return seen


@pytest.fixture
def rarely(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is not woken up does not look before the test is over."""
    monkeypatch.setattr("rallyboard.jobs.crew.IDLE_S", 60.0)


@pytest.mark.usefixtures("rarely")
async def test_a_job_is_done_at_once_with_the_arguments_it_was_given(jobs: Jobs) -> None:
    seen = collect(jobs)
    await jobs.start()
    await jobs.enqueue("collect", number=7, words=["ü", None], deep={"a": True})
    await until(lambda: seen)
    assert seen == [{"number": 7, "words": ["ü", None], "deep": {"a": True}}]


async def test_what_was_asked_for_before_the_worker_was_there_is_done_when_it_comes(jobs: Jobs) -> None:
    seen = collect(jobs)
    await jobs.enqueue("collect", n=1)
    await jobs.start()
    await until(lambda: seen)


@pytest.mark.usefixtures("rarely")
async def test_a_job_of_a_transaction_is_there_exactly_when_that_is(jobs: Jobs, database: Database) -> None:
    seen = collect(jobs)
    await jobs.start()
    with suppress(ZeroDivisionError):
        async with database.transaction() as session:
            await jobs.enqueue("collect", session=session, n="undone")
            raise ZeroDivisionError
    async with database.transaction() as session:
        await jobs.enqueue("collect", session=session, n="done")
        await asyncio.sleep(0.1)
        assert seen == []
    await until(lambda: seen)
    assert seen == [{"n": "done"}]


async def test_a_delayed_job_waits(jobs: Jobs) -> None:
    seen = collect(jobs)
    await jobs.start()
    began = time.monotonic()
    await jobs.enqueue("collect", delay_s=0.5)
    await until(lambda: seen)
    assert time.monotonic() - began >= 0.5


async def test_a_failure_is_tried_again_with_growing_pauses(jobs: Jobs) -> None:
    tries: list[float] = []

    @jobs.task("flaky", pause_s=0.2)
    async def flaky() -> None:
        tries.append(time.monotonic())
        if len(tries) < 4:
            raise TryAgain("not there")

    await jobs.start()
    await jobs.enqueue("flaky")
    await until(lambda: jobs.numbers()["done"])
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert len(pauses) == 3
    assert all(pause >= least for pause, least in zip(pauses, (0.2, 0.4, 0.8), strict=True))


async def test_what_failed_too_often_is_kept_and_can_be_run_again(jobs: Jobs) -> None:
    broken = True

    @jobs.task("flaky", retries=1, pause_s=0.01)
    async def flaky(word: str) -> None:
        if broken:
            raise TryAgain(f"no {word}")

    await jobs.start()
    await jobs.enqueue("flaky", word="secret")
    await until(lambda: jobs.numbers()["failed"] == 2)
    await until(jobs.idle)
    (dead,) = await jobs.dead_letters.list()
    assert (dead.name, dead.reason, dead.tries) == ("flaky", "TryAgain", 2)
    broken = False
    await jobs.dead_letters.retry(dead.id)
    await until(lambda: jobs.numbers()["done"])
    assert await jobs.dead_letters.list() == []


async def test_a_dead_letter_that_is_run_again_has_all_its_tries(jobs: Jobs) -> None:
    @jobs.task("broken", retries=2, pause_s=0.01)
    async def broken() -> None:
        raise TryAgain("never there")

    await jobs.start()
    await jobs.enqueue("broken")
    await until(lambda: jobs.numbers()["failed"] == 3)
    await until(jobs.idle)
    (dead,) = await jobs.dead_letters.list()
    await jobs.dead_letters.retry(dead.id)
    await until(lambda: jobs.numbers()["failed"] == 6)


async def test_what_is_hopeless_dies_at_once(jobs: Jobs) -> None:
    @jobs.task("hopeless")
    async def hopeless() -> None:
        raise Hopeless("nobody lives there")

    await jobs.start()
    await jobs.enqueue("hopeless")
    await until(lambda: jobs.numbers()["failed"])
    await until(jobs.idle)
    (dead,) = await jobs.dead_letters.list()
    assert (dead.reason, dead.tries) == ("nobody lives there", 1)


async def test_the_words_of_an_unexpected_error_are_not_stored(
    jobs: Jobs, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    @jobs.task("broken", retries=0)
    async def broken() -> None:
        raise ValueError("ada@example.org")

    await jobs.start()
    await jobs.enqueue("broken")
    await until(lambda: jobs.numbers()["failed"])
    await until(jobs.idle)
    assert [row.error for row in await rows(database)] == ["ValueError"]
    assert "job failed" in caplog.text


async def test_a_job_that_hangs_is_cut_off_and_tried_again(jobs: Jobs) -> None:
    tries = 0

    @jobs.task("hangs", timeout_s=0.1, pause_s=0.01)
    async def hangs() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            await asyncio.sleep(60)

    await jobs.start()
    await jobs.enqueue("hangs")
    await until(lambda: jobs.numbers()["done"])
    assert tries == 2


async def test_a_worker_for_some_queues_leaves_the_others_alone(database: Database) -> None:
    here, there = Jobs(database), Jobs(database)
    mine, other = collect(here, "a", queue="mail"), collect(here, "b", queue="exports")
    theirs = collect(there, "b", queue="exports")
    await here.start(queues=["mail"])
    await here.enqueue("a")
    await here.enqueue("b")
    await until(lambda: mine)
    await there.start()
    await until(lambda: theirs)
    assert other == []
    await here.stop()
    await there.stop()


async def test_a_clean_stop_puts_back_what_was_being_done(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rallyboard.jobs.crew.GRACE_S", 0.1)
    first, second = Jobs(database), Jobs(database)
    began: list[str] = []

    @first.task("long")
    async def forever() -> None:
        began.append("first")
        await asyncio.sleep(60)

    @second.task("long")
    async def quick() -> None:
        began.append("second")

    await first.start()
    await first.enqueue("long")
    await until(lambda: began)
    await first.stop()
    await second.start()
    await until(lambda: len(began) == 2)
    await second.stop()


async def test_a_worker_that_died_is_put_away_like_any_other(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    async def dies(_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr("rallyboard.jobs.crew._Hand._wait_for_work", dies)
    await jobs.start()
    await until(lambda: not jobs.numbers()["running"])
    await jobs.stop()


async def test_a_worker_that_cannot_begin_tries_again(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("rallyboard.jobs.service.FIRST_PAUSE_S", 0.01)
    seen, start, tries = collect(jobs), WorkerHeartbeatManager.start, list[str]()

    async def fails_twice(manager: WorkerHeartbeatManager) -> None:
        tries.append("begun")
        if len(tries) < 3:
            raise OSError("too many open files")
        await start(manager)

    monkeypatch.setattr(WorkerHeartbeatManager, "start", fails_twice)
    jobs.begin()
    await jobs.enqueue("collect")
    await until(lambda: seen)
    assert caplog.text.count("no worker in this process yet") == 2


async def test_a_stop_does_not_wait_for_the_next_try_to_begin(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(_: Any) -> None:
        raise OSError("too many open files")

    monkeypatch.setattr(WorkerHeartbeatManager, "start", fails)
    monkeypatch.setattr("rallyboard.jobs.service.FIRST_PAUSE_S", 60.0)
    jobs.begin()
    await asyncio.sleep(0.1)
    async with asyncio.timeout(2):
        await jobs.stop()


async def test_fifty_jobs_of_two_workers_are_each_done_once(database: Database) -> None:
    workers = [Jobs(database), Jobs(database)]
    seen = [collect(worker, "count") for worker in workers]
    await asyncio.gather(*(workers[0].enqueue("count", n=n) for n in range(50)))
    for worker in workers:
        await worker.start()
    await until(lambda: sum(map(len, seen)) >= 50)
    await until(workers[0].idle)
    for worker in workers:
        await worker.stop()
    assert sorted(arguments["n"] for part in seen for arguments in part) == list(range(50))


async def test_what_was_done_long_ago_is_forgotten_and_a_dead_letter_is_not(
    jobs: Jobs, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect(jobs)

    @jobs.task("hopeless")
    async def hopeless() -> None:
        raise Hopeless("nobody")

    monkeypatch.setattr("rallyboard.jobs.service.KEPT", timedelta(days=-1))
    await jobs.start()
    await jobs.enqueue("collect")
    await jobs.enqueue("hopeless")
    await until(lambda: jobs.numbers()["failed"] and jobs.numbers()["done"])
    await until(jobs.idle)
    await jobs.enqueue("jobs.sweep")
    await until(lambda: jobs.numbers()["done"] == 2)
    assert {row.status for row in await rows(database) if row.task_name != "jobs.sweep"} == {"failed"}


def test_an_unknown_name_is_our_own_mistake(jobs: Jobs) -> None:
    with pytest.raises(KeyError):
        asyncio.run(jobs.enqueue("unheard-of"))


async def test_an_idle_worker_writes_nothing(jobs: Jobs, database: Database) -> None:
    await jobs.start()
    await until(jobs.idle)
    async with database.transaction():  # whoever else wanted to write would wait, and complain
        await asyncio.sleep(1.5)
    assert await jobs.idle()
