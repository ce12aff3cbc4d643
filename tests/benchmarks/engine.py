"""Event-driven engine against a 60 Hz tick loop: CPU microseconds for a second of one match, interleaved, medians.

Both play the same seeded keys, 12 changes a second, until the time is up; a finished match begins again. The tick loop
is what most Pongs do: floats, one step a frame, no journal, no digest. The brute-force stepper of the tests (240 Hz,
integers, same rules) is the third column: it is what exactness costs without closed forms.
"""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from game_engine import DEFAULT, Key, Match, Phase

MATCHES, SECONDS, ROUNDS = 40, 30, 5
KEYS_PER_SECOND, TICKS = 12, 240


def keys(seed: int) -> list[tuple[int, int, int]]:
    """Key changes as (tick, slot, key), in order; the same for every contestant."""
    chance = random.Random(seed)
    moments = sorted(chance.sample(range(1, SECONDS * TICKS), KEYS_PER_SECOND * SECONDS))
    return [(tick, chance.randrange(2), chance.choice((-1, 0, 1))) for tick in moments]


@dataclass(slots=True)
class TickLoop:
    """The usual design: move everything a little, sixty times a second."""

    x: float = 800.0
    y: float = 450.0
    vx: float = 720.0
    vy: float = 540.0
    speed: float = 900.0
    paddles: list[float] = field(default_factory=lambda: [450.0, 450.0])
    keys: list[int] = field(default_factory=lambda: [0, 0])
    scores: list[int] = field(default_factory=lambda: [0, 0])

    def step(self, dt: float) -> None:
        for slot in (0, 1):
            self.paddles[slot] = min(825.0, max(75.0, self.paddles[slot] + self.keys[slot] * 900.0 * dt))
        self.x += self.vx * dt
        self.y += self.vy * dt
        if self.y < 10.0:
            self.y, self.vy = 20.0 - self.y, -self.vy
        elif self.y > 890.0:
            self.y, self.vy = 1780.0 - self.y, -self.vy
        if self.vx < 0 and 150.0 < self.x <= 160.0:
            self.contact(0, 1.0)
        elif self.vx > 0 and 1440.0 <= self.x < 1450.0:
            self.contact(1, -1.0)
        if not 0.0 < self.x < 1600.0:
            self.goal()

    def contact(self, slot: int, direction: float) -> None:
        off = self.y - self.paddles[slot]
        if abs(off) <= 85.0:
            self.speed = min(2400.0, self.speed * 1.0625)
            self.vx, self.vy = direction * self.speed * 0.8, self.speed * off / 85.0 * 0.6

    def goal(self) -> None:
        self.scores[self.x < 800.0] += 1
        self.x, self.y, self.vx, self.vy, self.speed = 800.0, 450.0, -self.vx, self.vy, 900.0


def by_ticks(seed: int) -> None:
    match, pending, frame = TickLoop(), keys(seed), 0
    for tick, slot, key in pending:
        while frame * 4 < tick:
            match.step(1 / 60)
            frame += 1
        match.keys[slot] = key


def by_events(seed: int) -> None:
    match, began = Match.start(DEFAULT), 0
    for tick, slot, key in keys(seed):
        if match.phase is Phase.OVER:
            match, began = Match.start(DEFAULT), tick
        match.apply(Key(tick - began, slot, key, tick - began, tick - began))


def cpu_us_per_match_second(play: Callable[[int], None]) -> float:
    began = time.process_time()
    for seed in range(MATCHES):
        play(seed)
    return (time.process_time() - began) * 1e6 / (MATCHES * SECONDS)


def main() -> dict[str, float]:
    rounds = [(cpu_us_per_match_second(by_ticks), cpu_us_per_match_second(by_events)) for _ in range(ROUNDS)]
    ticks, events = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(tick / event for tick, event in rounds)
    print(f"engine: 60 Hz tick loop {ticks:.1f} us, events {events:.1f} us a match-second; tick/event = {ratio:.2f}")
    return {"tick_us": ticks, "event_us": events, "ratio": ratio}


if __name__ == "__main__":
    main()
