"""Patience: how long a match waits for whom, and what happens when it runs out.

Each player may be missed three times and for 60 s in all; after that the match is forfeited. While both are missing
nobody's time runs, and after five minutes nobody wins. A pause that the server caused costs no budget until the
players have had half a minute to come back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from game_engine.intents import SERVER, Entry, Pause, Resume
from rallyboard.arena.clock import COUNTDOWN_NS, MS, SECOND

BUDGET_NS: Final = 60 * SECOND
PAUSES: Final = 3
BOTH_GONE_NS: Final = 300 * SECOND
GRACE_NS: Final = 30 * SECOND
NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Verdict:
    """At `at_ns`, unless somebody comes back, `loser` forfeits; nobody wins when it is NOBODY."""

    at_ns: int
    loser: int


class Patience:
    """The pause budgets of one match. Told the time, it reads no clock."""

    def __init__(self) -> None:
        self._left = [BUDGET_NS, BUDGET_NS]
        self._pauses = [0, 0]
        self._missing: frozenset[int] = frozenset()
        self._since = 0
        self._grace = 0

    def recall(self, entries: Iterable[Entry]) -> None:
        """After a restart: what the log says was used before."""
        for entry in entries:
            if isinstance(entry, Pause):
                self._missing = frozenset({entry.slot} - {SERVER})
                for slot in self._missing:
                    self._pauses[slot] += 1
            elif isinstance(entry, Resume):
                for slot in self._missing:
                    self._left[slot] = max(0, self._left[slot] - entry.wall_ms * MS + COUNTDOWN_NS)

    def pause(self, now_ns: int, missing: frozenset[int]) -> None:
        """The clock stopped because of these seats; each uses one of its pauses."""
        self._missing, self._since = missing, now_ns
        for slot in missing:
            self._pauses[slot] += 1

    def excuse(self, now_ns: int, missing: frozenset[int]) -> None:
        """The clock stopped because of the server: no pause is used, and no time for a while."""
        self._missing, self._since, self._grace = missing, now_ns, now_ns + GRACE_NS

    def change(self, now_ns: int, missing: frozenset[int]) -> None:
        """Somebody came or went while the clock stood."""
        self._charge(now_ns)
        for slot in missing - self._missing:
            self._pauses[slot] += now_ns >= self._grace
        self._missing, self._since = missing, now_ns

    def verdict(self) -> Verdict | None:
        """What comes next if nothing changes; None when nobody is missing."""
        if len(self._missing) == 2:
            return Verdict(self._since + BOTH_GONE_NS, NOBODY)
        for slot in self._missing:
            if self._pauses[slot] > PAUSES:
                return Verdict(self._since, slot)
            return Verdict(max(self._since, self._grace) + self._left[slot], slot)
        return None

    def left_ms(self, slot: int) -> int:
        """What is left of a player's time, as of the last change."""
        return 0 if self._pauses[slot] > PAUSES else self._left[slot] // MS

    def _charge(self, now_ns: int) -> None:
        if len(self._missing) == 1:
            (slot,) = self._missing
            spent = now_ns - max(self._since, self._grace)
            self._left[slot] = max(0, self._left[slot] - max(0, spent))
