"""The packed records of a match log as numpy sees them: the same bytes as `game_engine.codec`, no object per record."""

from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

Records = NDArray[np.void]
"""An array of entry or event records."""


class EntryKind(IntEnum):
    """Kinds of an entry record."""

    KEY = 1
    SERVE = 2
    RESIGN = 3
    PAUSE = 4
    RESUME = 5
    NET = 6
    LOOK = 7
    END = 8


class EventKind(IntEnum):
    """Kinds of an event record."""

    SERVED = 1
    HIT = 2
    MISSED = 3
    GOAL = 4
    OVER = 5
    IDLE = 6


ENTRY: Final = np.dtype(
    [("t", "<u4"), ("kind", "u1"), ("slot", "i1"), ("value", "<i2"), ("a", "<i4"), ("b", "<i4")],
)
"""One entry, 16 bytes: tick, kind, slot, small value (key or reason), two 32-bit values."""

EVENT: Final = np.dtype(
    [
        ("t", "<u4"),
        ("kind", "u1"),
        ("slot", "i1"),
        ("dir", "i1"),
        ("opp_dir", "i1"),
        ("y", "<i4"),
        ("off", "<i4"),
        ("opp_y", "<i4"),
        ("vx", "<i4"),
        ("vy", "<i4"),
        ("speed", "<i4"),
        ("bounces", "<u2"),
        ("index", "<i2"),
        ("s0", "<u2"),
        ("s1", "<u2"),
        ("hits", "<u2"),
        ("reason", "<u2"),
    ],
)
"""One event, 44 bytes: lengths in sub-units, speeds in sub-units per tick."""

REASONS: Final = ("score", "resign", "disconnect", "afk", "void")
"""Names of the end reasons, by their number in the log."""
