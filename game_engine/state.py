"""The state of a match: what it is at a tick, how to look at it, copy it, fingerprint it and write it down."""

from enum import IntEnum
from typing import Final, Self, TypeAlias

from game_engine.court import paddle_at
from game_engine.digest import fnv32
from game_engine.errors import BadState
from game_engine.flight import Flight
from game_engine.intents import EndReason
from game_engine.rulesets import Ruleset


class Phase(IntEnum):
    """Where a match stands."""

    SERVE = 0
    RALLY = 1
    RUNOFF = 2
    OVER = 3


Paddle: TypeAlias = tuple[int, int, int, int]
"""Centre y at a tick, that tick, the key held since, and the rally-clock tick of the seat's last own act."""

NEVER: Final = 1 << 62


class State:
    """Everything a match is. Attributes are for reading; only the match itself changes them."""

    __slots__ = (
        "contact", "due", "flight", "halt", "hits", "paddles", "phase", "reason", "ruleset",
        "scores", "serve0", "server", "since", "speed", "tick", "winner",
    )  # fmt: skip

    ruleset: Ruleset
    serve0: int
    tick: int
    """Everything up to and including this tick has happened."""
    scores: tuple[int, int]
    server: int
    phase: Phase
    winner: int | None
    reason: EndReason | None
    """Why it is over; None while it is not."""
    hits: int
    """Contacts of the rally so far, the serve included; 0 between rallies."""
    speed: int
    since: int
    """Tick of the last point, from which the serve window counts; once over, the tick of the end."""
    halt: int
    """Tick at which the rally clock stands while there is no rally."""
    paddles: list[Paddle]
    flight: Flight | None
    contact: int
    """Tick at which the ball meets the next plane, in RUNOFF the goal line."""
    due: int
    """No rule event before this tick. A key may leave it earlier than need be, never later."""

    @classmethod
    def start(cls, ruleset: Ruleset, serve0: int = 0) -> Self:
        """A fresh match at tick 0, both paddles centred and still, slot `serve0` to serve."""
        if serve0 not in (0, 1):
            raise BadState(f"seat 0 or 1 serves first, not {serve0}")
        state = cls.__new__(cls)
        state.ruleset = ruleset
        state.serve0 = state.server = serve0
        state.tick = state.hits = state.speed = state.since = state.halt = 0
        state.scores = (0, 0)
        state.phase = Phase.SERVE
        state.winner = state.reason = state.flight = None
        state.paddles = [(ruleset.height // 2, 0, 0, 0) for _ in ruleset.planes]
        state.plan()
        return state

    def clone(self) -> Self:
        """An independent copy in the same state."""
        twin = self.__class__.__new__(self.__class__)
        twin.ruleset = self.ruleset
        twin.serve0 = self.serve0
        twin.tick = self.tick
        twin.scores = self.scores
        twin.server = self.server
        twin.phase = self.phase
        twin.winner = self.winner
        twin.reason = self.reason
        twin.hits = self.hits
        twin.speed = self.speed
        twin.since = self.since
        twin.halt = self.halt
        twin.paddles = self.paddles[:]
        twin.flight = self.flight
        twin.contact = self.contact
        twin.due = self.due
        return twin

    def paddle_y(self, slot: int, t: int | None = None) -> int:
        """Centre of a paddle now, or at a later tick if its key stays. Every seat moves at the same speed."""
        y, since, key, _ = self.paddles[slot]
        if not key:
            return y
        rules, ticks = self.ruleset, (self.tick if t is None else t) - since
        return paddle_at(y, key * rules.paddle_speed * ticks, rules.half, rules.height - rules.half)

    def paddle_dir(self, slot: int) -> int:
        """The key the paddle holds: -1 up, 0 none, 1 down."""
        return self.paddles[slot][2]

    def ball(self, t: int | None = None) -> tuple[int, int, int, int] | None:
        """x, y, vx, vy of the ball now, or at a later tick of the same flight; None when it is not in play."""
        return self.flight and self.flight.seen(self.ruleset, self.tick if t is None else t)

    def next_event(self) -> int | None:
        """The tick of the next rule event if no entry comes before it; None once over."""
        if self.phase is Phase.RALLY:
            return min(self.contact, self.next_idle())
        return None if self.phase is Phase.OVER else self.due

    def next_idle(self) -> int:
        """The tick at which the rally clock next finds a seat idle for too long."""
        rules, now = self.ruleset, self.tick
        warnings = [acted + rules.idle_warning for _, _, _, acted in self.paddles]
        return min(tick if tick > now else tick - rules.idle_warning + rules.idle_forfeit for tick in warnings)

    def plan(self) -> None:
        """Work out the ticks to come from the rest of the state."""
        rules, flight = self.ruleset, self.flight
        if flight is None:
            self.contact = NEVER
            self.due = NEVER if self.phase is Phase.OVER else self.since + rules.serve_auto
            return
        lines = (0, rules.width) if self.phase is Phase.RUNOFF else rules.planes
        self.contact = flight.reaches(lines[flight.receiver])
        self.due = min(self.contact, self.next_idle()) if self.phase is Phase.RALLY else self.contact

    def digest(self) -> int:
        """32-bit fingerprint of the whole state at the present tick; equal digests mean equal futures."""
        return fnv32(self.pack())

    def pack(self) -> list[int]:
        """The whole state at the present tick as 22 integers, the same for every way that led to it.

        tick (once over: of the end), phase, first server, server, scores (2), winner (-1 none), reason (-1 none),
        hits, speed, tick of the last point, per paddle y, key and idle ticks (2 x 3), ball x, y, vx, vy and
        bounces (0 without a ball).
        """
        tick = self.since if self.phase is Phase.OVER else self.tick
        clock = tick if self.phase is Phase.RALLY else self.halt
        winner = -1 if self.winner is None else self.winner
        reason = -1 if self.reason is None else self.reason.value
        packed = [tick, self.phase.value, self.serve0, self.server, *self.scores, winner, reason]
        packed += [self.hits, self.speed, self.since]
        for slot, (_, _, key, acted) in enumerate(self.paddles):
            packed += [self.paddle_y(slot), key, clock - acted]
        if self.flight is None:
            return [*packed, 0, 0, 0, 0, 0]
        return [*packed, *self.flight.seen(self.ruleset, tick), self.flight.bounces(self.ruleset, tick)]

    @classmethod
    def unpack(cls, ruleset: Ruleset, data: list[int]) -> Self:
        """The state that `pack` wrote; raises BadState when no match can be in it."""
        _check(ruleset, data)
        state = cls.start(ruleset, data[2])
        tick, phase = data[0], Phase(data[1])
        state.tick, state.phase, state.server, state.scores = tick, phase, data[3], (data[4], data[5])
        state.winner = None if data[6] < 0 else data[6]
        state.reason = None if data[7] < 0 else EndReason(data[7])
        state.hits, state.speed, state.since, state.halt = data[8], data[9], data[10], tick
        state.paddles = [(y, tick, key, tick - idle) for y, key, idle in (data[11:14], data[14:17])]
        if phase in (Phase.RALLY, Phase.RUNOFF):
            state.flight = Flight(tick, *data[17:])
        state.plan()
        if state.due <= tick:
            raise BadState("what this state says is next has already been")
        return state


def _check(rules: Ruleset, data: list[int]) -> None:
    """Each number in its range, and a ball where its phase has one."""
    long = 1 << 32
    paddle = [(rules.half, rules.height - rules.half), (-1, 1), (0, rules.idle_forfeit)]
    flying = len(data) > 1 and data[1] in (Phase.RALLY, Phase.RUNOFF)
    swift = (-rules.stall_cap, rules.stall_cap)
    ball = [(0, rules.width), (rules.radius, rules.height - rules.radius), swift, swift, (0, long)]
    ranges = [(0, long), (0, 3), (0, 1), (0, 1), (0, long), (0, long), (-1, 1), (-1, 4), (0, long)]
    ranges += [(0, rules.stall_cap), (0, long), *paddle, *paddle, *(ball if flying else [(0, 0)] * 5)]
    if len(data) != len(ranges):
        raise BadState(f"a packed state has {len(ranges)} numbers, not {len(data)}")
    for place, (value, (low, high)) in enumerate(zip(data, ranges, strict=True)):
        if not low <= value <= high:
            raise BadState(f"number {place} of the packed state is {value}, outside {low} to {high}")
    if flying and data[19] == 0:
        raise BadState("a ball in play flies to one side")
