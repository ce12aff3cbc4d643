"""The worker: one thread that keeps the warehouse level with the finished matches, beside live play.

It wakes when a match has finished, and every second in case nobody told it. polars, numpy and DuckDB are imported by
the thread itself, so that the site answers before they are there. The warehouse is disposable: one that cannot be
read is set aside and filled again from the logs, while the boards say that they are being rebuilt.
"""

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog

from rallyboard.kit.errors import Unavailable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from etl.freshness import Freshness
    from etl.pipeline import Pipeline
    from etl.sources import Source
    from etl.warehouse import Warehouse

IDLE_S: Final = 1.0
LONGEST_REST_S: Final = 30.0
PATIENCE_S: Final = 5.0
STOP_S: Final = 20.0
FILE: Final = "rallyboard.duckdb"

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.worker")


class StatisticsNotReady(Unavailable):
    """The warehouse is still being opened, or cannot be."""

    code = "insights/not_ready"
    title = "The statistics are not ready yet"


class Worker:
    """`start` and `stop` once each; everything else from any thread at any time."""

    def __init__(self, folder: Path, source: "Source") -> None:
        self._file = folder / FILE
        self._source = source
        self._warehouse: Warehouse | None = None
        self._rebuilding = False
        self._failures = 0
        self._offset = self._loaded = self._rejected = 0
        self._work = threading.Event()
        self._opened = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="etl", daemon=True)

    @property
    def failing(self) -> bool:
        """True while the last attempt to load anything went wrong."""
        return self._failures > 0

    def start(self) -> None:
        """Begin in the background; returns at once."""
        self._thread.start()

    def wake(self) -> None:
        """Something has finished: look now."""
        self._work.set()

    def stop(self) -> None:
        """Finish the batch at hand and close the warehouse; what is left is loaded at the next start."""
        self._stopping.set()
        self._work.set()
        self._opened.set()
        if self._thread.ident is not None:
            self._thread.join(STOP_S)

    def cursor(self) -> "DuckDBPyConnection":
        """A reader's connection for one thread, to be closed after use.

        While the warehouse is being opened it waits a little, so never call it on an event loop; raises
        `StatisticsNotReady` when that takes too long, or nobody is opening it.
        """
        if self._thread.is_alive():
            self._opened.wait(PATIENCE_S)
        warehouse = self._warehouse
        if warehouse is None:
            raise StatisticsNotReady("The statistics are being opened; ask again in a second.", retry_after=1)
        return warehouse.cursor()

    def freshness(self) -> "Freshness":
        """How far the boards are behind the matches that were played."""
        from etl.freshness import freshness

        with self.cursor() as cursor:
            return freshness(cursor, self._source, rebuilding=self._rebuilding)

    def numbers(self) -> dict[str, float]:
        """What the metrics page shows of the loading done by this process."""
        return {
            "ready": float(self._warehouse is not None), "failing": float(self.failing),
            "rebuilding": float(self._rebuilding), "offset": self._offset,
            "loaded": self._loaded, "rejected": self._rejected,
        }  # fmt: skip

    # --- In the thread -------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._keep_up()
            except Exception as error:
                self._failures += 1
                log.exception("loading failed", failures=self._failures, exc_info=error)
                self._close()
                self._stopping.wait(min(2.0**self._failures, LONGEST_REST_S))
        self._close()

    def _keep_up(self) -> None:
        from etl.errors import SourceAway
        from etl.pipeline import Pipeline
        from etl.warehouse import Warehouse

        self._warehouse = warehouse = Warehouse(self._file)
        self._opened.set()
        self._rebuilding = warehouse.aside is not None
        if warehouse.aside is not None:
            log.warning("warehouse set aside and rebuilt", aside=warehouse.aside.name)
        pipeline = Pipeline(warehouse, self._source)
        while not self._stopping.is_set():
            try:
                self._catch_up(pipeline)
                self._failures, self._rebuilding = 0, False
            except SourceAway as error:
                # The boards go on with what is loaded.
                self._failures += 1
                log.warning("nothing can be read", failures=self._failures, reason=str(error))
            self._work.wait(IDLE_S)
            self._work.clear()

    def _catch_up(self, pipeline: "Pipeline") -> None:
        while not self._stopping.is_set():
            began = time.perf_counter()
            report = pipeline.run_once()
            if not report.read:
                return
            self._offset = report.offset
            self._loaded += report.loaded
            self._rejected += report.rejected
            ms = round((time.perf_counter() - began) * 1000)
            log.info("loaded", read=report.read, loaded=report.loaded, rejected=report.rejected, ms=ms)

    def _close(self) -> None:
        self._opened.clear()
        warehouse, self._warehouse = self._warehouse, None
        if warehouse is not None:
            warehouse.close()
