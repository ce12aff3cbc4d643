"""Jobs: what the site does beside answering. The one module that knows the queue library (litestar-queues).

A job is a name and some JSON. It is run at least once: a worker that is killed in the middle leaves it to another,
which runs it again, so a handler must bear that. It is tried again with growing pauses, and kept as a dead letter
when that did not help. Rooms register handlers when the house is made; whoever runs a worker registers the same.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

import structlog
from litestar_queues import QueueConfig, QueueService, Worker, WorkerConfig
from litestar_queues.models import QueuedTaskRecord
from litestar_queues.task import RetryBackoff, Task
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.db.engine import Database
from rallyboard.jobs.errors import Hopeless, TryAgain
from rallyboard.jobs.graveyard import Graveyard
from rallyboard.jobs.schedules import Schedules
from rallyboard.jobs.store import Rows, Store

JSON = str | int | float | bool | None | list["JSON"] | dict[str, "JSON"]
Handler = Callable[..., Awaitable[None]]

IDLE_S: Final = 1.0
"""How often a worker looks for what other processes added."""
GRACE_S: Final = 5.0
LONGEST_PAUSE_S: Final = 600.0
KEPT: Final = timedelta(hours=1)
"""How long jobs that are done are kept, to be counted."""
KEPT_DEAD: Final = timedelta(days=30)
"""How long dead letters wait for somebody to decide."""

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.jobs")


class Jobs:
    """Registering and enqueueing need nothing; `start` and `stop` once each, in the loop that runs the jobs."""

    def __init__(self, database: Database, *, lease_s: float = 30.0) -> None:
        self._database = database
        self._lease_s = lease_s
        self._tasks: dict[str, Task[..., None]] = {}
        config = QueueConfig(error_sanitizer=_told)
        self._store = Store(database, config)
        self._schedules = Schedules(self._store, self._tasks)
        self._running: asyncio.Task[None] | None = None
        self._worker: Worker | None = None
        self._service = _Service(config, self._store, self._tasks)
        self._done = self._failed = 0
        self.dead_letters = Graveyard(database, self._store.wake)
        self.task("jobs.sweep", every_s=3600)(self._sweep)

    def task(
        self, name: str, *, queue: str = "default", retries: int = 20, pause_s: float = 2.0,
        timeout_s: float = 300.0, every_s: float | None = None, cron: str | None = None,
    ) -> Callable[[Handler], Handler]:  # fmt: skip
        """Register the coroutine function that does the jobs of this name.

        A failure is tried again after `pause_s` seconds, then after twice that, up to ten minutes, `retries` times in
        all. With `every_s` or `cron` (five fields, UTC) it is also run by itself, by one worker of all.
        """

        def register(handler: Handler) -> Handler:
            pauses = RetryBackoff(pause_s, multiplier=2.0, max_delay=max(pause_s, LONGEST_PAUSE_S))
            self._tasks[name] = Task(
                self._counted(name, handler), name=name, queue=queue, retries=retries, retry_backoff=pauses,
                timeout=timeout_s, requeue_on_shutdown=True, log_success=False,
            )  # fmt: skip
            if every_s is not None or cron is not None:
                self._schedules.add(name, every_s, cron)
            return handler

        return register

    async def enqueue(
        self, name: str, /, *, delay_s: float = 0.0, session: AsyncSession | None = None, **arguments: JSON
    ) -> str:
        """Have a job done, in `delay_s` seconds at the earliest; returns its id.

        With `session` it belongs to that transaction: it is there exactly when the transaction is committed. Without,
        it is committed here, so never call it inside a transaction without handing that one over. An unknown name is
        our own mistake: KeyError.
        """
        task = self._tasks[name]
        if session is None:
            async with self._database.transaction() as own:
                record = await _insert(own, task, delay_s, arguments)
            self._store.wake()
        else:
            record = await _insert(session, task, delay_s, arguments)
            event.listen(session.sync_session, "after_commit", self._wake, once=True)
        return str(record.id)

    async def start(self, queues: Sequence[str] = ()) -> None:
        """A worker runs in this loop from now on, for all queues or only for these."""
        await self._service.open()
        self._worker = _Hand(self._service, self._store, _pace(self._lease_s, tuple(queues)))
        self._running = asyncio.create_task(self._worker.start())
        self._running.add_done_callback(_watch)
        await self._worker.wait_started()
        self._schedules.start()

    async def stop(self) -> None:
        """What is being done may take a few seconds to end; what does not is put back and run again later."""
        if self._worker is None or self._running is None:
            return
        await self._schedules.stop()
        await self._worker.stop()
        with suppress(asyncio.CancelledError):
            await self._running
        await self._service.close()
        self._worker = self._running = None

    async def idle(self) -> bool:
        """True when nothing is due or being done."""
        counted = await self._store.get_statistics()
        return counted.running == 0 and not await self._store.list_pending(limit=1)

    async def counts(self) -> dict[str, int]:
        """How many jobs wait, run, and were done or given up, of all processes."""
        found = await self._store.get_statistics()
        return {
            "waiting": found.pending + found.scheduled, "running": found.running,
            "done": found.completed, "dead": found.failed,
        }  # fmt: skip

    def numbers(self) -> dict[str, float]:
        """What the metrics page shows of the jobs this process ran."""
        running = self._running is not None and not self._running.done()
        return {"running": float(running), "done": self._done, "failed": self._failed}

    def _wake(self, _: object) -> None:
        self._store.wake()

    def _counted(self, name: str, handler: Handler) -> Handler:
        async def run(_task_context: object = None, **arguments: JSON) -> None:
            del _task_context
            try:
                await handler(**arguments)
            except (TryAgain, Hopeless, TimeoutError) as error:
                self._failed += 1
                log.warning("job failed", job=name, reason=str(error) or type(error).__name__)
                raise
            except Exception as error:
                self._failed += 1
                log.exception("job failed", job=name, exc_info=error)
                raise
            self._done += 1

        return run

    async def _sweep(self) -> None:
        now = datetime.now(UTC)
        await self.dead_letters.sweep(now - KEPT, now - KEPT_DEAD)


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
    session: AsyncSession, task: Task[..., None], delay_s: float, arguments: Mapping[str, JSON]
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
