"""The album: portraits as files under names of our own, so that nothing a stranger wrote ever names a file."""

import os
import re
import secrets
from collections.abc import Collection
from pathlib import Path

_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_SUFFIX = ".webp"


class Album:
    """One folder; every call touches the disk and belongs in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, picture: bytes) -> str:
        """The picture is on disk, whole, under the id that is returned."""
        name = secrets.token_hex(16)
        part = self._folder / f"{name}.part"
        with part.open("xb") as file:
            file.write(picture)
            file.flush()
            os.fsync(file.fileno())
        part.rename(self._path(name))
        return name

    def read(self, name: str) -> bytes | None:
        """The picture with this id, if it is there."""
        try:
            return self._path(name).read_bytes() if _ID.fullmatch(name) else None
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """There is no picture with this id any more."""
        if _ID.fullmatch(name):
            self._path(name).unlink(missing_ok=True)

    def keep_only(self, names: Collection[str]) -> int:
        """Every other file in the folder goes, as a crash may have left some; returns how many."""
        strays = [path for path in self._folder.iterdir() if path.suffix != _SUFFIX or path.stem not in names]
        for path in strays:
            path.unlink(missing_ok=True)
        return len(strays)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"
