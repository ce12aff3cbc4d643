"""A match: the state machine of `pong/1`, driven by entries and by nothing else.

There is no tick loop. Every launch of the ball already tells the tick of its contact, every point the tick of the
automatic serve, so `advance` jumps from rule event to rule event and costs nothing in between. All numbers are
integers and every step is exact, so the same entries give the same match on any machine, in any language.

    SERVE  --serve entry, or automatic-->  RALLY  --missed-->  RUNOFF  --goal line-->  SERVE or OVER
    any phase  --resignation, void end-->  OVER                RALLY  --idle too long-->  OVER

Order inside a tick: idle seats, then the ball, then the automatic serve, then entries in canonical order. What an
entry changes is seen from the next tick on. Once OVER nothing moves and every entry is ignored.

The silent points of the rules, decided:
* Serve: the ball starts on the server's plane at its paddle's centre, flat from a still paddle, at `serve_index`
  towards the key it holds. Taken from `serve_earliest` ticks after the point, struck by itself at `serve_auto`.
* Rotation: `serves_each` in turn, one each from (target - 1) all (`Ruleset.server`).
* A missed ball flies on unchanged, walls included, until its centre is at or past the goal line.
* Stall: the cap holds up to hit `stall_from` - 1; hit h from there on may reach
  cap + cap * (h - stall_from + 1) // stall_gain, at most `stall_cap`.
* Idle: rally time is the ticks of phase RALLY. A seat without a key or a taken serve for `idle_warning` ticks of it
  is warned, at `idle_forfeit` it loses (AFK); both at one tick: nobody wins (VOID).
* Pause, Resume, Net and Look change nothing: ticks do not count paused time.
"""

from typing import Final

from game_engine.court import angle_index
from game_engine.errors import BadEntry, StaleEntry
from game_engine.events import Event, Goal, Hit, IdleWarning, Missed, Over, Served
from game_engine.flight import Flight
from game_engine.intents import End, EndReason, Entry, Key, Resign, ResignReason, Serve
from game_engine.state import Phase, State

__all__ = ["Match", "Phase"]

_SERVE: Final = Phase.SERVE
_RALLY: Final = Phase.RALLY
_RUNOFF: Final = Phase.RUNOFF
_OVER: Final = Phase.OVER
_SEATS: Final = (0, 1)
_KEYS: Final = (-1, 0, 1)
_REASONS: Final = {
    ResignReason.RESIGN: EndReason.RESIGN,
    ResignReason.DISCONNECT: EndReason.DISCONNECT,
    ResignReason.AFK: EndReason.AFK,
}


