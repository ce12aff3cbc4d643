"""The journal: on disk before anybody is told, one sync for many, nothing lost when a disk fails for a while."""

import asyncio
import errno
import itertools
import os
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from game_engine import Key
from rallyboard.arena import journal as module
from rallyboard.arena.journal import GATHER_S, GROUP_S, SEGMENT_BYTES, SUFFIX, Journal
from rallyboard.arena.records import Beat, Clocked, Entered, Opened, Record, records

MATCH = UUID(int=1)


def written(folder: Path) -> list[Record]:
    return [record for path in sorted(folder.glob(f"*{SUFFIX}")) for record in records(path.read_bytes())]


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    loop = asyncio.get_running_loop()
    opened = Journal(tmp_path, time.monotonic_ns, loop.call_soon_threadsafe)
    opened.start()
    yield opened
    opened.close()


async def synced(journal: Journal) -> None:
    done = asyncio.get_running_loop().create_future()
    journal.after_sync(lambda: done.set_result(None))
    await asyncio.wait_for(done, 5)


async def test_what_was_appended_is_on_disk_when_the_call_comes(journal: Journal, tmp_path: Path) -> None:
    no = journal.open(MATCH, b"{}")
    for tick in range(5):
        journal.entry(no, Key(tick, 0, 1))
    await synced(journal)
    kept = written(tmp_path)
    assert kept[0] == Opened(no, 0, 0, MATCH, b"{}")
    assert kept[1:6] == [Entered(no, tick, Key(tick, 0, 1)) for tick in range(5)]
    assert isinstance(kept[6], Beat)


