"""A client: one socket at a match, in a seat (two in local play) or watching, and what is known of its connection."""

from typing import Final

from rallyboard.arena.clock import MS, SECOND
from rallyboard.arena.line import Line
from rallyboard.arena.protocol import FORGIVEN
from rallyboard.arena.rates import DIRECTIONS, PLAYER_FRAMES, WATCHER_FRAMES, Bucket

SILENCE_NS: Final = 5 * SECOND
"""A player's page pings every two seconds; without a frame for this long it is gone."""
WATCHER_SILENCE_NS: Final = 30 * SECOND
OPEN_PINGS: Final = 4


class Client:
    """Made when a ticket was redeemed; dropped when the socket closes or another one takes the seat."""

    __slots__ = (
        "_asked", "_directions", "_frames", "_unexpected",
        "check", "heard_ns", "last_n", "line", "slots",
    )  # fmt: skip

    def __init__(self, line: Line, slots: tuple[int, ...], last_n: int, now_ns: int) -> None:
        self.line, self.slots, self.last_n, self.heard_ns = line, slots, last_n, now_ns
        self.check: tuple[int, int] | None = None
        """A tick and the client's digest of it, to be compared once that tick is final."""
        self._frames = Bucket(PLAYER_FRAMES if slots else WATCHER_FRAMES, now_ns)
        self._directions = Bucket(DIRECTIONS, now_ns)
        self._asked: dict[int, int] = {}
        self._unexpected = 0

    @property
    def deadline_ns(self) -> int:
        """When it counts as gone if no frame comes."""
        return self.heard_ns + (SILENCE_NS if self.slots else WATCHER_SILENCE_NS)

    def may_send(self, now_ns: int, *, direction: bool) -> bool:
        """Whether another frame keeps within the rates."""
        return self._frames.take(now_ns) and (not direction or self._directions.take(now_ns))

    def forgiven(self) -> bool:
        """One more frame that made no sense; False when it was one too many."""
        self._unexpected += 1
        return self._unexpected <= FORGIVEN

    def answered(self, cts: int, now_ns: int) -> None:
        """A ping was answered now; its echo ends the round trip."""
        self._asked.pop(cts, None)
        self._asked[cts] = now_ns
        if len(self._asked) > OPEN_PINGS:
            del self._asked[next(iter(self._asked))]

    def echoed(self, cts: int, now_ns: int) -> float | None:
        """The round trip in ms, by our clock alone; None for an echo of nothing."""
        asked = self._asked.pop(cts, None)
        return None if asked is None else (now_ns - asked) / MS

    def slot(self, named: int) -> int | None:
        """The seat a frame speaks for; None when it is not this client's, or not said where there are two."""
        if named < 0:
            return self.slots[0] if len(self.slots) == 1 else None
        return named if named in self.slots else None