class Match(State):
    """One match in play: a state that moves. `start` makes one, `clone` copies it in about a microsecond."""

    __slots__ = ()

    def advance(self, t: int) -> list[Event]:
        """Play on to tick `t` as if no entry came; every rule event up to and at `t`. StaleEntry if `t` is past."""
        if t < self.tick:
            raise StaleEntry(f"tick {t} is past, the match is at {self.tick}")
        events: list[Event] = []
        while self.due <= t:
            self._happen(self.due, events)
        self.tick = t
        return events

    def apply(self, entry: Entry) -> list[Event]:
        """Play on to the entry's tick, then let it act (from the next tick on); the events of both.

        StaleEntry if its tick is past, BadEntry if it names a third seat or an unknown key. A serve outside the
        window or by the wrong seat is ignored, and so is everything after the end.
        """
        events = self.advance(entry.t)
        if isinstance(entry, Key):
            self._press(entry.slot, entry.key)
        elif isinstance(entry, Serve):
            if self.serve_open(_seat(entry.slot)):
                self._serve(entry.t, events)
                self._acted(entry.slot)
        elif isinstance(entry, Resign):
            self._finish(entry.t, 1 - _seat(entry.slot), _REASONS[entry.reason], events)
        elif isinstance(entry, End) and entry.reason is EndReason.VOID:
            self._finish(entry.t, None, EndReason.VOID, events)
        return events

    def serve_open(self, slot: int) -> bool:
        """Whether a serve by this seat at the present tick would be taken."""
        waited = self.tick - self.since
        return self.phase is _SERVE and slot == self.server and waited >= self.ruleset.serve_earliest

    # --- What the rules do by themselves -------------------------------------------------------------

    def _happen(self, t: int, events: list[Event]) -> None:
        """Whatever is due at `t`, in the order of a tick; leaves a later `due`."""
        self.tick = t
        flight = self.flight
        if flight is None:
            self._serve(t, events)
        elif self.phase is _RUNOFF:
            self._goal(t, flight, events)
        else:
            self._idle(t, events)
            if t == self.contact:
                self._meet(t, flight, events)
            elif self.phase is _RALLY:
                self.plan()

    def _serve(self, t: int, events: list[Event]) -> None:
        slot = self.server
        y, key, opponent = self.paddle_y(slot), self.paddle_dir(slot), 1 - slot
        asleep = t - self.halt
        self.paddles = [(own, since, held, acted + asleep) for own, since, held, acted in self.paddles]
        self.phase, self.hits, self.speed = _RALLY, 1, self.ruleset.first_speed
        flight = self._launch(t, slot, y, self.ruleset.serve_index * key)
        opp_y, opp_dir = self.paddle_y(opponent), self.paddle_dir(opponent)
        events.append(Served(t, slot, y, opp_y, opp_dir, flight.vx, flight.vy, self.speed))

    def _meet(self, t: int, flight: Flight, events: list[Event]) -> None:
        """The ball is at a plane: a hit if it is within the paddle's reach, else a miss."""
        rules = self.ruleset
        slot = flight.receiver
        y, touched = flight.y_at(rules, t), flight.bounces(rules, t)
        off, key, opponent = y - self.paddle_y(slot), self.paddle_dir(slot), 1 - slot
        seen = (t, slot, y, off, key, self.paddle_y(opponent), self.paddle_dir(opponent), touched)
        reach = rules.half + rules.radius
        if abs(off) > reach:
            self.phase, self.halt = _RUNOFF, t
            self.plan()
            events.append(Missed(*seen))
            return
        self.hits += 1
        self.speed = min(self.speed + self.speed // rules.gain, self._top_speed())
        index = angle_index(off, reach, rules.angle_steps, rules.drag * key)
        away = self._launch(t, slot, y, index)
        events.append(Hit(*seen, away.vx, away.vy, self.speed, index, self.hits))

    def _launch(self, t: int, slot: int, y: int, index: int) -> Flight:
        flight = self.flight = Flight.launch(self.ruleset, t, slot, y, self.speed, index)
        self.plan()
        return flight

    def _top_speed(self) -> int:
        rules = self.ruleset
        over = max(self.hits - rules.stall_from + 1, 0)
        return min(rules.cap + rules.cap * over // rules.stall_gain, rules.stall_cap)

    def _goal(self, t: int, flight: Flight, events: list[Event]) -> None:
        rules = self.ruleset
        winner = 1 - flight.receiver
        s0, s1 = self.scores = (self.scores[0] + 1 - winner, self.scores[1] + winner)
        events.append(Goal(t, winner, flight.y_at(rules, t), s0, s1, self.hits))
        if rules.wins(self.scores[winner], self.scores[1 - winner]):
            self._finish(t, winner, EndReason.SCORE, events)
            return
        self.phase, self.server = _SERVE, rules.server(self.serve0, s0 + s1)
        self._rest(t)

    def _idle(self, t: int, events: list[Event]) -> None:
        rules = self.ruleset
        idle = [t - acted for _, _, _, acted in self.paddles]
        events.extend(IdleWarning(t, slot) for slot, ticks in enumerate(idle) if ticks == rules.idle_warning)
        gone = [slot for slot, ticks in enumerate(idle) if ticks == rules.idle_forfeit]
        if gone:
            both = len(gone) > 1
            self._finish(t, None if both else 1 - gone[0], EndReason.VOID if both else EndReason.AFK, events)

    def _finish(self, t: int, winner: int | None, reason: EndReason, events: list[Event]) -> None:
        """Everything stands still from here, so that the digest of an over match is one number for ever."""
        if self.phase is _OVER:
            return
        if self.phase is _RALLY:
            self.halt = t
        self.paddles = [(self.paddle_y(slot), t, 0, paddle[3]) for slot, paddle in enumerate(self.paddles)]
        self.phase, self.winner, self.reason = _OVER, winner, reason
        self._rest(t)
        events.append(Over(t, -1 if winner is None else winner, reason))

    def _rest(self, t: int) -> None:
        """No ball from `t` on."""
        self.flight, self.hits, self.speed, self.since = None, 0, 0, t
        self.plan()

    # --- What an entry does --------------------------------------------------------------------------

    def _press(self, slot: int, key: int) -> None:
        if key not in _KEYS or slot not in _SEATS:
            raise BadEntry(f"seat {slot} with key {key}: seats are 0 and 1, keys -1, 0 and 1")
        phase = self.phase
        if phase is not _OVER:
            tick = self.tick
            self.paddles[slot] = (self.paddle_y(slot), tick, key, tick if phase is _RALLY else self.halt)

    def _acted(self, slot: int) -> None:
        """A taken serve is a sign of life, like a key."""
        y, since, key, _ = self.paddles[slot]
        self.paddles[slot] = (y, since, key, self.tick)


def _seat(slot: int) -> int:
    if slot not in _SEATS:
        raise BadEntry(f"seat {slot} does not exist")
    return slot
