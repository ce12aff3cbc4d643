"""Waiting for what another task, thread or process brings about, and not longer than it may take."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable


async def until(true: Callable[[], object | Awaitable[object]], within: float = 10) -> None:
    """Returns when `true()`, awaited if it must be, is truthy; fails after `within` seconds."""
    end = time.monotonic() + within
    while True:
        found = true()
        if inspect.isawaitable(found):
            found = await found
        if found:
            return
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.01)
