import asyncio
from collections.abc import Iterator

import pytest

from rallyboard.db.engine import Database
from rallyboard.db.migrate import migrate
from rallyboard.jobs import Jobs
from tests.kit.postgres import Postgres
from tests.kit.waiting import until


@pytest.fixture
def server() -> Iterator[Postgres]:
    """One of its own, for it is killed."""
    with Postgres() as started:
        yield started


async def test_a_database_that_goes_and_comes_back_loses_no_job_and_no_worker(
    server: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    url = server.make(migrated=False)
    migrate(url)
    database = Database(url)
    jobs = Jobs(database, lease_s=1)
    done: list[int] = []

    @jobs.task("note")
    async def note(n: int) -> None:
        done.append(n)

    await jobs.start()
    await jobs.enqueue("note", n=1)
    await jobs.enqueue("note", delay_s=2, n=2)
    await until(lambda: done == [1])
    server.kill()
    await asyncio.sleep(3)
    server.start()
    await until(lambda: 2 in done, within=30)
    await jobs.stop()
    await database.close()
    assert caplog.text.count("jobs wait for the database") == 1
    assert "Traceback" not in caplog.text
