"""The five levels of the house bots: what their hands and heads can do. All they may see is the same.

Every bot sees the court once a second, moves its paddle at the players' own speed and acts by key down, key up and
serve. A level only says how late, how loosely and how cleverly it does so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

Home: TypeAlias = Literal["stay", "centre", "model"]
"""Where a bot waits: where it stands, in the middle, or where it reaches the most returns it can imagine."""

ALL_BOUNCES: Final = 99
"""More wall bounces than any flight has."""


@dataclass(frozen=True, slots=True)
class Level:
    """One row of the table. Times in milliseconds, lengths in court units, shares in per cent."""

    number: int
    name: str
    react_ms: int
    """From a look at the court to the first key that follows from it."""
    aim_sd: int
    """Standard deviation of the error in where it thinks the ball will come."""
    jitter_ms: int
    """Standard deviation of how long a key is held too long or too short."""
    bounces: int
    """Wall bounces it reads ahead; after them it just follows the ball."""
    lapse: int
    """Looks in 100 at which it is not with it and does nothing."""
    home: Home
    attack: int
    """How much it prefers the return that lands farthest from the opponent."""
    guess: int
    """How far from home it moves towards the return that it expects from the opponent's stance."""
    slant: int
    """Share of its serves that are struck with a moving paddle, so at an angle."""


LEVELS: Final[Mapping[int, Level]] = MappingProxyType(
    {
        level.number: level
        for level in (
            Level(1, "Rookie", 400, 60, 42, 0, 12, "stay", 0, 0, 20),
            Level(2, "Amateur", 300, 45, 33, 1, 10, "centre", 0, 0, 40),
            Level(3, "Regular", 250, 28, 25, 2, 5, "centre", 40, 0, 60),
            Level(4, "Expert", 200, 16, 17, ALL_BOUNCES, 2, "model", 70, 50, 70),
            Level(5, "Master", 150, 8, 8, ALL_BOUNCES, 0, "model", 100, 100, 75),
        )
    }
)
"""The levels by number, 1 to 5."""

_HOMES: Final[Mapping[Home, str]] = MappingProxyType(
    {
        "stay": "where it stands",
        "centre": "the middle",
        "model": "where it reaches the most returns",
    }
)

Row: TypeAlias = dict[str, int | str]


def table() -> list[Row]:
    """One row a level with the units in the names, for the page that explains how the house AI works."""
    return [
        {
            "level": level.number,
            "name": level.name,
            "react_ms": level.react_ms,
            "aim_sd_u": level.aim_sd,
            "jitter_ms": level.jitter_ms,
            "bounces": "all" if level.bounces == ALL_BOUNCES else level.bounces,
            "lapse_pct": level.lapse,
            "home": _HOMES[level.home],
            "attack_pct": level.attack,
            "guess_pct": level.guess,
            "slant_pct": level.slant,
        }
        for level in LEVELS.values()
    ]
