"""Entries: everything that may happen to a match from outside. With the ruleset they are the whole truth.

An entry at tick t acts from t + 1 on: what the rules themselves do at t comes first. Entries of one tick are taken
in the order of `order`: the server's own first, then slot 0, then slot 1, the end marker last.
`arr` is the server's tick at arrival and `claim` the sender's own stamp; both are for audit, no rule reads them.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

SERVER = -1
"""The slot of what the server does on its own."""


class ResignReason(IntEnum):
    """Why a seat gave up."""

    RESIGN = 0
    DISCONNECT = 1
    AFK = 2


class EndReason(IntEnum):
    """Why a match is over. VOID: nobody won, it counts for nothing."""

    SCORE = 0
    RESIGN = 1
    DISCONNECT = 2
    AFK = 3
    VOID = 4


@dataclass(frozen=True, slots=True)
class Key:
    """The held key of a paddle changes: -1 up (to smaller y), 0 none, 1 down."""

    t: int
    slot: int
    key: int
    arr: int = 0
    claim: int = 0


@dataclass(frozen=True, slots=True)
class Serve:
    """The server strikes the ball; ignored outside the serve window and from the other slot."""

    t: int
    slot: int
    arr: int = 0
    claim: int = 0


@dataclass(frozen=True, slots=True)
class Resign:
    """A seat gives the match up, or the arena forfeits it."""

    t: int
    slot: int
    reason: ResignReason = ResignReason.RESIGN


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands from here, for a seat or (slot -1) for the server's own sake; ticks do not count paused time.

    `wall_ms` is 0: how long it stands is only known by the Resume.
    """

    t: int
    slot: int
    wall_ms: int


@dataclass(frozen=True, slots=True)
class Resume:
    """The clock runs again after it stood for `wall_ms` real milliseconds, the countdown included."""

    t: int
    wall_ms: int


@dataclass(frozen=True, slots=True)
class Net:
    """A sample of a seat's connection: round trip and jitter in ms."""

    t: int
    slot: int
    rtt: int
    jit: int


@dataclass(frozen=True, slots=True)
class Look:
    """A bot looked at the court; `view` is the 32-bit hash of what it saw."""

    t: int
    slot: int
    view: int


@dataclass(frozen=True, slots=True)
class End:
    """The compulsory last entry: the log is whole."""

    t: int
    reason: EndReason


Entry: TypeAlias = Key | Serve | Resign | Pause | Resume | Net | Look | End


def order(entry: Entry) -> tuple[int, int]:
    """Sort key of the canonical order; a stable sort keeps arrival order inside one slot and tick."""
    if isinstance(entry, Resume):
        return entry.t, SERVER
    if isinstance(entry, End):
        return entry.t, 2
    return entry.t, entry.slot
