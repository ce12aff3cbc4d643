"""The desk: a few threads that ask the warehouse, and a queue before them that has an end."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from rallyboard.insights.errors import TooBusy

WORKERS: Final = 2
QUEUE: Final = 64

T = TypeVar("T")


class Desk:
    """Work on the warehouse never runs on the event loop, and never without bound beside live matches."""

    def __init__(self, workers: int = WORKERS, queue: int = QUEUE) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="boards")
        self._most = queue
        self._waiting = 0

    async def run(self, work: Callable[[], T]) -> T:
        """The work's result; raises TooBusy instead of queueing without end."""
        if self._waiting >= self._most:
            raise TooBusy("Too many boards are being made at once; ask again in a moment.", retry_after=2)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Nothing new is begun; what runs is finished by its thread."""
        self._pool.shutdown(wait=False, cancel_futures=True)
