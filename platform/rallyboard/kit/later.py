"""Libraries that a start does without: hidden from others that would only look for them, imported at first use."""

import asyncio
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Final, cast

_there: Final[set[str]] = set()


@contextmanager
def hidden(*names: str) -> Generator[None, None, None]:
    """What is imported inside finds none of these packages, as if they were not installed; one that is loaded stays."""
    away = {name: None for name in names if name not in sys.modules}
    # Python's own way to say "there is none": its import system looks for the None.
    sys.modules.update(cast("Mapping[str, ModuleType]", away))
    try:
        yield
    finally:
        for name in away:
            del sys.modules[name]


async def later(name: str) -> None:
    """The module is imported when this returns, the first time in a thread: no ball stands still for it."""
    if name not in _there:
        await asyncio.to_thread(import_module, name)
        _there.add(name)
