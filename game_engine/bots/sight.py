"""Reading the ball: from one still picture to where and when it will come. Geometry only, no search.

A bot that reads fewer walls than the ball will touch gives up and follows the ball: it goes to the height at which
it sees it now, as beginners do.
"""

from math import isqrt
from typing import NamedTuple

from game_engine.bots.personality import ZONES
from game_engine.court import arrival, bounces, fold
from game_engine.flight import Flight
from game_engine.rulesets import Ruleset


class Coming(NamedTuple):
    """The ball at a paddle's plane: tick and y of its centre there."""

    t: int
    y: int


def reads(rules: Ruleset, t: int, ball: tuple[int, int, int, int], walls: int) -> Coming:
    """Where the ball seen at tick `t` meets the plane it flies to, reading up to `walls` bounces."""
    x, y, vx, vy = ball
    ticks = arrival(abs(rules.planes[vx > 0] - x), abs(vx))
    span, raw = rules.height - 2 * rules.radius, y - rules.radius + vy * ticks
    if bounces(raw, vy, span) <= walls:
        return Coming(t + ticks, rules.radius + fold(raw, span))
    return Coming(t + ticks, y)


def pace(ball: tuple[int, int, int, int]) -> int:
    """The speed of a ball, as seen."""
    return isqrt(ball[2] ** 2 + ball[3] ** 2)


def faster(rules: Ruleset, speed: int) -> int:
    """The speed after the next contact; the stall rule of very long rallies is beyond a bot."""
    return max(speed, min(speed + speed // rules.gain, rules.cap))


def sent(rules: Ruleset, t: int, slot: int, y: int, speed: int, index: int) -> Coming:
    """Where a ball that leaves `slot` at `y` under an angle index meets the other side."""
    flight = Flight.launch(rules, t, slot, y, speed, index)
    end = flight.reaches(rules.planes[1 - slot])
    return Coming(end, flight.y_at(rules, end))


def zone(rules: Ruleset, y: int) -> int:
    """The landing zone of a ball's y, 0 at the top."""
    span = rules.height - 2 * rules.radius
    return min(ZONES - 1, (y - rules.radius) * ZONES // span)
