"""xSave a second way: the expected share of saves for one ball, from the published coefficients."""

import math
from collections.abc import Sequence

HINGES_MS = (200, 300, 400, 500, 600, 900, 1400)
HINGES_U = (200, 400)
EASY, STRETCH = 0.85, 0.5
"""A missed ball with px from EASY is an unforced error; below STRETCH it is the hitter's winner."""


def features(slack_ms: float, in_speed: float, bounces: int, need: float) -> list[float]:
    """What the model sees: time to spare with its hinges (s), speed (1000 u/s), bounces, need with its own (100 u).

    The last one says that no step was needed at all: to stand right is more than to need little.
    """
    spare = slack_ms / 1000
    hinges = [max(spare - hinge / 1000, 0.0) for hinge in HINGES_MS]
    steps = [need / 100, *(max(need - hinge, 0.0) / 100 for hinge in HINGES_U)]
    return [1.0, spare, *hinges, in_speed / 1000, float(bounces), *steps, float(need == 0)]


def px(coefficients: Sequence[float], seen: Sequence[float]) -> float | None:
    """P(the receiver makes contact), to six places as it is stored; None for a model of other features."""
    if len(coefficients) != len(seen):
        return None
    total = math.fsum(coefficient * value for coefficient, value in zip(coefficients, seen, strict=True))
    return round(1 / (1 + math.exp(-total)), 6)
