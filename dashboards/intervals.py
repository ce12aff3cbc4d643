"""Intervals: how sure a number is, in closed form, so that a second counter can reach the same ends.

Shares get Wilson's interval. Means, medians and spreads get the ratio estimator's interval by cluster:
shots of one match resemble each other, so the match (inside one match: the rally) is what was sampled.
No random resampling: the answer to a question never changes between two runs.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

Z95 = 1.959963984540054
_T95 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)

Ends = tuple[float, float] | None


def wilson(successes: float, trials: float, z: float = Z95) -> Ends:
    """The 95 % Wilson score interval of a share, as fractions of 1; None without trials."""
    if trials <= 0:
        return None
    share = successes / trials
    weight = z * z / trials
    centre = (share + weight / 2) / (1 + weight)
    reach = z * math.sqrt(share * (1 - share) / trials + weight / (4 * trials)) / (1 + weight)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def t95(freedom: int) -> float:
    """The two-sided 95 % point of Student's t: a table to 10 degrees, then its expansion (error < 0.001)."""
    if freedom <= len(_T95):
        return _T95[freedom - 1]
    z = Z95
    first = (z**3 + z) / (4 * freedom)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    return z + first + second + third


def by_cluster(value: float, variance: float | None, clusters: int) -> Ends:
    """value -+ t * sqrt(variance) with clusters - 1 degrees of freedom; None for fewer than two clusters."""
    if variance is None or clusters < 2:
        return None
    reach = t95(clusters - 1) * math.sqrt(max(0.0, variance))
    return value - reach, value + reach


def woodruff(values: Sequence[float], times: Sequence[int], variance: float | None, clusters: int) -> Ends:
    """The median's interval: the values whose ranks are 0.5 -+ t * se of the share at or below the median.

    `values` ascend and stand `times` each; `variance` is that share's variance by cluster. The value at rank p of n is
    the ceil(p n)-th smallest, at least the first and at most the last.
    """
    ranks = by_cluster(0.5, variance, clusters)
    if ranks is None or not values:
        return None
    reached, n = list(accumulate(times)), sum(times)
    low, high = (values[bisect_left(reached, min(max(math.ceil(rank * n), 1), n))] for rank in ranks)
    return low, high


def ratio(parts: Sequence[tuple[float, float]]) -> tuple[float, float | None]:
    """Sum over count of clusters given as (sum, count), and its variance by cluster; None for a single cluster."""
    total, n = sum(part[0] for part in parts), sum(part[1] for part in parts)
    value = total / n
    if len(parts) < 2:
        return value, None
    squares = sum(((part[0] - part[1] * value) / n) ** 2 for part in parts)
    return value, squares * len(parts) / (len(parts) - 1)
