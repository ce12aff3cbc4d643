import subprocess
import sys
from pathlib import Path

import pytest

from rallyboard.kit.lock import FolderInUse, FolderLock

HOLD = """
import sys, pathlib
from rallyboard.kit.lock import FolderLock
lock = FolderLock(pathlib.Path(sys.argv[1]))
lock.take()
print("held", flush=True)
input()
"""


def test_a_second_process_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(FolderInUse, match=f"in use by process {other.pid}"):
            FolderLock(tmp_path).take()
        other.kill()


def test_a_lock_dies_with_its_process_however_that_ends(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        other.kill()
        other.wait()
        lock = FolderLock(tmp_path)
        lock.take()
        lock.release()


def test_taking_twice_and_releasing_twice_are_no_errors(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    lock.take()
    lock.take()
    with pytest.raises(FolderInUse):
        FolderLock(tmp_path).take()
    lock.release()
    lock.release()
    again = FolderLock(tmp_path)
    again.take()
    again.release()
