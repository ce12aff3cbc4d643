"""Is it alive, and can it keep a promise: the database answers, the folders can be written, the disk has room."""

import os
import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal

import anyio.to_thread
import msgspec
import structlog
from litestar import Response, get
from litestar.di import NamedDependency
from sqlalchemy import text

from rallyboard.db.engine import Database
from rallyboard.jobs import Jobs
from rallyboard.kit.problems import problems
from rallyboard.settings import Settings
from rallyboard.worker import Worker

FRESH_S = 1.0
FULL = 0.9
LEAST_FREE = 64 * 1024 * 1024
LITTLE_FREE = 1024 * 1024 * 1024

State = Literal["ok", "degraded", "failing"]
WORST_FIRST: tuple[State, ...] = ("failing", "degraded")
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.health")


class Health(msgspec.Struct, frozen=True):
    """`degraded` still serves; `failing` answers 503. No paths, versions or addresses are told."""

    status: State
    checks: dict[str, State] = {}


class Doctor:
    """Looks at everything a promise stands on, at most once a second however often it is asked."""

    def __init__(
        self, settings: Settings, database: Database, worker: Worker, jobs: Jobs, saving: Callable[[], bool]
    ) -> None:
        self._settings = settings
        self._database = database
        self._worker, self._jobs = worker, jobs
        self._saving = saving
        self._seen: tuple[float, Health] | None = None

    async def look(self) -> Health:
        """The state of each part and the worst of them."""
        if self._seen is None or time.monotonic() - self._seen[0] > FRESH_S:
            self._seen = (time.monotonic(), await self._examine())
        return self._seen[1]

    async def _examine(self) -> Health:
        checks: dict[str, State] = {
            "database": await _tried("database", self._query),
            "journal": await _tried("journal", self._journal),
            "warehouse": await _tried("warehouse", lambda: _in_thread(_write_in, self._settings.warehouse_folder)),
            "statistics": "degraded" if self._worker.failing else "ok",
            "jobs": "degraded" if self._jobs.failing else "ok",
            "disk": await anyio.to_thread.run_sync(disk_state, self._settings.data),
        }
        return Health(_worst(checks), checks)

    async def _journal(self) -> None:
        if not self._saving():
            raise OSError("the last group of entries could not be saved")
        await _in_thread(_write_in, self._settings.journal_folder)

    async def _query(self) -> None:
        async with self._database.reading() as session:
            await session.execute(text("SELECT 1"))


def _worst(checks: dict[str, State]) -> State:
    for state in WORST_FIRST:
        if state in checks.values():
            return state
    return "ok"


async def _in_thread(work: Callable[[Path], None], folder: Path) -> None:
    await anyio.to_thread.run_sync(work, folder)


async def _tried(part: str, check: Callable[[], Awaitable[None]]) -> State:
    try:
        await check()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a part, the answer is that it is failing
        log.warning("failing", part=part, reason=str(error)[:200])
        return "failing"
    return "ok"


def _write_in(folder: Path) -> None:
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(f"{folder} cannot be written")


def disk_state(folder: Path) -> State:
    """`degraded` when nine tenths are used and little is left, `failing` when a journal could soon not grow."""
    usage = shutil.disk_usage(folder)
    if usage.free < LEAST_FREE:
        return "failing"
    return "degraded" if usage.used > FULL * usage.total and usage.free < LITTLE_FREE else "ok"


@get("/health/live", summary="The process answers", tags=["Health"])
async def live() -> Health:
    """Always `ok` while the process can answer at all."""
    return Health("ok")


@get("/health/ready", responses=problems(503), summary="The site can keep its promises", tags=["Health"])
async def ready(doctor: NamedDependency[Doctor]) -> Response[Health]:
    """503 when a part is failing."""
    health = await doctor.look()
    return Response(health, status_code=503 if health.status == "failing" else 200)


routes = [live, ready]
