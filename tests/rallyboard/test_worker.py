import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from etl.sources import ListSource, Record
from rallyboard.worker import FILE, StatisticsNotReady, Worker


def until(true: Callable[[], bool], within: float = 20) -> None:
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def read(worker: Worker) -> int:
    """How many records the warehouse has taken; -1 while it is not open."""
    try:
        return worker.freshness().offset
    except StatisticsNotReady:
        return -1


def broken(seq: int) -> Record:
    return Record(seq, "no match", b"not a log")


@pytest.fixture
def source() -> ListSource:
    return ListSource([broken(1), broken(2)])


@pytest.fixture
def worker(tmp_path: Path, source: ListSource) -> Iterator[Worker]:
    made = Worker(tmp_path, source)
    yield made
    made.stop()


def test_a_start_returns_at_once_and_the_boards_say_that_they_are_not_ready(worker: Worker) -> None:
    began = time.monotonic()
    worker.start()
    assert time.monotonic() - began < 0.2
    until(lambda: read(worker) == 2)
    assert worker.freshness().rejects == 2
    assert not worker.failing


def test_before_it_is_open_a_reader_is_asked_to_come_back(worker: Worker) -> None:
    with pytest.raises(StatisticsNotReady) as refused:
        worker.cursor()
    assert (refused.value.status, refused.value.retry_after) == (503, 1)


def test_a_wake_up_loads_at_once(worker: Worker, source: ListSource) -> None:
    worker.start()
    until(lambda: read(worker) == 2)
    source.append(broken(3))
    began = time.monotonic()
    worker.wake()
    until(lambda: read(worker) == 3)
    assert time.monotonic() - began < 0.5


def test_without_a_wake_up_it_looks_every_second(worker: Worker, source: ListSource) -> None:
    worker.start()
    until(lambda: read(worker) == 2)
    source.append(broken(3))
    until(lambda: read(worker) == 3, within=2)


def test_what_one_worker_loaded_the_next_does_not_load_again(tmp_path: Path, source: ListSource) -> None:
    first, second = Worker(tmp_path, source), Worker(tmp_path, source)
    first.start()
    until(lambda: read(first) == 2)
    first.stop()
    second.start()
    until(lambda: read(second) == 2)
    assert second.freshness().rejects == 2
    second.stop()


def test_a_corrupt_warehouse_is_set_aside_and_filled_again(tmp_path: Path, worker: Worker) -> None:
    (tmp_path / FILE).write_bytes(b"junk" * 5000)
    worker.start()
    until(lambda: read(worker) == 2)
    assert [file.read_bytes()[:4] for file in tmp_path.glob("*aside*")] == [b"junk"]


class Flaky(ListSource):
    """Fails as a database does that is away for a moment."""

    failures = 1

    def read(self, after: int, limit: int) -> Sequence[Record]:
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is away")
        return super().read(after, limit)


def test_a_failure_is_logged_rested_on_and_tried_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker(tmp_path, Flaky([broken(1)]))
    worker.start()
    until(lambda: worker.failing)
    until(lambda: read(worker) == 1)
    until(lambda: not worker.failing)
    worker.stop()
    assert "the disk is away" in caplog.text


def test_stopping_is_quick_and_closes_the_file(tmp_path: Path, worker: Worker) -> None:
    worker.start()
    until(lambda: read(worker) == 2)
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < 1
    code = "import duckdb, sys; duckdb.connect(sys.argv[1]).execute('SELECT 1')"
    subprocess.run([sys.executable, "-c", code, tmp_path / FILE], check=True)


def test_stopping_what_never_started_is_no_error(worker: Worker) -> None:
    worker.stop()


def test_importing_the_worker_brings_in_nothing_heavy() -> None:
    code = "import sys, rallyboard.worker; print({'polars', 'duckdb', 'numpy', 'pyarrow'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"
