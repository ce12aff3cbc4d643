"""Rebuilding: the warehouse made anew from the logs, beside the present file, which it then replaces."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from etl.ledger import RunReport
from etl.pipeline import Pipeline
from etl.sources import Source
from etl.warehouse import Warehouse

BATCH: Final = 200
"""Records in one transaction; nobody plays beside a rebuild."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Table hashes of the file that was there, read to the end of the stream first, and of the one that is now."""

    before: dict[str, str]
    after: dict[str, str]

    @property
    def same(self) -> bool:
        """Whether every table holds the same rows as before."""
        return self.before == self.after


def rebuild(path: Path, source: Source, progress: Callable[[RunReport], None] = lambda _: None) -> Rebuilt:
    """Fill a new file from the start of the stream and put it in the place of the one at `path`.

    Nobody may have the warehouse open: WarehouseBusy. Killed half-way, the present file stays as it is.
    """
    before = _filled(path, source, progress)
    fresh = path.with_name(path.name + ".rebuild")
    fresh.unlink(missing_ok=True)
    after = _filled(fresh, source, progress)
    fresh.replace(path)
    return Rebuilt(before, after)


def _filled(path: Path, source: Source, progress: Callable[[RunReport], None]) -> dict[str, str]:
    warehouse = Warehouse(path)
    try:
        for report in Pipeline(warehouse, source).run(BATCH):
            progress(report)
        return warehouse.table_hashes()
    finally:
        warehouse.close()
