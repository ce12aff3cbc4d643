"""Jobs: what the site does beside answering.

A job is a name and some JSON. It is run at least once: a worker that is killed in the middle leaves it to another,
which runs it again, so a handler must bear that. It is tried again with growing pauses, and kept as a dead letter
when that did not help. Rooms register handlers when the house is made; whoever runs a worker registers the same.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

import structlog
from litestar_queues.task import RetryBackoff, Task
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.db.engine import Database
from rallyboard.jobs.errors import Hopeless, TryAgain
from rallyboard.jobs.schedules import Schedules
from rallyboard.kit.later import later

if TYPE_CHECKING:
    from rallyboard.jobs.crew import Crew
    from rallyboard.jobs.graveyard import Graveyard

JSON = str | int | float | bool | None | list["JSON"] | dict[str, "JSON"]
Handler = Callable[..., Awaitable[None]]

LONGEST_PAUSE_S: Final = 600.0
FIRST_PAUSE_S: Final = 1.0
LONGEST_BEGIN_S: Final = 60.0
PATIENCE_S: Final = 30.0
"""How long a worker may take to begin before its lack is a failing."""
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
        self._schedules = Schedules(self._tasks)
        self._beginning: asyncio.Task[None] | None = None
        self._begun_s: float | None = None
        self._stopping = asyncio.Event()
        self._done = self._failed = 0
        self.task("jobs.sweep", every_s=3600)(self._sweep)

    @property
    def dead_letters(self) -> "Graveyard":
        """The jobs that were given up."""
        return self._crew.dead_letters

    @property
    def failing(self) -> bool:
        """True while the worker that was to begin here does not run, once it has had time to."""
        if self._begun_s is None or (self._is_hired and self._crew.running):
            return False
        return time.monotonic() - self._begun_s > PATIENCE_S

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
        return await (await self._hired()).add(task, delay_s, session, arguments)

    def begin(self) -> None:
        """`start`, beside whatever comes next, and again until it succeeds: nobody waits for the queue's library."""
        self._stopping.clear()
        self._begun_s = time.monotonic()
        self._beginning = asyncio.create_task(self._begin())

    async def start(self, queues: Sequence[str] = ()) -> None:
        """A worker runs in this loop from now on, for all queues or only for these."""
        crew = await self._hired()
        await crew.start(queues, self._lease_s)
        self._schedules.start(crew.store)

    async def stop(self) -> None:
        """What is being done may take a few seconds to end; what does not is put back and run again later."""
        self._stopping.set()
        if self._beginning is not None:
            await self._beginning
            self._beginning = self._begun_s = None
        await self._schedules.stop()
        if self._is_hired:
            await self._crew.stop()

    async def idle(self) -> bool:
        """True when nothing is due or being done."""
        store = (await self._hired()).store
        counted = await store.get_statistics()
        return counted.running == 0 and not await store.list_pending(limit=1)

    async def counts(self) -> dict[str, int]:
        """How many jobs wait, run, and were done or given up, of all processes."""
        found = await (await self._hired()).store.get_statistics()
        return {
            "waiting": found.pending + found.scheduled, "running": found.running,
            "done": found.completed, "dead": found.failed,
        }  # fmt: skip

    def numbers(self) -> dict[str, float]:
        """What the metrics page shows of the jobs this process ran."""
        running = self._is_hired and self._crew.running
        return {"running": float(running), "done": self._done, "failed": self._failed}

    @cached_property
    def _crew(self) -> "Crew":
        from rallyboard.jobs.crew import Crew

        return Crew(self._database, self._tasks)

    @property
    def _is_hired(self) -> bool:
        return "_crew" in vars(self)

    async def _hired(self) -> "Crew":
        await later("rallyboard.jobs.crew")
        return self._crew

    async def _begin(self) -> None:
        pause = FIRST_PAUSE_S
        while not self._stopping.is_set():
            try:
                await self.start()
            except Exception as error:
                log.exception("no worker in this process yet; jobs wait", exc_info=error, again_in_s=pause)
            else:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(2 * pause, LONGEST_BEGIN_S)

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
