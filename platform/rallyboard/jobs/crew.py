"""The crew: the queue in the database and the worker over it. The one module that knows the queue library.

That library (litestar-queues, with advanced-alchemy below it) is half as large as all the rest of the site, so this
module is imported when there is something to do, never by a start.
"""

import asyncio
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import structlog
from litestar_queues import QueueConfig, QueueService, Worker, WorkerConfig
from litestar_queues.models import QueuedTaskRecord
from litestar_queues.task import Task
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.db.engine import Database
from rallyboard.jobs.errors import Hopeless
from rallyboard.jobs.graveyard import Graveyard
from rallyboard.jobs.store import Rows, Store

if TYPE_CHECKING:
    from rallyboard.jobs.service import JSON

IDLE_S: Final = 1.0
"""How often a worker looks for what other processes added."""
GRACE_S: Final = 5.0

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.jobs")


class Crew:
    """`add` at any time; `start` and `stop` once each, in the loop that runs the jobs."""

    def __init__(self, database: Database, tasks: Mapping[str, Task[..., None]]) -> None:
        config = QueueConfig(error_sanitizer=_told)
        self._database = database
        self.store = Store(database, config)
        self.dead_letters = Graveyard(database, self.store.wake)
        self._service = _Service(config, self.store, tasks)
        self._running: asyncio.Task[None] | None = None
        self._worker: Worker | None = None

    @property
    def running(self) -> bool:
        """Whether a worker of this process does jobs."""
        return self._running is not None and not self._running.done()

    async def add(
        self, task: Task[..., None], delay_s: float, session: AsyncSession | None, arguments: Mapping[str, "JSON"]
    ) -> str:
        """The id of a new row, in this transaction or in one of its own."""
        if session is None:
            async with self._database.transaction() as own:
                record = await _insert(own, task, delay_s, arguments)
            self.store.wake()
        else:
            record = await _insert(session, task, delay_s, arguments)
            event.listen(session.sync_session, "after_commit", self._committed, once=True)
        return str(record.id)

    async def start(self, queues: Sequence[str], lease_s: float) -> None:
        """A worker runs in this loop from now on."""
        await self._service.open()
        self._worker = _Hand(self._service, self.store, _pace(lease_s, tuple(queues)))
        self._running = asyncio.create_task(self._worker.start())
        self._running.add_done_callback(_watch)
        try:
            await self._worker.wait_started()
        except Exception:
            await self.stop()
            raise

    async def stop(self) -> None:
        """See `Jobs.stop`. A worker that died has said so; there is only to be put away what it left."""
        if self._worker is None or self._running is None:
            return
        await self._worker.stop()
        await asyncio.wait([self._running])
        await self._service.close()
        self._worker = self._running = None

    def _committed(self, _: object) -> None:
        self.store.wake()


def _watch(worker: asyncio.Task[None]) -> None:
    if not worker.cancelled() and (error := worker.exception()) is not None:
        log.error("the worker of this process died; jobs wait for another, or a restart", exc_info=error)


class _Service(QueueService):
    """Knows the handlers of one house, where the library would look into a registry of the whole process."""

    def __init__(self, config: QueueConfig, store: Store, tasks: Mapping[str, Task[..., None]]) -> None:
        super().__init__(config, queue_backend=store)
        self._known, self._store = tasks, store

    def resolve_task(self, task: str | Task[Any, Any]) -> Task[Any, Any]:
        """The handler of that name; KeyError leaves the job to a worker that knows it."""
        return task if isinstance(task, Task) else self._known[task]

    async def execute_record(self, record: QueuedTaskRecord, *, worker_id: str | None = None) -> QueuedTaskRecord:
        """Do the job; when the database goes away meanwhile, its outcome is not known and it is done again later."""
        with self._store.patient():
            return await super().execute_record(record, worker_id=worker_id)
        return record

    def _log_task_event(
        self, message: str, record: QueuedTaskRecord, *, level: int, payload: Mapping[str, object] | None = None
    ) -> None:
        """Nothing: `Jobs` tells of a failure itself, with its name and reason."""


class _Hand(Worker):
    """The worker of one loop; a database that is away makes it wait."""

    def __init__(self, service: _Service, store: Store, pace: WorkerConfig) -> None:
        super().__init__(service, pace)
        self._store = store

    async def run_once(self) -> int:
        """Claim what is due and begin it; how many that were."""
        with self._store.patient():
            return await super().run_once()
        return 0


async def _insert(
    session: AsyncSession, task: Task[..., None], delay_s: float, arguments: Mapping[str, "JSON"]
) -> QueuedTaskRecord:
    return await Rows(session=session).enqueue(
        task.name, args=(), kwargs=dict(arguments), queue=task.queue, priority=task.priority,
        max_retries=task.retries, scheduled_at=datetime.now(UTC) + timedelta(seconds=delay_s) if delay_s > 0 else None,
        key=None, execution_backend="local", execution_profile=None, metadata=task.metadata(),
    )  # fmt: skip


def _pace(lease_s: float, queues: tuple[str, ...]) -> WorkerConfig:
    """A worker says every third of its lease that it is alive; silent for a lease, it has lost what it was doing."""
    return WorkerConfig(
        placement="external", id=f"{os.getpid()}-{uuid4().hex[:8]}", queues=queues, max_concurrency=4,
        poll_interval=IDLE_S, poll_backoff_max=IDLE_S, expiry_check_interval=None, reconcile_interval=86_400,
        heartbeat_interval=lease_s / 3, stale_after=lease_s, stale_check_interval=max(lease_s / 3, 1.0),
        graceful_shutdown_timeout=GRACE_S, requeue_on_shutdown=True,
    )  # fmt: skip


def _told(error: BaseException, _: QueuedTaskRecord) -> str:
    """What is stored of a failure: not its words, which may hold an address or a secret."""
    return str(error) if isinstance(error, Hopeless) else type(error).__name__
