"""Real processes over one database: one of them is killed, and nothing is lost."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rallyboard.db.engine import Database
from rallyboard.jobs import Jobs
from tests.kit.postgres import once
from tests.kit.waiting import until

ROOT = Path(__file__).parents[3]
Hire = Callable[[str], subprocess.Popen[bytes]]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes"
    file.touch()
    return file


@pytest.fixture
def hire(place: Path | str, notes: Path) -> Iterator[Hire]:
    """Starts a worker process that hangs in every job ("hang") or does it ("do")."""
    hired: list[subprocess.Popen[bytes]] = []

    def start(how: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}"}
        script = str(Path(__file__).with_name("laborer.py"))
        hired.append(subprocess.Popen([sys.executable, script, str(place), str(notes), how], env=environment))
        return hired[-1]

    yield start
    for process in hired:
        process.kill()
        process.wait(10)


def lines(notes: Path, what: str) -> list[int]:
    """The numbers of the jobs that were begun, or done."""
    split = [line.split() for line in notes.read_text().splitlines()]
    return [int(number) for word, number, _ in split if word == what]


async def test_what_a_killed_worker_was_doing_is_done_by_another(database: Database, notes: Path, hire: Hire) -> None:
    jobs = Jobs(database)
    jobs.task("note", pause_s=0.05)(_nothing)
    for n in range(6):
        await jobs.enqueue("note", n=n)
    victim = hire("hang")
    await until(lambda: len(lines(notes, "began")) == 4, within=40)
    victim.kill()
    assert victim.wait(10) == -9
    hire("do")
    await until(lambda: len(lines(notes, "done")) == 6, within=40)
    assert sorted(lines(notes, "done")) == list(range(6))


@once
async def test_a_worker_that_is_alive_keeps_its_job_however_long_that_takes(
    database: Database, notes: Path, hire: Hire
) -> None:
    jobs = Jobs(database)
    jobs.task("note")(_nothing)
    await jobs.enqueue("note", n=1)
    hire("hang")
    await until(lambda: lines(notes, "began"), within=40)
    hire("do")
    await until(lambda: len(lines(notes, "ready")) == 2, within=40)
    await asyncio.sleep(3)
    assert lines(notes, "done") == []


@once
async def test_a_worker_told_to_stop_leaves_cleanly(hire: Hire, notes: Path) -> None:
    worker = hire("do")
    await until(lambda: lines(notes, "ready"), within=40)
    worker.terminate()
    assert worker.wait(20) == 0


async def _nothing(n: int) -> None:
    del n
