"""Events: what the rules made of the entries. Derived, so a replay finds exactly the same ones.

Lengths are sub-units (y grows downwards), speeds sub-units per tick, `t` the tick. `y` is the ball's, `off` is the
ball's y minus the paddle's centre, `dir` the key the paddle holds (-1 up, 0, 1 down), `opp_y` and `opp_dir` the
other paddle's centre and key at the same tick, `bounces` the walls touched since the last contact.
Inside one tick they come as idle warnings, contact or goal, automatic serve, then what the entries caused.
"""

from dataclasses import dataclass
from typing import TypeAlias

from game_engine.intents import EndReason


@dataclass(frozen=True, slots=True)
class Served:
    """The ball left the server's paddle; this is hit 1 of the rally."""

    t: int
    slot: int
    y: int
    opp_y: int
    opp_dir: int
    vx: int
    vy: int
    speed: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A paddle returned the ball. `vx`, `vy`, `speed` are after the contact, `index` the angle in 3.75 degrees."""

    t: int
    slot: int
    y: int
    off: int
    dir: int
    opp_y: int
    opp_dir: int
    bounces: int
    vx: int
    vy: int
    speed: int
    index: int
    hits: int


@dataclass(frozen=True, slots=True)
class Missed:
    """The ball passed a paddle's plane out of its reach and runs on to the goal line."""

    t: int
    slot: int
    y: int
    off: int
    dir: int
    opp_y: int
    opp_dir: int
    bounces: int


@dataclass(frozen=True, slots=True)
class Goal:
    """The ball crossed the goal line: `winner` scored, `s0` to `s1` now, after a rally of `hits`."""

    t: int
    winner: int
    y: int
    s0: int
    s1: int
    hits: int


@dataclass(frozen=True, slots=True)
class Over:
    """The match is over. `winner` is -1 when nobody won it."""

    t: int
    winner: int
    reason: EndReason


@dataclass(frozen=True, slots=True)
class IdleWarning:
    """A seat has held no new key for half the rally time after which it forfeits."""

    t: int
    slot: int


Event: TypeAlias = Served | Hit | Missed | Goal | Over | IdleWarning
