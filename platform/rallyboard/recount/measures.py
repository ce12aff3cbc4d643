"""The metrics of the boards in words of Python: what each counts of a ball or a point, and how it is cut into bands.

Restated from the sentences of the metric book, so that a slip in its SQL is seen. Keys are those of the book.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rallyboard.recount.saves import EASY, STRETCH
from rallyboard.recount.stock import Ball, Point
from rallyboard.recount.tally import Item, Kind


@dataclass(frozen=True, slots=True)
class Measure:
    """How a metric is counted: from balls or from points, `of` gives an item's value or None where it is no case."""

    name: str
    kind: Kind
    scale: float
    show_from: int
    of_ball: Callable[[Ball], float | None] | None = None
    of_point: Callable[[Point], float | None] | None = None
    less_is_better: bool = False


def _save(ball: Ball) -> float | None:
    return None if ball.serve else float(ball.made)


def _above_expected(ball: Ball) -> float | None:
    return None if ball.serve or ball.px is None else ball.made - ball.px


def _unforced(ball: Ball) -> float | None:
    return float(not ball.made) if ball.px is not None and ball.px >= EASY else None


def _stretch(ball: Ball) -> float | None:
    return float(ball.made) if ball.px is not None and ball.px < STRETCH else None


def _pressure(ball: Ball) -> float | None:
    return 1 - ball.opp_px if ball.made and ball.opp_px is not None else None


def _reaction(ball: Ball) -> float | None:
    return ball.rt if ball.need else None


def _contact(ball: Ball) -> float | None:
    return ball.off if ball.made and not ball.serve else None


def _against(ball: Ball) -> float | None:
    return bool(ball.opp_made) - ball.opp_px if ball.made and ball.opp_px is not None else None


def _won(point: Point) -> float | None:
    return float(point.won)


def _won_serving(point: Point) -> float | None:
    return float(point.won) if point.served else None


def _won_receiving(point: Point) -> float | None:
    return None if point.served else float(point.won)


def _ace(point: Point) -> float | None:
    return float(point.won and point.hits == 1) if point.served else None


_ALL = (
    Measure("Points won", "share", 100, 60, of_point=_won),
    Measure("Serve points won", "share", 100, 60, of_point=_won_serving),
    Measure("Receive points won", "share", 100, 60, of_point=_won_receiving),
    Measure("Saves", "share", 100, 40, of_ball=_save),
    Measure("Saves above expected", "mean", 100, 40, of_ball=_above_expected),
    Measure("Unforced errors", "share", 100, 60, of_ball=_unforced, less_is_better=True),
    Measure("Stretch saves", "share", 100, 25, of_ball=_stretch),
    Measure("Shot pressure", "mean", 100, 40, of_ball=_pressure),
    Measure("Reaction time", "median", 1, 25, of_ball=_reaction, less_is_better=True),
    Measure("Contact control", "spread", 1, 60, of_ball=_contact, less_is_better=True),
    Measure("Saves against", "mean", 100, 120, of_ball=_against, less_is_better=True),
    Measure("Aces", "share", 100, 40, of_point=_ace),
)
MEASURES = {measure.name: measure for measure in _ALL}
STRIP = (
    "Points won", "Saves", "Saves above expected", "Unforced errors", "Stretch saves", "Shot pressure",
    "Reaction time", "Contact control",
)  # fmt: skip
DUEL = (
    "Serve points won", "Receive points won", "Saves", "Saves above expected", "Unforced errors", "Stretch saves",
    "Shot pressure", "Reaction time", "Contact control", "Aces",
)  # fmt: skip

Band = Callable[[Ball | Point], int | None]


def band(value: float | None, cuts: Sequence[float]) -> int | None:
    """0 below the first cut, 1 below the second, and so on."""
    return None if value is None else sum(value >= cut for cut in cuts)


SPARE = tuple(float(cut) for cut in range(0, 1300, 100))
SPEED = (1200.0, 1500.0, 1800.0, 2100.0)
NEED = (100.0, 200.0, 300.0)
REACTION = tuple(float(cut) for cut in range(100, 1600, 100))
OFFSET = (-60.0, -36.0, -12.0, 12.0, 36.0, 60.0)
ZONES = ("top", "upper", "upper middle", "lower middle", "lower", "bottom")


def items(
    measure: Measure, balls: Sequence[Ball], points: Sequence[Point], by: Band, *, rallies: bool = False
) -> dict[int, list[Item]]:
    """The measure's items by band; clusters are matches, or inside one match its rallies."""
    groups: dict[int, list[Item]] = {}
    for one in balls if measure.of_ball else points:
        value = _value(measure, one)
        place = None if value is None else by(one)
        if value is not None and place is not None:
            groups.setdefault(place, []).append((one.rally if rallies else one.match, value))
    return groups


def _value(measure: Measure, one: Ball | Point) -> float | None:
    if isinstance(one, Ball):
        return measure.of_ball(one) if measure.of_ball else None
    return measure.of_point(one) if measure.of_point else None


def everything(_: Ball | Point) -> int | None:
    """No split at all."""
    return 0
