"""A pool that leaves no connection behind: one that is given back after the pool was given up is closed, not kept.

The library's own keeps it in a queue that nobody looks at any more, until the garbage collector finds an open socket.
"""

import asyncio
import time
from typing import Final

from sqlalchemy import AsyncAdaptedQueuePool
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

from rallyboard.db.errors import DatabaseCrowded

LONGEST_S: Final = 2.0
LOOK_S: Final = 0.005


class Pool(AsyncAdaptedQueuePool):
    """The library's, but for what happens after its end, and for what those hear whom it cannot serve in time."""

    _given_up = False

    def dispose(self) -> None:
        """Close what is idle now, and what is lent as soon as it comes back."""
        self._given_up = True
        super().dispose()

    def _do_get(self) -> ConnectionPoolEntry:
        try:
            return super()._do_get()
        except WaitedTooLong:
            raise DatabaseCrowded("No connection became free in time; try again.", retry_after=1) from None

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        if self._given_up:
            record.close()
        else:
            super()._do_return_conn(record)


async def give_up(engine: AsyncEngine) -> None:
    """Every connection is closed; those in use have a moment to finish, as a cancelled task has to undo."""
    latest = time.monotonic() + LONGEST_S
    while _lent(engine) and time.monotonic() < latest:  # noqa: ASYNC110 - a pool tells nobody that it is whole again
        await asyncio.sleep(LOOK_S)
    await engine.dispose()


def _lent(engine: AsyncEngine) -> int:
    return engine.pool.checkedout() if isinstance(engine.pool, Pool) else 0
