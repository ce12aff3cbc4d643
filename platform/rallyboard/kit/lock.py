"""A folder that only one process may use at a time.

The lock is the kernel's (`flock`), so it goes away with its process however that ends: no stale file to remove.
"""

import fcntl
import os
from pathlib import Path
from typing import IO

from rallyboard.kit.errors import Unusable

NAME = "lock"


class FolderInUse(Unusable):
    """Another process holds the folder."""

    code = "setup/folder_in_use"
    title = "The data folder is in use"
    exit_code = 4


class FolderLock:
    """Held from `take` to `release`; taking it twice in one object is no error."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._file: IO[str] | None = None

    def take(self) -> None:
        """The folder is ours afterwards; raises `FolderInUse` that names the other process."""
        if self._file is not None:
            return
        file = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = _owner(file)
            file.close()
            raise FolderInUse(
                f"{self._path.parent} is in use by process {owner}; stop it, or choose another RALLYBOARD_DATA."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        """The folder is free for others."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _owner(file: IO[str]) -> str:
    file.seek(0)
    return file.read(20).strip() or "unknown"
