"""A source over a folder of packed logs, as downloaded from match pages."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from etl.sources.record import Record

SUFFIX: Final = ".rbl"


class FolderSource:
    """Serves every `*.rbl` of one folder in order of file name, counted from 1; no result is known beside them."""

    def __init__(self, folder: Path, name: str = "folder") -> None:
        """List the folder once; files that appear later are not seen."""
        self.name = name
        self._files = sorted(folder.glob("*" + SUFFIX))

    def read(self, after: int, limit: int) -> Sequence[Record]:
        """At most `limit` logs above `after`, read from disk now."""
        chosen = self._files[after : after + limit]
        return [Record(after + 1 + n, file.stem, file.read_bytes()) for n, file in enumerate(chosen)]

    def behind(self, after: int) -> int:
        """How many files lie above `after`."""
        return max(len(self._files) - after, 0)
