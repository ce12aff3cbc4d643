"""Random matches for tests: two clumsy players on a seeded agenda, with everything an entry may be in between.

Each seed is one match, the same for ever: goldens are made of them and the oracle is compared on them.
"""

import heapq
import random
from dataclasses import dataclass

from game_engine import (
    RULESETS,
    End,
    EndReason,
    Entry,
    Event,
    Goal,
    Hit,
    Key,
    Look,
    Match,
    Net,
    Pause,
    Phase,
    Resign,
    ResignReason,
    Resume,
    Ruleset,
    Serve,
    Served,
)
from game_engine.intents import order

STYLES = ("even", "even", "even", "even", "wild", "wild", "strong", "strong", "sleepy", "asleep", "quitter", "voided")
AIM = {"even": 60_000, "wild": 90_000, "strong": 24_000, "sleepy": 20_000, "asleep": 0, "quitter": 60_000}


@dataclass(frozen=True, slots=True)
class Script:
    """A whole match as it is replayed."""

    ruleset: Ruleset
    serve0: int
    entries: tuple[Entry, ...]


class Director:
    """Plays one match out, a plan at every contact, and keeps what was entered."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.style = self.random.choice(STYLES)
        self.match = Match.start(RULESETS[self.random.choice(list(RULESETS))], self.random.randrange(2))
        self.start = self.match.serve0
        self.entries: list[Entry] = []
        self.agenda: list[tuple[tuple[int, int], int, Entry]] = []
        self.plan_serve(0)
        if self.style in ("quitter", "voided"):
            self.plan_stop(self.random.randrange(1, 12_000))

    def play(self) -> Script:
        """Until the match is over; the end marker is the last entry."""
        match = self.match
        while match.phase is not Phase.OVER:
            due = match.next_event()
            assert due is not None
            if self.agenda and self.agenda[0][0][0] < due:
                entry = heapq.heappop(self.agenda)[2]
                self.entries.append(entry)
                self.react(match.apply(entry))
            else:
                self.react(match.advance(due))
        if not isinstance(self.entries[-1], End):
            assert match.reason is not None
            self.entries.append(End(match.tick + self.random.randrange(3), match.reason))
        return Script(match.ruleset, self.start, tuple(self.entries))

    def add(self, entry: Entry) -> None:
        heapq.heappush(self.agenda, (order(entry), len(self.entries) * 1000 + len(self.agenda), entry))

    def react(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Served | Hit):
                self.plan_return(event.t)
                self.plan_noise(event.t)
            elif isinstance(event, Goal):
                self.plan_serve(event.t)

    def plan_return(self, t: int) -> None:
        """The receiver sets out for where the ball will come, give or take; the other goes somewhere."""
        flight = self.match.flight
        assert flight is not None
        slot, rules = flight.receiver, self.match.ruleset
        if self.style == "asleep" or (self.style == "sleepy" and slot == 0):
            return
        aim = flight.y_at(rules, self.match.contact) + round(self.random.gauss(0, AIM.get(self.style, 50_000)))
        begin = t + self.random.randrange(1, 40)
        self.walk(slot, begin, aim - self.match.paddle_y(slot))
        if self.random.random() < 0.3:
            self.walk(1 - slot, t + self.random.randrange(1, 60), self.random.randrange(-300_000, 300_000))

    def walk(self, slot: int, begin: int, way: int) -> None:
        ticks = abs(way) // self.match.ruleset.paddle_speed
        self.press(begin, slot, (way > 0) - (way < 0))
        if self.random.random() < 0.9:
            self.press(begin + ticks + 1, slot, 0)

    def press(self, t: int, slot: int, key: int) -> None:
        self.add(Key(t, slot, key, t + self.random.randrange(20), t - self.random.randrange(5)))

    def plan_serve(self, t: int) -> None:
        """Strikes in the window, too early, too late, by the wrong seat, twice, or never."""
        slot = self.match.server
        for _ in range(self.random.choice((0, 1, 1, 1, 2))):
            at = t + self.random.randrange(100, 760)
            self.add(Serve(at, slot if self.random.random() < 0.9 else 1 - slot, at + 3, at))
            if self.style != "asleep" and self.random.random() < 0.6:
                self.press(at, slot, self.random.choice((-1, 0, 1)))

    def plan_noise(self, t: int) -> None:
        """What must not matter, and keys of both seats at one tick."""
        at, draw = t + self.random.randrange(1, 90), self.random.random()
        slot = self.random.randrange(2)
        if draw < 0.05:
            self.add(Pause(at, self.random.randrange(-1, 2), 0))
            self.add(Resume(at, self.random.randrange(60_000)))
        elif draw < 0.1:
            self.add(Net(at, slot, self.random.randrange(200), self.random.randrange(30)))
        elif draw < 0.15:
            self.add(Look(at, slot, self.random.getrandbits(32)))
        elif draw < 0.22 and self.style not in ("asleep", "sleepy"):
            for seat in (0, 1, slot):
                self.press(at, seat, self.random.choice((-1, 0, 1)))

    def plan_stop(self, t: int) -> None:
        if self.style == "voided":
            self.add(End(t, EndReason.VOID))
        else:
            self.add(Resign(t, self.random.randrange(2), self.random.choice(list(ResignReason))))


def random_match(seed: int) -> Script:
    """The match of this seed."""
    return Director(seed).play()
