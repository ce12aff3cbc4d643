"""The grandstand: who watches a match, the same frames a few seconds late, one encoded frame for all.

A spectator's tick lags by the delay and a little more, so that every frame comes before the tick it speaks of and
nothing they saw is ever taken back.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from game_engine.intents import Entry, order
from game_engine.match import Match
from rallyboard.arena.clock import SECOND, TICKS
from rallyboard.arena.lag import WINDOW
from rallyboard.arena.line import Line
from rallyboard.arena.protocol import Close

Coming: TypeAlias = tuple[int, bytes, Entry | None, bool]
"""When a frame is shown, the frame, the entry it tells of, and whether it is the last."""
UNSEEN: Final = 64
"""Frames that may wait although nobody watches; they are looked through once in so many."""
CUSHION: Final = 2 * WINDOW * SECOND // TICKS
"""Beyond the delay: the rewind window, and as much again for the network."""


@dataclass(slots=True)
class Grandstand:
    """Made with the match as it began, or was restored; `delay_ns` is how late frames are shown."""

    match: Match
    delay_ns: int
    watchers: list[Line] = field(default_factory=list[Line])
    _coming: deque[Coming] = field(default_factory=deque[Coming])
    _told: list[Entry] = field(default_factory=list[Entry])

    @property
    def lag_ns(self) -> int:
        """How far a spectator's clock is behind."""
        return self.delay_ns + CUSHION

    @property
    def empty(self) -> bool:
        """Nobody is watching."""
        return not self.watchers

    def tell(self, frame: bytes, now_ns: int, entry: Entry | None = None, *, last: bool = False) -> None:
        """A frame the players got now; after the last one the stand is cleared."""
        self._coming.append((now_ns + self.delay_ns, frame, entry, last))
        if not self.watchers and len(self._coming) > UNSEEN:
            self.show(now_ns)

    def due(self) -> int | None:
        """When the next frame is to be shown; None when nobody would see it."""
        return self._coming[0][0] if self._coming and self.watchers else None

    def show(self, now_ns: int) -> None:
        """Send every frame whose time has come."""
        coming = self._coming
        while coming and coming[0][0] <= now_ns:
            _, frame, entry, last = coming.popleft()
            if entry is not None:
                self._told.append(entry)
            for line in self.watchers:
                line.send(frame)
            if last:
                self.clear(Close.OVER)

    def clear(self, code: Close) -> None:
        """Everybody has to leave."""
        for line in self.watchers:
            line.close(code)
        self.watchers.clear()

    def scene(self, tick: int, now_ns: int) -> tuple[Match, list[Entry]]:
        """The match at a spectator's tick, and the entries they must know of after it."""
        self.show(now_ns)
        tick = max(tick, self.match.tick)
        self._told.sort(key=order)
        before = sum(1 for entry in self._told if entry.t < tick)
        for entry in self._told[:before]:
            self.match.apply(entry)
        self.match.advance(tick)
        del self._told[:before]
        return self.match, list(self._told)
