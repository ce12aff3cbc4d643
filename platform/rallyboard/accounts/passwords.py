"""Passwords: which ones are good enough, and their slow hashes, made beside the event loop in a bounded pool.

Length decides, not composition (NIST SP 800-63B-4): 15 characters alone, 8 beside a second factor. Refused are the
30,000 most used of zxcvbn's list, one's own name or address, and what zxcvbn guesses in a hundred million tries (a
million beside a second factor).
"""

import asyncio
import os
import threading
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import Final, TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from rallyboard.accounts.errors import TooBusy, WeakPassword

SHORTEST_ALONE: Final = 15
SHORTEST_BESIDE: Final = 8
LONGEST: Final = 128
QUEUE: Final = 50
GUESSES_ALONE: Final = 1e8
GUESSES_BESIDE: Final = 1e6
_READ: Final = 72  # zxcvbn's time grows with the square of the length
T = TypeVar("T")


class Passwords:
    """argon2id with OWASP's floor (19 MiB, two passes). At most `QUEUE` wait; the rest is told to come again."""

    def __init__(self) -> None:
        self._hasher = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))
        self._pool = ThreadPoolExecutor(
            max(1, (os.cpu_count() or 2) - 1), thread_name_prefix="passwords", initializer=_yield_to_matches
        )
        self._waiting = self._hashed = 0

    async def hash(self, password: str) -> str:
        """The password as it is stored (PHC string); raises TooBusy."""
        return await self._slow(lambda: self._hasher.hash(normal(password)))

    async def verify(self, hashed: str | None, password: str) -> tuple[bool, str | None]:
        """Whether they belong together, and a better hash when ours is outdated; None takes as long and is False."""
        typed = normal(password)
        right, better = await self._slow(lambda: self._hasher.verify_and_update(typed, hashed or _decoy(self._hasher)))
        return right and hashed is not None, better if right and hashed is not None else None

    async def check(self, password: str, *, second_factor: bool, words: Iterable[str] = ()) -> None:
        """Raises WeakPassword with the reason; `words` are the name and address it must not be made of."""
        text, known = normal(password), [word for word in words if word]
        _check_length(text, SHORTEST_BESIDE if second_factor else SHORTEST_ALONE)
        least = GUESSES_BESIDE if second_factor else GUESSES_ALONE
        await self._run(lambda: _check_guessable(text, known, least))

    def numbers(self) -> dict[str, float]:
        """What the metrics page shows: slow hashes made so far, and how many wait for one just now."""
        return {"hashed": self._hashed, "waiting": self._waiting}

    def close(self) -> None:
        """Nothing new is begun."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _slow(self, work: Callable[[], T]) -> T:
        found = await self._run(work)
        self._hashed += 1
        return found

    def refusal(self) -> TooBusy | None:
        """Why nobody else may wait just now. Asked at the site's door, so that a flood costs the matches little."""
        if self._waiting < QUEUE:
            return None
        return TooBusy("Too many people sign in at once; try again in a few seconds.", retry_after=3)

    async def _run(self, work: Callable[[], T]) -> T:
        if (refusal := self.refusal()) is not None:
            raise refusal
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._waiting -= 1


def normal(password: str) -> str:
    """One spelling for what looks the same (NFKC), whatever the keyboard made of it."""
    return unicodedata.normalize("NFKC", password)


def _check_length(text: str, least: int) -> None:
    if len(text) < least:
        hint = " (8 are enough once a second factor is on)" if least == SHORTEST_ALONE else ""
        raise WeakPassword(f"Use at least {least} characters{hint}; a few words in a row are easy to keep in mind.")
    if len(text) > LONGEST:
        raise WeakPassword(f"Use at most {LONGEST} characters; this password has {len(text)}.")


def _check_guessable(text: str, words: list[str], least: float) -> None:
    from zxcvbn import zxcvbn

    if text.casefold() in _listed():
        raise WeakPassword("This password is on the list of the most used ones; choose another.")
    parts = [part for word in words for part in (word, *word.replace("@", ".").split("."))]
    if float(zxcvbn(text[:_READ], user_inputs=[*parts, "rallyboard", "pong"])["guesses"]) < least:
        raise WeakPassword("This password is easy to guess; add a word or two that nobody would expect.")


@cache
def _listed() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])


@cache
def _decoy(hasher: PasswordHash) -> str:
    return hasher.hash("nobody has this password")


def _yield_to_matches() -> None:
    """Matches that are being played come first. A low priority is not enough on Linux: whoever runs keeps the core for
    its slice of some milliseconds, unless it is of the idle class (sched(7)), which gives way at once."""
    if hasattr(os, "SCHED_IDLE"):
        with suppress(OSError):  # a sandbox may forbid it; passwords are checked all the same
            os.sched_setscheduler(threading.get_native_id(), os.SCHED_IDLE, os.sched_param(0))
