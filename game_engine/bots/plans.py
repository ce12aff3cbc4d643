"""A plan: the keys and the serve that a bot means to do until it looks again. Nothing else ever leaves a brain."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Press:
    """At tick `t` the held key becomes `key`: -1 up, 0 none, 1 down."""

    t: int
    key: int


@dataclass(frozen=True, slots=True)
class ServeAt:
    """At tick `t` the bot serves."""

    t: int


Action: TypeAlias = Press | ServeAt


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, in order of time, after the look that made it. It replaces what was left of the plan before."""

    actions: tuple[Action, ...]
    next_look: int
    """The tick of the next look, a second of play after this one."""
