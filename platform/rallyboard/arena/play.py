"""The play of one match: what is accepted goes to the journal, then to the crowd; what is final is told once on disk.

Between the pure `Room` and the world: it turns nanoseconds into ticks, lets the bots act, and keeps the order
"written, then told" in one place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from game_engine.events import Goal, Over
from game_engine.intents import Entry, Key, Net, Resign, ResignReason
from game_engine.match import Match
from rallyboard.arena import protocol as wire
from rallyboard.arena.client import Client
from rallyboard.arena.clock import COUNTDOWN_NS, MS, SECOND, Clock, MatchClock
from rallyboard.arena.crowd import Crowd
from rallyboard.arena.fixture import Fixture
from rallyboard.arena.journal import Journal
from rallyboard.arena.pilot import Pilot
from rallyboard.arena.recovery import Recovered
from rallyboard.arena.room import Room, Settled
from rallyboard.arena.wakes import Wakes

SAMPLE_NS: Final = 5 * SECOND


@dataclass(frozen=True, slots=True)
class Stage:
    """What every live match of a process shares."""

    clock: Clock
    journal: Journal
    wakes: Wakes
    delay_ns: int


class Play:
    """`no` is the match's number in the journal, -1 before it began; `told` is called after what was told late."""

    def __init__(self, fixture: Fixture, stage: Stage, told: Callable[[], None]) -> None:
        self.fixture, self.stage, self._told = fixture, stage, told
        self.no = -1
        self.room = Room.start(fixture.rules, fixture.serve0)
        self.clock = MatchClock(0, stage.clock.now_ns())
        self.crowd = Crowd(self.room.base.clone(), stage.delay_ns)
        self.pilots = pilots_of(fixture)
        self.sample_ns = 0
        """When the connections go to the log next."""

    @property
    def journal(self) -> Journal:
        """The journal of this process."""
        return self.stage.journal

    def tick(self, now_ns: int) -> int:
        """The tick the rules go by."""
        return self.clock.tick(now_ns)

    # --- Beginning and going on ----------------------------------------------------------------------

    def open(self, fixture: Fixture) -> None:
        """The match counts from here on."""
        self.fixture = fixture
        self.no = self.journal.open(UUID(fixture.match_id), fixture.pack())

    def restore(self, found: Recovered) -> None:
        """Stand where the dead process was last alive, and carry its entries into this process's journal."""
        now_ns, fixture = self.stage.clock.now_ns(), self.fixture
        self.room = Room.restore(fixture.rules, fixture.serve0, found.entries, found.tick)
        self.clock = MatchClock(found.tick, now_ns)
        self.crowd = Crowd(self.room.base.clone(), self.stage.delay_ns)
        for pilot in self.pilots:
            pilot.remember(Match.start(fixture.rules, fixture.serve0), self.room.entries)
            pilot.forget_before(found.tick)
        self.no = self.journal.open(found.match_id, fixture.pack(), list(found.entries), found.epoch + 1)
        self.journal.clock(self.no, running=False, tick=found.tick, origin_ns=now_ns)

    def run(self, now_ns: int) -> None:
        """3-2-1, then the clock runs from where it stands."""
        self.clock.start(now_ns)
        self.sample_ns = now_ns + COUNTDOWN_NS + SAMPLE_NS
        self.journal.beating += 1
        tick = self.tick(now_ns)
        self.journal.clock(self.no, running=True, tick=tick, origin_ns=self.clock.origin_ns)
        self.crowd.tell(wire.Countdown(tick, COUNTDOWN_NS // MS), now_ns)

    def stand(self, now_ns: int) -> None:
        """The clock stops."""
        if self.clock.running:
            tick = self.clock.stop(now_ns)
            self.journal.beating -= 1
            self.journal.clock(self.no, running=False, tick=tick, origin_ns=now_ns)

    # --- Entries -------------------------------------------------------------------------------------

    def enter(self, entry: Entry, now_ns: int, but: Client | None = None) -> None:
        """An accepted entry: to the journal, then to everybody except its sender; a resignation once it is on disk."""
        self.journal.entry(self.no, entry)
        told = wire.told(entry)
        if told is None:
            return
        if isinstance(entry, Resign):
            self.journal.after_sync(partial(self._tell_now, told, entry))
        else:
            self.crowd.tell(told, now_ns, entry, but)

    def note(self, entry: Entry) -> None:
        """An entry that only the log keeps."""
        self.room.note(entry)
        self.journal.entry(self.no, entry)

    def fly(self, now_ns: int) -> None:
        """The bots do what is due."""
        now = self.tick(now_ns)
        for pilot in self.pilots:
            if pilot.due() <= now:
                for entry in pilot.act(self.room, now):
                    self.enter(entry, now_ns)

    def release(self, slots: tuple[int, ...], now_ns: int) -> None:
        """Nobody holds these seats' keys any more."""
        room, now = self.room, self.tick(now_ns)
        room.advance(now)
        for slot in slots:
            queued = any(isinstance(entry, Key) and entry.slot == slot for entry in room.pend)
            if room.over is None and (queued or room.head.paddle_dir(slot)):
                self.enter(room.release(slot, now), now_ns)

    def resign(self, slot: int, reason: ResignReason, now_ns: int) -> None:
        """The seat gives up; only the first resignation of a match counts."""
        if self.room.over is None and not any(isinstance(entry, Resign) for entry in self.room.pend):
            self.enter(self.room.resign(slot, reason, self.tick(now_ns)), now_ns)

    def sample(self, now_ns: int) -> None:
        """Every five seconds the quality of the players' connections goes to the log."""
        if now_ns < self.sample_ns or self.room.over is not None:
            return
        self.sample_ns = now_ns + SAMPLE_NS
        for slot in sorted(self.crowd.slots):
            lag = self.room.lags[slot]
            if lag.measured:
                self.note(Net(self.tick(now_ns), slot, round(lag.rtt_ms), round(lag.jitter_ms)))

    # --- What is final -------------------------------------------------------------------------------

    def settle(self, now_ns: int) -> list[Settled]:
        """What has become final by now, on its way to everybody."""
        return self._announce(self.room.settle(self.tick(now_ns)))

    def freeze(self, now_ns: int) -> list[Settled]:
        """Everything up to now is final."""
        return self._announce(self.room.freeze(self.tick(now_ns)))

    def abandon(self, now_ns: int) -> list[Settled]:
        """Nobody wins, unless it is decided already."""
        return self._announce(self.room.abandon(self.tick(now_ns)))

    def _announce(self, finals: list[Settled]) -> list[Settled]:
        for final in finals:
            event = final.event
            if isinstance(event, Goal):
                goal = wire.GoalTold(event.t, event.winner, event.y, event.s0, event.s1, event.hits, final.digest)
                self.journal.after_sync(partial(self._tell_now, goal, None))
        if finals:
            self._compare()
        return finals

    def finish(self, over: Over, then: Callable[[], None]) -> None:
        """The end marker is written, the result told once it is on disk; `then` is called after that."""
        self.journal.entry(self.no, self.room.end(over))
        self.stand(self.stage.clock.now_ns())
        self.journal.after_sync(partial(self._tell_end, wire.EndTold(over.t, over.reason, over.winner), then))

    def _tell_now(self, frame: wire.ServerOut, entry: Entry | None) -> None:
        self.crowd.tell(frame, self.stage.clock.now_ns(), entry)
        self._told()

    def _tell_end(self, frame: wire.EndTold, then: Callable[[], None]) -> None:
        self.crowd.tell_last(frame, self.stage.clock.now_ns())
        self._told()
        then()

    # --- The state, for those who join ---------------------------------------------------------------

    def state(self, client: Client, status: str, last_n: int) -> wire.State:
        """Where the match stands, as this client may know it."""
        now_ns = self.stage.clock.now_ns()
        header = self._header(client, status)
        if client.slots:
            pend = [told for entry in self.room.pend if (told := wire.told(entry))]
            return wire.State(header, self.room.base.pack(), pend, self.clock.soft(now_ns), last_n)
        tick = self.watched(now_ns)
        match, entries = self.crowd.stand.scene(tick, now_ns)
        pend = [told for entry in entries if (told := wire.told(entry))]
        return wire.State(header, match.pack(), pend, tick, 0)

    def watched(self, now_ns: int) -> int:
        """The tick a spectator is at."""
        return self.clock.soft_then(now_ns - self.crowd.stand.lag_ns)

    def _header(self, client: Client, status: str) -> wire.Header:
        fixture, rules = self.fixture, self.fixture.rules
        here = self.crowd.slots | {pilot.slot for pilot in self.pilots}
        return wire.Header(
            match=fixture.match_id, mode=fixture.mode, rules=rules.version, ruleset=rules.id, rules_sha=rules.sha(),
            serve0=fixture.serve0, role="play" if client.slots else "watch", slots=client.slots, status=status,
            connected=(0 in here, 1 in here),
        )  # fmt: skip

    # --- Desync alarm --------------------------------------------------------------------------------

    def check(self, client: Client, tick: int, digest: int) -> None:
        """A client says what its match looks like; if ours looks different at that tick, it gets ours."""
        if tick > self.room.base.tick:
            client.check = (tick, digest)
        elif self.room.digests.get(tick, digest) != digest:
            client.line.send(wire.write(self.state(client, "live", client.last_n)))

    def _compare(self) -> None:
        for client in self.crowd.players:
            if client.check is not None and client.check[0] <= self.room.base.tick:
                (tick, digest), client.check = client.check, None
                self.check(client, tick, digest)


def pilots_of(fixture: Fixture) -> list[Pilot]:
    """A pilot for every seat that a house bot has."""
    return [
        Pilot(seat.bot, slot, fixture.rules, seat.seed or 0)
        for slot, seat in enumerate(fixture.seats)
        if seat is not None and seat.bot is not None
    ]
