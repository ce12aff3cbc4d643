"""A personality: how one bot differs from the others of its level, for ever the same.

Differences are what statistics live on: a bot that dreads its top corner shows it on its save map, and one that
attacks the bottom shows it on its placement map.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

ZONES: Final = 6
"""Landing zones of a plane, equally high, 0 at the top."""

_ZONE_NAMES: Final = (
    "the top corner",
    "the upper third",
    "just above the middle",
    "just below the middle",
    "the lower third",
    "the bottom corner",
)


@dataclass(frozen=True, slots=True)
class Personality:
    """The knobs of one bot; the default is its level exactly."""

    react: int = 100
    """Its reaction time, in per cent of its level's."""
    aim: int = 100
    """Its error in reading where the ball comes, in per cent of its level's."""
    home: int = 0
    """Court units below (or, if negative, above) its level's home."""
    attack: int = 0
    """Added to its level's preference for far-away returns."""
    weak: tuple[int, ...] = ()
    """Landing zones in which it reads the ball worse."""
    target: int | None = None
    """The landing zone at the opponent's plane that it likes best."""
    serve: int = 0
    """Where it serves: -1 upwards, 1 downwards, 0 either way or flat."""
    pause_ms: int = 600
    """How long, on average, it makes you wait after the earliest moment of its serve."""

    def traits(self) -> Iterator[str]:
        """What a friend could say about it, one clause a knob that stands out."""
        if abs(self.react - 100) >= 10:
            yield "is quick off the mark" if self.react < 100 else "takes its time to react"
        if abs(self.aim - 100) >= 15:
            yield "has a steady hand" if self.aim < 100 else "has a shaky hand"
        if abs(self.home) >= 40:
            yield "waits low" if self.home > 0 else "waits high"
        if abs(self.attack) >= 20:
            yield "plays to the open court" if self.attack > 0 else "plays it safe"
        if self.weak:
            yield "dreads balls to " + " and ".join(_ZONE_NAMES[zone] for zone in self.weak)
        if self.target is not None:
            yield f"aims for {_ZONE_NAMES[self.target]}"
        if self.serve:
            yield "serves upwards" if self.serve < 0 else "serves downwards"
