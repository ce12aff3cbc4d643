"""Standing: where a player is among all others, by shrunk values.

Players below the metric's show_from, or with a single match, are left out. With values x and variances v of all players
kept: mu = mean(x), tau2 = max(0, sample variance of x - mean(v)), shrunk = mu + tau2 / (tau2 + v) (x - mu), with
standard error sqrt(tau2 v / (tau2 + v)). A percentile is the share of OTHER players with a lower shrunk value, equal
ones counting half (turned round where less is better); its ends are the percentiles of shrunk -+ 1.645 standard errors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from dashboards.metrics import Metric
from dashboards.questions import Answer, Row

OTHERS_FROM = 5
Z90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Standing:
    """One metric of one player among `others` other players."""

    metric: Metric
    row: Row
    shrunk: float
    percentile: float
    low: float
    high: float
    others: int


def standing(answer: Answer, player: str) -> Standing | None:
    """The player's standing in an answer split by player; None if he or too few others have enough rows."""
    metric = answer.question.metric
    kept = [row for row in answer.rows if row.n >= metric.show_from and row.variance is not None]
    mine = next((row for row in kept if row.key == player), None)
    if mine is None or len(kept) <= OTHERS_FROM:
        return None
    values, errors = shrink([row.value for row in kept], [row.variance or 0.0 for row in kept])
    place = kept.index(mine)
    others = [value for at, value in enumerate(values) if at != place]
    ends = [_percentile(values[place] + step * Z90 * errors[place], others) for step in (-1, 0, 1)]
    if metric.better == "less":
        ends = [100 - end for end in reversed(ends)]
    return Standing(metric, mine, values[place], ends[1], ends[0], ends[2], len(others))


def shrink(values: Sequence[float], variances: Sequence[float]) -> tuple[list[float], list[float]]:
    """Shrunk values and their standard errors; at least two values. Without any true spread all become the mean."""
    mu = fmean(values)
    tau2 = max(0.0, variance(values) - fmean(variances))
    weights = [tau2 / (tau2 + each) if tau2 + each > 0 else 0.0 for each in variances]
    shrunk = [mu + weight * (value - mu) for value, weight in zip(values, weights, strict=True)]
    return shrunk, [math.sqrt(weight * each) for weight, each in zip(weights, variances, strict=True)]


def _percentile(value: float, others: Sequence[float]) -> float:
    below = sum(1.0 for other in others if other < value)
    equal = sum(0.5 for other in others if other == value)
    return 100 * (below + equal) / len(others)