async def test_the_call_comes_after_the_sync_and_never_before(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    sync = os.fdatasync

    def slow(fd: int) -> None:
        time.sleep(0.02)
        sync(fd)
        order.append("synced")

    monkeypatch.setattr(module.os, "fdatasync", slow)
    no = journal.open(MATCH, b"{}")
    journal.entry(no, Key(1, 0, 1))
    journal.after_sync(lambda: order.append("told"))
    await synced(journal)
    assert order[-1] == "told"
    assert order.index("synced") < order.index("told")


async def test_a_sync_that_had_begun_before_is_not_enough(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its beat is older than the goal that is to be told, so a match restored from it could stand before that goal."""
    begun, syncs, real, told = threading.Semaphore(0), threading.Semaphore(0), os.fdatasync, list[str]()

    def held(fd: int) -> None:
        begun.release()
        syncs.acquire(timeout=5)
        real(fd)

    no = journal.open(MATCH, b"{}")
    await synced(journal)
    monkeypatch.setattr(module.os, "fdatasync", held)
    journal.entry(no, Key(1, 0, 1))
    await asyncio.to_thread(begun.acquire)
    journal.after_sync(lambda: told.append("told"))
    journal.entry(no, Key(2, 0, 0))
    syncs.release()
    await asyncio.to_thread(begun.acquire)
    await asyncio.sleep(0.05)
    assert told == []
    syncs.release()
    monkeypatch.setattr(module.os, "fdatasync", real)
    await synced(journal)
    assert told == ["told"]


async def test_calls_come_in_the_order_of_asking(journal: Journal) -> None:
    told: list[int] = []
    no = journal.open(MATCH, b"{}")
    for number in range(50):
        journal.entry(no, Key(number, 0, 1))
        journal.after_sync(lambda number=number: told.append(number))
    await synced(journal)
    assert told == list(range(50))


async def test_entries_reach_the_disk_within_a_group_even_when_nobody_waits(journal: Journal, tmp_path: Path) -> None:
    no = journal.open(MATCH, b"{}")
    journal.entry(no, Key(1, 0, 1))
    await asyncio.sleep(GROUP_S * 3)
    assert len(written(tmp_path)) >= 3


async def test_many_matches_share_a_sync(journal: Journal) -> None:
    numbers = [journal.open(uuid4(), b"{}") for _ in range(200)]
    await synced(journal)
    before = journal.sync_times.count
    for number in numbers:
        journal.entry(number, Key(1, 0, 1))
        journal.after_sync(lambda: None)
    await synced(journal)
    assert journal.sync_times.count - before <= 5


async def test_matches_that_have_to_tell_one_after_the_other_share_a_sync_too(journal: Journal) -> None:
    no, before, began = journal.open(MATCH, b"{}"), journal.sync_times.count, time.monotonic()
    for tick in range(60):
        journal.entry(no, Key(tick, 0, 1))
        journal.after_sync(lambda: None)
        await asyncio.sleep(0.001)
    await synced(journal)
    assert journal.sync_times.count - before <= 2 + (time.monotonic() - began) / GATHER_S


async def test_while_a_match_runs_the_journal_beats_and_otherwise_rests(journal: Journal, tmp_path: Path) -> None:
    no = journal.open(MATCH, b"{}")
    journal.clock(no, running=True, tick=0, origin_ns=5)
    journal.beating += 1
    await asyncio.sleep(0.3)
    journal.beating -= 1
    await synced(journal)
    beats = [record.ns for record in written(tmp_path) if isinstance(record, Beat)]
    assert len(beats) >= 4
    assert beats == sorted(beats)
    assert Clocked(no, True, 0, 5) in written(tmp_path)
    await asyncio.sleep(0.2)
    assert len([record for record in written(tmp_path) if isinstance(record, Beat)]) == len(beats)


async def test_a_disk_that_is_full_for_a_while_loses_nothing(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    no = journal.open(MATCH, b"{}")
    await synced(journal)
    real = os.fdatasync

    def full(_fd: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(module.os, "fdatasync", full)
    journal.entry(no, Key(1, 0, 1))
    journal.after_sync(lambda: told.append("told"))
    await asyncio.sleep(0.1)
    assert told == []
    assert journal.failure is not None
    monkeypatch.setattr(module.os, "fdatasync", real)
    await synced(journal)
    assert told == ["told"]
    assert journal.failure is None
    assert Entered(no, 0, Key(1, 0, 1)) in written(tmp_path)


async def test_a_failed_flush_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path, time.monotonic_ns, lambda call: call())
    no = journal.open(MATCH, b"{}")

    def broken(_fd: int) -> None:
        raise OSError(errno.EIO, "input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(module.os, "fdatasync", broken)
        with pytest.raises(OSError, match="input/output"):
            journal.flush()
    journal.entry(no, Key(1, 0, 1))
    journal.flush()
    assert [type(record) for record in written(tmp_path)].count(Entered) == 1
    journal.close_match(no)
    journal.close()


def test_a_disk_that_stays_broken_does_not_use_up_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal, real, calls = Journal(tmp_path, time.monotonic_ns, lambda call: call()), os.fdatasync, itertools.count()
    no = journal.open(MATCH, b"{}")

    def every_second(fd: int) -> None:
        """The head of a segment is saved, what follows is not."""
        if next(calls) % 2:
            raise OSError(errno.EIO, "input/output error")
        real(fd)

    with monkeypatch.context() as patch:
        patch.setattr(module.os, "fdatasync", every_second)
        for _ in range(10):
            with pytest.raises(OSError, match="input/output"):
                journal.flush()
    assert len(list(tmp_path.iterdir())) <= 1
    journal.flush()
    assert Opened(no, 0, 0, MATCH, b"{}") in written(tmp_path)
    journal.close()


def test_a_full_segment_is_removed_when_its_matches_are_over(tmp_path: Path) -> None:
    journal = Journal(tmp_path, time.monotonic_ns, lambda call: call())
    first, second = journal.open(MATCH, bytes(SEGMENT_BYTES // 2)), journal.open(UUID(int=2), b"{}")
    journal.flush()
    journal.entry(first, Key(1, 0, 1))
    journal._segments[-1].size = SEGMENT_BYTES
    journal.flush()
    journal.entry(second, Key(1, 0, 1))
    journal.flush()
    assert len(list(tmp_path.glob(f"*{SUFFIX}"))) == 2
    journal.close_match(first)
    journal.entry(second, Key(2, 0, 0))
    journal.flush()
    assert len(list(tmp_path.glob(f"*{SUFFIX}"))) == 2
    journal.close_match(second)
    third = journal.open(UUID(int=3), b"{}")
    journal.flush()
    assert len(list(tmp_path.glob(f"*{SUFFIX}"))) == 1
    journal.close_match(third)
    journal.close()
    assert list(tmp_path.iterdir()) == []


async def test_closing_keeps_the_segments_of_unfinished_matches(tmp_path: Path) -> None:
    journal = Journal(tmp_path, time.monotonic_ns, lambda call: call())
    journal.start()
    no = journal.open(MATCH, b"{}")
    journal.entry(no, Key(1, 0, 1))
    journal.close()
    assert Entered(no, 0, Key(1, 0, 1)) in written(tmp_path)


async def test_the_unsafe_build_tells_first(tmp_path: Path) -> None:
    told: list[str] = []
    journal = Journal(tmp_path, time.monotonic_ns, lambda call: call(), unsafe=True)
    no = journal.open(MATCH, b"{}")
    journal.entry(no, Key(1, 0, 1))
    journal.after_sync(lambda: told.append("told"))
    assert told == ["told"]
    assert written(tmp_path) == []
    journal.close()
