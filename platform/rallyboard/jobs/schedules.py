"""Jobs that come by themselves: every so often, or at certain times of the day.

The next run of each is one row, so of many workers one runs it. A keeper looks every minute that each has its row:
a worker that died between a run and writing down the next one would have ended the series.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import structlog
from litestar_queues.task import ScheduleConfig, Task
from sqlalchemy.exc import SQLAlchemyError

from rallyboard.kit.errors import RallyboardError

if TYPE_CHECKING:
    from rallyboard.jobs.store import Store

LOOK_S: Final = 60.0

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.jobs")


class Schedules:
    """`add` before `start`; the keeper runs until `stop`."""

    def __init__(self, tasks: Mapping[str, Task[..., None]]) -> None:
        self._tasks = tasks
        self._plans: dict[str, ScheduleConfig] = {}
        self._keeper: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    def add(self, name: str, every_s: float | None, cron: str | None) -> None:
        """Run `name` by itself from the next start on; ValueError for a cron line that says nothing."""
        self._plans[name] = ScheduleConfig(task_name=name, interval=every_s, cron=cron)

    def start(self, store: "Store") -> None:
        """Begin to look after the rows."""
        self._stopping.clear()
        self._keeper = asyncio.create_task(self._keep(store))

    async def stop(self) -> None:
        """Nobody looks any more; the rows stay for the next worker."""
        self._stopping.set()
        if self._keeper is not None:
            await self._keeper
            self._keeper = None

    async def _keep(self, store: "Store") -> None:
        while not self._stopping.is_set():
            try:
                for name, plan in self._plans.items():
                    await self._ensure(store, name, plan)
            except (OSError, TimeoutError, SQLAlchemyError, RallyboardError) as error:
                log.warning("schedules not looked after", reason=type(error).__name__)
            except Exception:
                log.exception("schedules not looked after")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), LOOK_S)

    async def _ensure(self, store: "Store", name: str, plan: ScheduleConfig) -> None:
        key, told = f"scheduled:{name}", plan.as_metadata()
        waiting = await store.get_task_by_key(key)
        if waiting is not None and not waiting.is_terminal:
            if waiting.metadata.get("schedule") == told:
                return
            await store.cancel_task(waiting.id)
        task = self._tasks[name]
        await store.enqueue(
            name, key=key, queue=task.queue, max_retries=task.retries, scheduled_at=plan.get_next_run(),
            metadata=task.metadata({"schedule": told}),
        )  # fmt: skip
