"""A value with its interval, counted by hand: items of a group, each with the match or rally it was sampled in.

Shares have Wilson's interval (Wilson 1927); means and spreads the linearised variance by cluster, with Student's t;
medians the interval of Woodruff 1952. All are stated again here, item by item, not in the sums of the compiler.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Z95 = 1.959963984540054
_T95 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)
Kind = Literal["share", "mean", "median", "spread"]
Item = tuple[object, float]
"""Cluster and value."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One number of a board, in the metric's unit."""

    value: float
    low: float | None
    high: float | None
    n: int
    clusters: int
    variance: float | None


def tally(kind: Kind, scale: float, items: Sequence[Item]) -> Tally | None:
    """None when nothing was counted."""
    if not items:
        return None
    values = [value for _, value in items]
    clusters = len({cluster for cluster, _ in items})
    value, variance, ends = _KINDS[kind](items, values, clusters)
    low, high = (None, None) if ends is None else (ends[0] * scale, ends[1] * scale)
    spread = None if variance is None else variance * scale * scale
    return Tally(value * scale, low, high, len(items), clusters, spread)


def wilson(won: float, n: float) -> tuple[float, float] | None:
    """Both roots of (share - p)^2 = z^2 p (1 - p) / n, found as roots of a quadratic."""
    if n <= 0:
        return None
    a, b, c = 1 + Z95**2 / n, -(2 * won / n + Z95**2 / n), (won / n) ** 2
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))


def student(freedom: int) -> float:
    """The two-sided 95 % point: tabled to ten degrees, beyond it Abramowitz and Stegun 26.7.5."""
    if freedom <= len(_T95):
        return _T95[freedom - 1]
    z, f = Z95, 1 / freedom
    first, second = z * (z**2 + 1) / 4, z * (5 * z**4 + 16 * z**2 + 3) / 96
    third = z * (3 * z**6 + 19 * z**4 + 17 * z**2 - 15) / 384
    return z + f * (first + f * (second + f * third))


def around(value: float, variance: float | None, clusters: int) -> tuple[float, float] | None:
    """value -+ t standard errors; None for fewer than two clusters."""
    if variance is None or clusters < 2:
        return None
    reach = student(clusters - 1) * math.sqrt(max(0.0, variance))
    return value - reach, value + reach


def _linearised(items: Sequence[Item], influence: Sequence[float]) -> float | None:
    """k / (k - 1) times the sum over clusters of their squared influence."""
    sums: dict[object, float] = {}
    for (cluster, _), part in zip(items, influence, strict=True):
        sums[cluster] = sums.get(cluster, 0.0) + part
    if len(sums) < 2:
        return None
    return sum(each * each for each in sums.values()) * len(sums) / (len(sums) - 1)


_Found = tuple[float, float | None, tuple[float, float] | None]


def _share(items: Sequence[Item], values: Sequence[float], _: int) -> _Found:
    n, won = len(values), math.fsum(values)
    share = won / n
    found = _linearised(items, [(value - share) / n for value in values])
    guess = (won + 2) / (n + 4)
    variance = None if found is None else max(found, guess * (1 - guess) / (n + 4))
    return share, variance, wilson(won, n)


def _mean(items: Sequence[Item], values: Sequence[float], clusters: int) -> _Found:
    n = len(values)
    mean = math.fsum(values) / n
    variance = _linearised(items, [(value - mean) / n for value in values])
    return mean, variance, around(mean, variance, clusters)


def _spread(items: Sequence[Item], values: Sequence[float], clusters: int) -> _Found:
    n = len(values)
    mean = math.fsum(values) / n
    square = math.fsum((value - mean) ** 2 for value in values) / n
    spread = math.sqrt(square)
    if spread == 0:
        return 0.0, None, None
    variance = _linearised(items, [((value - mean) ** 2 - square) / (2 * spread * n) for value in values])
    return spread, variance, around(spread, variance, clusters)


def _median(items: Sequence[Item], values: Sequence[float], clusters: int) -> _Found:
    n, middle = len(values), statistics.median(values)
    below = [float(value <= middle) for value in values]
    share = math.fsum(below) / n
    ranks = around(0.5, _linearised(items, [(each - share) / n for each in below]), clusters)
    if ranks is None:
        return middle, None, None
    ordered = sorted(values)
    low, high = (ordered[min(max(math.ceil(rank * n), 1), n) - 1] for rank in ranks)
    return middle, ((high - low) / (2 * student(clusters - 1))) ** 2, (low, high)


_KINDS = {"share": _share, "mean": _mean, "spread": _spread, "median": _median}
