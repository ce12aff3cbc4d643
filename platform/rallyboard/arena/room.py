"""The authority over one match: takes stamped entries, lets the late ones count fairly, says what has become final.

    base   the match up to `now - WINDOW`: nothing can change it any more
    pend   entries after that, in canonical order
    head   base with pend applied: what everybody sees now, brought up to now when somebody looks

An entry at t acts from t + 1 on and none may arrive with a stamp below `now - WINDOW`, so an event at tick e is final
once now >= e + WINDOW. Pure: the time is told as a tick, nothing is read or written, the same calls give the same log.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from game_engine import Ruleset
from game_engine.events import Event, Goal, Over, Served
from game_engine.intents import SERVER, End, EndReason, Entry, Key, Pause, Resign, ResignReason, Serve, order
from game_engine.match import Match, Phase
from rallyboard.arena.lag import AHEAD, WINDOW, Lag

KEPT_DIGESTS = 8


@dataclass(frozen=True, slots=True)
class Settled:
    """An event nothing can change any more, and the digest of the match at its tick."""

    event: Event
    digest: int


class Room:
    """Made by `start` or `restore`; `entries` and `events` grow as things become final and are the log at the end."""

    __slots__ = (
        "_ahead", "_applied", "_done", "_floor", "_last", "_mark", "_now", "_pend",
        "base", "digests", "entries", "events", "head", "lags", "over", "stirred",
    )  # fmt: skip

    def __init__(self, base: Match) -> None:
        self.base = base
        self.head = base.clone()
        self.entries: list[Entry] = []
        self.events: list[Event] = []
        self.lags = (Lag(base.tick), Lag(base.tick))
        self.over: Over | None = None
        self.digests: dict[int, int] = {}
        """Digest at the tick after each of the last serves, to compare a client's own with."""
        self._pend: list[Entry] = []
        self._applied = 0  # how many of pend are in head
        self._done: list[Settled] = []  # final, not yet asked for
        self.stirred = False
        """Set when an entry may have changed what `due` says; whoever arms a timer by it sets it back."""
        self._ahead: list[int] = []  # ticks at which what happened in head becomes final
        self._last = [0, 0]
        self._floor = self._now = base.tick
        self._mark: int | None = None

    @classmethod
    def start(cls, ruleset: Ruleset, serve0: int = 0) -> "Room":
        """A match that begins at tick 0."""
        return cls(Match.start(ruleset, serve0))

    @classmethod
    def restore(cls, ruleset: Ruleset, serve0: int, entries: Iterable[Entry], now: int) -> "Room":
        """The room as it was when these entries (in order of arrival) had been accepted, all final up to `now`."""
        room = cls.start(ruleset, serve0)
        room._pend = sorted(entries, key=_place)
        for entry in room._pend:
            if isinstance(entry, (Key, Serve)):
                room._last[entry.slot] = max(room._last[entry.slot], entry.t)
        room.freeze(now)
        return room

    @property
    def pend(self) -> tuple[Entry, ...]:
        """Accepted entries that are not final, in canonical order."""
        return tuple(self._pend)

    # --- Entering ------------------------------------------------------------------------------------

    def key(self, slot: int, key: int, claim: int, now: int) -> Key:
        """The seat's key changed at `claim`, or as near to it as the window allows."""
        entry = Key(self._stamp(slot, claim, now), slot, key, now, claim)
        self._insert(entry, now)
        return entry

    def serve(self, slot: int, claim: int, now: int) -> Serve | None:
        """The seat serves; None when it is not its turn, so far as anybody can know now."""
        self.advance(now)
        if self.head.phase is not Phase.SERVE or self.head.server != slot:
            return None
        entry = Serve(self._stamp(slot, claim, now), slot, now, claim)
        self._insert(entry, now)
        return entry

    def resign(self, slot: int, reason: ResignReason, now: int) -> Resign:
        """The seat gives up now; never rewound."""
        # Not behind the seat's own queued keys: it ends the match, so nothing of theirs matters any more.
        entry = Resign(max(now, self._floor, self.base.tick), slot, reason)
        self._insert(entry, now)
        return entry

    def release(self, slot: int, now: int) -> Key:
        """Nobody holds the seat's keys any more: the key becomes 0 now, as the server's act."""
        entry = Key(self._act(slot, now), slot, 0, now, now)
        self._insert(entry, now)
        return entry

    def note(self, entry: Entry) -> None:
        """An entry that no rule reads: a look, a sample, a pause, stamped with the tick now."""
        self._insert(entry, entry.t)

    def _stamp(self, slot: int, claim: int, now: int) -> int:
        lag = self.lags[slot]
        least = max(now - lag.window(now), self._last[slot], self._floor, self.base.tick)
        stamp = max(least, min(claim, now + AHEAD))
        if stamp < now:
            lag.spend(now - stamp)
        self._last[slot] = stamp
        return stamp

    def _act(self, slot: int, now: int) -> int:
        self._last[slot] = max(now, self._last[slot], self._floor, self.base.tick)
        return self._last[slot]

    def _insert(self, entry: Entry, now: int) -> None:
        pend = self._pend
        if not pend or pend[-1].t < entry.t or _place(pend[-1]) <= _place(entry):
            place = len(pend)
        else:
            # Make what is final final first, so that a late entry plays only the last moments again.
            self._commit(now - WINDOW, inclusive=False)
            place = bisect_right(pend, _place(entry), key=_place)
        if self.over is not None:
            return
        pend.insert(place, entry)
        if place < self._applied or entry.t < self.head.tick:
            self._rebuild(self.head.tick)
        else:
            # A key takes no event nearer, so head need not know of it yet: most keys are in base before it does.
            self._now = max(now, self._now)
            self.stirred = self.stirred or not isinstance(entry, Key) or entry.t > now

    def _rebuild(self, to: int) -> None:
        """Play head again from base, now that an entry came late."""
        self.stirred = self.stirred or bool(self._ahead)
        self.head = self.base.clone()
        self._applied = 0
        self._ahead.clear()
        self.advance(to)
        self.stirred = self.stirred or bool(self._ahead)

    # --- Time ----------------------------------------------------------------------------------------

    def advance(self, now: int) -> None:
        """Head shows the match at `now`, as far as is known."""
        self._now = max(now, self._now)
        pend, head = self._pend, self.head
        while self._applied < len(pend) and pend[self._applied].t <= now:
            self._foresee(head.apply(pend[self._applied]), pend[self._applied].t)
            self._applied += 1
        if head.tick < now:
            self._foresee(head.advance(now), now + 1)

    def _foresee(self, events: list[Event], entered: int) -> None:
        # What an entry at t does at t itself is final a tick later than what the rules do: another may still come.
        for event in events:
            self._ahead.append(event.t + WINDOW + (event.t == entered))

    def due(self) -> int | None:
        """The next tick at which `settle` has something to do if no entry comes; None once over."""
        if self._done:
            return self.base.tick
        if self.over is not None:
            return None
        self.advance(self._now)
        event = self.head.next_event()
        final = self._ahead[0] if self._ahead else None if event is None else event + WINDOW
        if self._applied < len(self._pend):
            queued = self._pend[self._applied].t
            return queued if final is None else min(final, queued)
        return final

    def settle(self, now: int) -> list[Settled]:
        """Everything that has become final since, in order."""
        self._commit(now - WINDOW, inclusive=False)
        self.advance(now)
        return self._drain()

    def freeze(self, now: int) -> list[Settled]:
        """Make all up to and at `now` final: no entry will be stamped before it any more."""
        self._commit(max(now, self._floor), inclusive=True)
        self._floor = max(now, self._floor)
        return self._drain()

    def abandon(self, now: int) -> list[Settled]:
        """End without a winner, unless it is already decided."""
        done = self.freeze(now)
        if self.over is None:
            self._keep(self.base.apply(End(self.base.tick, EndReason.VOID)))
            self.head = self.base.clone()
        return done + self._drain()

    def _drain(self) -> list[Settled]:
        done, self._done = self._done, []
        return done

    def _commit(self, horizon: int, *, inclusive: bool) -> None:
        if self.over is not None or horizon < self.base.tick:
            return
        limit = horizon + 1 if inclusive else horizon
        count = 0
        for entry in self._pend:
            if entry.t >= limit or self.over is not None:
                break
            self._play(entry.t)
            if self.over is None:
                self._keep(self.base.apply(entry))
                self.entries.append(entry)
                count += 1
        if self.over is None:
            self._play(horizon)
        self._forget(count)

    def _play(self, to: int) -> None:
        """Take base to `to`, event by event, so that each digest is that of its own tick."""
        base = self.base
        if base.due > to and (self._mark is None or self._mark > to):
            base.advance(to)  # nothing happens on the way, as between most keys
            return
        while self.over is None:
            event = base.next_event()
            stop = to if event is None or event > to else event
            if self._mark is not None and self._mark <= stop:
                stop = self._mark
            if stop == base.tick and (event is None or event > stop):
                return
            self._keep(base.advance(stop))
            if self._mark == stop:
                self._remember(stop)

    def _keep(self, events: list[Event]) -> None:
        for event in events:
            self.events.append(event)
            self._done.append(Settled(event, self.base.digest() if isinstance(event, (Goal, Over)) else 0))
            if isinstance(event, Over):
                self.over = event
            elif isinstance(event, Served):
                self._mark = event.t + 1

    def _remember(self, tick: int) -> None:
        self.digests[tick] = self.base.digest()
        self._mark = None
        if len(self.digests) > KEPT_DIGESTS:
            del self.digests[next(iter(self.digests))]

    def _forget(self, count: int) -> None:
        """Drop what became final from pend; head follows base where base overtook it."""
        base = self.base
        del self._pend[:count]
        if self.over is not None:
            self._pend.clear()
            self.head, self._applied = base.clone(), 0
            self._ahead.clear()
            return
        behind = self._applied < count or self.head.tick < base.tick
        self._applied -= min(count, self._applied)
        del self._ahead[: bisect_right(self._ahead, base.tick + WINDOW)]
        if behind:
            self._rebuild(max(base.tick, self.head.tick))

    # --- The end -------------------------------------------------------------------------------------

    def end(self, over: Over) -> End:
        """The compulsory end marker, appended to `entries`, for the match that ended like this."""
        entry = End(over.t, over.reason)
        if not (self.entries and isinstance(self.entries[-1], End)):
            self.entries.append(entry)
        return entry


def _place(entry: Entry) -> tuple[int, int]:
    """Where an entry stands among others: the canonical order, with a pause as the server's own act beside resumes."""
    return (entry.t, SERVER) if isinstance(entry, Pause) else order(entry)
