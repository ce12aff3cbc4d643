"""The forgetful disk itself: it keeps what was synced and loses what was not, or no fault run on it means anything."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.power_loss import PowerLossStore

COMMIT_AND_HANG = """
import sqlite3, sys, time
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("PRAGMA journal_mode=WAL")
base.execute("CREATE TABLE point(n INTEGER)")
base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
base.execute("PRAGMA synchronous=" + sys.argv[2])
base.execute("INSERT INTO point VALUES (1)")
print("acknowledged", flush=True)
time.sleep(60)
"""
COUNT = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM point').fetchone()[0])"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PowerLossStore]:
    with PowerLossStore(tmp_path) as mounted:
        yield mounted


def test_synced_bytes_survive_a_cut_and_unsynced_ones_do_not(store: PowerLossStore) -> None:
    with (store.mount / "log").open("wb", buffering=0) as log:
        log.write(b"kept")
        os.fdatasync(log.fileno())
        log.write(b"forgotten")
    assert (store.mount / "log").read_bytes() == b"keptforgotten"
    store.cut()
    assert (store.mount / "log").read_bytes() == b"kept"


@pytest.mark.parametrize(("level", "rows"), [("FULL", "1"), ("NORMAL", "0")])
def test_sqlite_keeps_a_commit_only_when_it_syncs_each(store: PowerLossStore, level: str, rows: str) -> None:
    path = str(store.mount / "site.sqlite3")
    with subprocess.Popen([sys.executable, "-c", COMMIT_AND_HANG, path, level], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"acknowledged\n"
        writer.kill()
    store.cut()
    counted = subprocess.run([sys.executable, "-c", COUNT, path], capture_output=True, text=True, check=True)
    assert counted.stdout.strip() == rows
