"""What a bot may see of a match: one still picture of the court, at most once a second.

A planner gets a `View` and nothing else, so it can neither follow the ball nor read the opponent's next key. The
picture holds what a person in front of the screen sees, and its hash goes into the log with the tick of the look,
so that anyone can replay the match and check both.
"""

from dataclasses import dataclass
from typing import Final

from game_engine.digest import fnv32
from game_engine.errors import EngineError
from game_engine.match import Match, Phase

SECOND: Final = 240
"""The least number of ticks between two looks of one seat."""


class TooSoon(EngineError):
    """A seat looked at the court again before a second of play was over."""


@dataclass(frozen=True, slots=True)
class View:
    """The court at tick `t`, seen from `slot`. Sub-units and ticks; keys are -1 up, 0 none, 1 down."""

    t: int
    slot: int
    phase: Phase
    server: int
    scores: tuple[int, int]
    waited: int
    """Ticks since the last point, as the serve clock shows them."""
    my_y: int
    my_key: int
    foe_y: int
    foe_key: int
    ball: tuple[int, int, int, int] | None
    """x, y, vx, vy, or None when no ball is in play."""

    @property
    def digest(self) -> int:
        """32-bit hash of everything in the picture."""
        seen = (self.t, self.slot, self.phase, self.server, *self.scores, self.waited)
        return fnv32((*seen, self.my_y, self.my_key, self.foe_y, self.foe_key, *(self.ball or ())))


def pace(t: int, last: int | None) -> None:
    """Raises TooSoon if a look at `t` follows the one at `last` by less than a second of play."""
    if last is not None and t < last + SECOND:
        raise TooSoon(f"a look at tick {t} comes {t - last} ticks after the last one, {SECOND} are due")


def once_per_second(match: Match, slot: int, t: int, last: int | None = None) -> View:
    """The picture that `slot` sees at tick `t`, played on to there if need be; the match itself stays untouched.

    Raises StaleEntry if the match is past `t`, and TooSoon if `last`, the tick of the seat's look before, is less
    than a second of play ago. A brain checks the same again for every view that it is given.
    """
    pace(t, last)
    if match.tick != t:
        match = match.clone()
        match.advance(t)
    foe = 1 - slot
    return View(
        t, slot, match.phase, match.server, match.scores, t - match.since,
        match.paddle_y(slot), match.paddle_dir(slot), match.paddle_y(foe), match.paddle_dir(foe), match.ball(),
    )  # fmt: skip
