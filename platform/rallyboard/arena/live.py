"""A live match: who is there, and what the clock does about it. Driven by frames, comings, goings and wake-ups only.

    waiting  --both seats there-->  countdown  -->  running  --over-->  over
                                       ^               |
                                       '-- all back -- standing   (a seat is missed before a serve, or the server was)

A player whose socket goes has the key released and the rally plays out, so pulling the plug never saves a point;
then the clock stops, with the budgets of `Patience`. All methods are called from one thread.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, Literal

from game_engine.events import Goal, Over
from game_engine.intents import SERVER, Pause, ResignReason, Resume
from game_engine.match import Phase
from rallyboard.arena import protocol as wire
from rallyboard.arena.client import Client
from rallyboard.arena.clock import COUNTDOWN_NS, MS, TICKS
from rallyboard.arena.fixture import Fixture
from rallyboard.arena.line import Line
from rallyboard.arena.patience import NOBODY, Patience
from rallyboard.arena.play import Play, Stage, pilots_of
from rallyboard.arena.rates import TAKEOVERS, Bucket
from rallyboard.arena.recovery import Recovered
from rallyboard.arena.room import Settled

BOTH: Final = frozenset({0, 1})
LONGEST: Final = 7_200 * TICKS
"""No match takes two hours of play; one that does is void, before its log outgrows every reader."""
Status = Literal["waiting", "live", "over", "halted"]
Told = Callable[["Live"], None]


class Live:
    """One match from the first seat taken until the result is told.

    `begun` is called when it turns from waiting to live, `over` when its log is complete and on disk.
    """

    def __init__(self, fixture: Fixture, stage: Stage, begun: Told, over: Told) -> None:
        self.play = Play(fixture, stage, self.hasten)
        self.status: Status = "waiting"
        self.wake_ns: int | None = None
        self._stage, self._begun, self._over = stage, begun, over
        self._patience = Patience()
        now_ns = stage.clock.now_ns()
        self._takeovers = (Bucket(TAKEOVERS, now_ns), Bucket(TAKEOVERS, now_ns))
        self._heard_n = [0, 0]
        self._stopped_ns = now_ns

    @property
    def fixture(self) -> Fixture:
        """Who plays what."""
        return self.play.fixture

    @property
    def present(self) -> frozenset[int]:
        """The seats that have a socket, or a bot."""
        return self.play.crowd.slots | {pilot.slot for pilot in self.play.pilots}

    # --- Beginning -----------------------------------------------------------------------------------

    def seat(self, fixture: Fixture) -> None:
        """Somebody took the free seat; their socket comes later."""
        self.play.fixture = fixture
        self.play.pilots = pilots_of(fixture)

    def restore(self, found: Recovered) -> None:
        """Take over what a dead process was playing."""
        self.play.restore(found)
        self.status = "live"

    def resume(self) -> None:
        """Once the restored copy is on disk: wait for the players, or finish what was decided before the crash."""
        now_ns = self._stage.clock.now_ns()
        if self.play.room.over is not None:
            self._finish(self.play.room.over)
            return
        self._stopped_ns = now_ns
        self._patience.recall(self.play.room.entries)
        self._patience.excuse(now_ns, BOTH - self.present)
        self.play.note(Pause(self.play.tick(now_ns), SERVER, 0))
        self.arm()

    def _begin(self, now_ns: int) -> None:
        at = self._stage.clock.wall() + timedelta(microseconds=COUNTDOWN_NS // 1000)
        self.status = "live"
        self.play.open(self.fixture.starting(at))
        self.play.run(now_ns)
        self._begun(self)

    # --- Coming and going ----------------------------------------------------------------------------

    def attach(self, line: Line, slots: tuple[int, ...], last_n: int) -> Client | None:
        """A socket takes its seats (none: it watches); None when a seat changes sockets too often."""
        now_ns = self._stage.clock.now_ns()
        client = Client(line, slots, last_n, now_ns)
        if not self._displace(client, now_ns):
            return None
        if slots:
            self.play.crowd.join(client)
        known_n = min([last_n, *(self._heard_n[slot] for slot in slots)])
        line.send(wire.write(self.play.state(client, self.status, known_n)))
        if slots:
            self._take_seats(client, now_ns)
        else:
            self.play.crowd.join(client)
        self.arm()
        return client

    def _take_seats(self, client: Client, now_ns: int) -> None:
        for slot in client.slots:
            self.play.crowd.tell(wire.Presence(slot, True), now_ns, but=client)
        self._came(now_ns)

    def _displace(self, client: Client, now_ns: int) -> bool:
        older = [held for held in self.play.crowd.players if set(held.slots) & set(client.slots)]
        if older and not self._takeovers[client.slots[0]].take(now_ns):
            return False
        for held in older:
            self.play.crowd.leave(held)
            held.line.close(wire.Close.REPLACED)
            if self.status == "live":
                self.play.release(held.slots, now_ns)
        return True

    def _came(self, now_ns: int) -> None:
        missing = BOTH - self.present
        if self.status == "waiting" and not missing and self.fixture.full:
            self._begin(now_ns)
        elif self.status == "live" and not self.play.clock.running:
            self._patience.change(now_ns, missing)
            if missing:
                self.play.crowd.tell(self._stopped(now_ns), now_ns)
            else:
                self._resume(now_ns)
        elif self.status == "live":
            self._tell_countdown(now_ns)

    def _tell_countdown(self, now_ns: int) -> None:
        """Whoever joins while 3-2-1 runs has to know when it ends."""
        left_ms = (self.play.clock.origin_ns - now_ns) // MS
        if left_ms > 0:
            self.play.crowd.tell(wire.Countdown(self.play.tick(now_ns), left_ms), now_ns)

    def _resume(self, now_ns: int) -> None:
        stood_ms = (now_ns - self._stopped_ns + COUNTDOWN_NS) // MS
        self.play.note(Resume(self.play.tick(now_ns), min(stood_ms, 2**31 - 1)))
        self.play.run(now_ns)

    def leave(self, client: Client) -> None:
        """A socket is gone."""
        if not self.play.crowd.leave(client):
            return
        now_ns = self._stage.clock.now_ns()
        for slot in client.slots:
            self.play.crowd.tell(wire.Presence(slot, False), now_ns)
        if self.status == "live":
            self.play.release(client.slots, now_ns)
            self._missed(now_ns)
        self.arm()

    def _missed(self, now_ns: int) -> None:
        """Somebody is missing: stop the clock, unless a rally is on."""
        missing = BOTH - self.present
        if not missing or self.status != "live":
            return
        if not self.play.clock.running:
            self._patience.change(now_ns, missing)
            self.play.crowd.tell(self._stopped(now_ns), now_ns)
        elif self._between(now_ns) and self.play.clock.running:
            # Settling a goal may have paused, or ended, the match by now.
            self._pause(now_ns, missing)

    def _between(self, now_ns: int) -> bool:
        """Whether everybody agrees that the ball waits for a serve."""
        self._react(self.play.settle(now_ns), now_ns)
        room = self.play.room
        return room.base.phase is Phase.SERVE and room.head.phase is Phase.SERVE

    def _pause(self, now_ns: int, missing: frozenset[int]) -> None:
        self.play.freeze(now_ns)
        self.play.stand(now_ns)
        self._stopped_ns = now_ns
        self._patience.pause(now_ns, missing)
        self.play.note(Pause(self.play.tick(now_ns), min(missing), 0))
        self.play.crowd.tell(self._stopped(now_ns), now_ns)

    def _stopped(self, now_ns: int) -> wire.Stopped:
        missing, verdict = BOTH - self.present, self._patience.verdict()
        left_ms = 0 if verdict is None else max(0, verdict.at_ns - now_ns) // MS
        return wire.Stopped(self.play.tick(now_ns), min(missing) if len(missing) == 1 else SERVER, left_ms)

    def lose_server(self) -> None:
        """The server is about to stop: the clock stands from now on, at nobody's cost."""
        now_ns = self._stage.clock.now_ns()
        if self.status == "live" and self.play.clock.running:
            self.play.stand(now_ns)
        if self.status != "over":
            self.status = "halted"
        self.wake_ns = None
        self.play.crowd.close(wire.Close.RESTART)

    # --- Playing -------------------------------------------------------------------------------------

    def heard(self, slot: int, n: int) -> None:
        """The n-th frame of this seat's page was taken."""
        self._heard_n[slot] = n

    def give_up(self, slot: int, reason: ResignReason) -> None:
        """The seat loses the match."""
        now_ns = self._stage.clock.now_ns()
        if self.status == "live":
            self.play.resign(slot, reason, now_ns)
            if not self.play.clock.moving(now_ns):
                # Nothing can come late while no time passes, so the result is final at once.
                self._react(self.play.freeze(now_ns), now_ns)
            self.arm()

    def wake(self, now_ns: int) -> None:
        """Something is due."""
        self._drop_silent(now_ns)
        if self.status == "live" and self.play.clock.running:
            self.play.fly(now_ns)
            self._react(self.play.settle(now_ns), now_ns)
            self.play.sample(now_ns)
            if self.play.tick(now_ns) > LONGEST and self.status == "live":
                self._react(self.play.abandon(now_ns), now_ns)
        elif self.status == "live":
            self._judge(now_ns)
        self.play.crowd.stand.show(now_ns)
        self.arm()

    def _react(self, finals: list[Settled], now_ns: int) -> None:
        if self.play.room.over is not None:
            if self.status == "live":
                self._finish(self.play.room.over)
        elif any(isinstance(final.event, Goal) for final in finals):
            self._missed(now_ns)

    def _finish(self, over: Over) -> None:
        self.status = "over"
        self.play.finish(over, lambda: self._over(self))

    def _judge(self, now_ns: int) -> None:
        """Patience ran out, or not yet."""
        verdict = self._patience.verdict()
        if verdict is None or verdict.at_ns > now_ns:
            return
        if verdict.loser == NOBODY:
            self._react(self.play.abandon(now_ns), now_ns)
        else:
            self.give_up(verdict.loser, ResignReason.DISCONNECT)

    def _drop_silent(self, now_ns: int) -> None:
        crowd = self.play.crowd
        for client in [*crowd.players, *crowd.watchers]:
            if client.deadline_ns <= now_ns:
                client.line.close(wire.Close.SILENT)
                self.leave(client)

    # --- Waking --------------------------------------------------------------------------------------

    def arm(self) -> None:
        """Be woken when the next thing is due."""
        wishes = [when for when in self._wishes() if when is not None]
        if wishes:
            self._stage.wakes.at(min(wishes), self)
        else:
            self.wake_ns = None

    def hasten(self) -> None:
        """Something was entered or told: be woken earlier if that brought the next thing forward."""
        stand, room = self.play.crowd.stand, self.play.room
        if not room.stirred and stand.empty:
            return
        room.stirred = False
        due, shown = self._when(room.due()), stand.due()
        if shown is not None and (due is None or shown < due):
            due = shown
        if due is not None and (self.wake_ns is None or due < self.wake_ns):
            self._stage.wakes.at(due, self)

    def _wishes(self) -> list[int | None]:
        crowd = self.play.crowd
        wishes = [crowd.stand.due(), *(client.deadline_ns for client in (*crowd.players, *crowd.watchers))]
        if self.status == "live" and self.play.clock.running:
            wishes += [self._when(self.play.room.due()), self.play.sample_ns]
            wishes += [self._when(pilot.due()) for pilot in self.play.pilots]
        elif self.status == "live":
            verdict = self._patience.verdict()
            wishes.append(None if verdict is None else verdict.at_ns)
        return wishes

    def _when(self, tick: int | None) -> int | None:
        return None if tick is None else self.play.clock.when(tick)
