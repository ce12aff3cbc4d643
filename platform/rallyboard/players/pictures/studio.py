"""The studio: one thread that makes portraits, and a queue before it that has an end.

The thread is given less of the processor than live matches: a picture can wait a moment, a ball cannot.
"""

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from rallyboard.players.errors import StudioBusy

QUEUE: Final = 8
NICENESS: Final = 10


class Studio:
    """Making one starts no thread; the first picture does."""

    def __init__(self, queue: int = QUEUE) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="studio", initializer=_step_back)
        self._most = queue
        self._waiting = 0

    async def portrait(self, data: bytes) -> bytes:
        """The portrait of a picture; raises PictureRefused, or StudioBusy instead of queueing without end."""
        if self._waiting >= self._most:
            raise StudioBusy("Many pictures came at once; send yours again in a moment.", retry_after=2)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, _portrait, data)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Nothing new is begun; what runs is finished by its thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def _portrait(data: bytes) -> bytes:
    # Pillow comes with the first picture, not with every start.
    from rallyboard.players.pictures.portrait import portrait

    return portrait(data)


def _step_back() -> None:
    """On Linux a thread has a priority of its own; elsewhere this would slow the whole process."""
    if hasattr(os, "setpriority") and os.uname().sysname == "Linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
