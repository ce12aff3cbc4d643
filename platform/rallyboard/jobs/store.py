"""The queue's table in the site's database: litestar-queues' own backend, on our connections.

An idle worker only reads: it takes the one writer of SQLite when there is something to claim. A job that this process
adds wakes its worker at once; one of another process is seen within the second.
"""

import asyncio
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import structlog
from litestar_queues import QueueConfig
from litestar_queues.backends.advanced_alchemy import SQLAlchemyBackend, SQLAlchemyBackendConfig
from litestar_queues.backends.advanced_alchemy.service import QueueTaskService
from litestar_queues.models import QueuedTaskRecord, StaleTaskRecoveryResult
from sqlalchemy.exc import SQLAlchemyError

from rallyboard.db.engine import Database
from rallyboard.jobs.models import Job
from rallyboard.kit.errors import RallyboardError

Claimed = tuple[list[QueuedTaskRecord], list[QueuedTaskRecord]]
Rows = QueueTaskService.for_model(Job)

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.jobs")


class Store(SQLAlchemyBackend):
    """Safe to share between processes: a claim is one guarded UPDATE."""

    def __init__(self, database: Database, config: QueueConfig) -> None:
        super().__init__(config, backend_config=SQLAlchemyBackendConfig(model_class=Job))
        self._database = database
        self._news = asyncio.Event()
        self._away = False

    def wake(self) -> None:
        """Something was added: the worker of this process looks now."""
        self._news.set()

    async def wait_for_wakeups(self, timeout: float | None = None) -> bool:  # noqa: ASYNC109 - the library's signature
        """True when something was added before `timeout` seconds were over."""
        try:
            await asyncio.wait_for(self._news.wait(), timeout)
        except TimeoutError:
            return False
        self._news.clear()
        return True

    async def claim_many_with_expired(
        self, *, limit: int, queues: tuple[str, ...] = (), execution_backend: str | None = None,
        queue_limits: Mapping[str, int] | None = None,
    ) -> Claimed:  # fmt: skip
        """The due jobs that are ours from now on; nothing is written when there are none."""
        if not await self.list_pending(limit=1, execution_backend=execution_backend):
            return [], []
        return await super().claim_many_with_expired(
            limit=limit, queues=queues, execution_backend=execution_backend, queue_limits=queue_limits
        )

    async def requeue_stale_running(
        self, *, stale_after: timedelta, limit: int | None = None
    ) -> StaleTaskRecoveryResult:
        """Takes back what silent workers were doing."""
        with self.patient():
            return await super().requeue_stale_running(stale_after=stale_after, limit=limit)
        return StaleTaskRecoveryResult()

    async def time_until_next_due(self, *, queues: tuple[str, ...] = ()) -> float | None:
        """Seconds until a job becomes due; None when that cannot be known, for the worker must not die of it."""
        with self.patient():
            return await super().time_until_next_due(queues=queues)
        return None

    async def acquire_worker_lock(self, name: str, *, ttl: timedelta) -> bool:
        """Always: two workers may look for stale jobs at once, since each is taken back by one guarded UPDATE."""
        del name, ttl
        return True

    @contextmanager
    def patient(self) -> Generator[None, None, None]:
        """A database that is away is no error of the worker: it says so once, and looks again."""
        try:
            yield
            self._away = False
        except (RallyboardError, SQLAlchemyError, OSError, TimeoutError) as error:
            if not self._away:
                log.warning("jobs wait for the database", reason=type(error).__name__)
            self._away = True

    def _ensure_configured(self) -> None:
        """The connections are the site's own."""

    @asynccontextmanager
    async def _service(self) -> AsyncGenerator[QueueTaskService, None]:
        async with self._database.reading() as session:
            yield Rows(session=session)

    @asynccontextmanager
    async def _operation(self) -> AsyncGenerator[QueueTaskService, None]:
        async with self._database.transaction() as session:
            yield Rows(session=session)
