"""Trends: a player's matches in order, cut into blocks, and the change between the first and the second half."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboards.intervals import by_cluster, ratio
from dashboards.listings import Played

BLOCKS = 12
BLOCK_OF = 5
"""At most 12 blocks of at least 5 matches each."""

HALVES_FROM = 10
"""Matches from which on the two halves are compared."""


@dataclass(frozen=True, slots=True)
class Change:
    """Second half minus first half, with the interval by match; n rows and matches in all."""

    value: float
    low: float
    high: float
    n: int
    matches: int

    @property
    def clear(self) -> bool:
        """Whether the interval leaves no change out."""
        return self.low > 0 or self.high < 0


def blocks(matches: Sequence[Played]) -> list[Sequence[Played]]:
    """The matches cut in order into k = min(12, len // 5) blocks (at least 1): block i ends at floor(len (i+1) / k)."""
    count = max(1, min(BLOCKS, len(matches) // BLOCK_OF))
    ends = [len(matches) * place // count for place in range(count + 1)]
    return [matches[start:end] for start, end in pairwise(ends) if end > start]


def change(parts: Sequence[tuple[float, float]], scale: float = 100) -> Change | None:
    """Halves of (sum, count) by match, the first floor(len / 2) against the rest; None below ten matches with rows.

    The interval is value -+ t * sqrt(variance + variance) with len - 2 degrees of freedom.
    """
    counted = [part for part in parts if part[1] > 0]
    if len(counted) < HALVES_FROM:
        return None
    middle = len(counted) // 2
    early, late = ratio(counted[:middle]), ratio(counted[middle:])
    variance = (early[1] or 0.0) + (late[1] or 0.0)
    ends = by_cluster(late[0] - early[0], variance, len(counted) - 1)
    if ends is None:
        return None
    n = int(sum(part[1] for part in counted))
    return Change(scale * (late[0] - early[0]), scale * ends[0], scale * ends[1], n, len(counted))


def points(matches: Sequence[Played]) -> list[tuple[float, float]]:
    """(points won, points played) of each match: the parts of M1."""
    return [(each.pts, each.pts + each.opp_pts) for each in matches]


def saves(matches: Sequence[Played]) -> list[tuple[float, float]]:
    """(saves above expected, balls with a chance) of each match: the parts of M6."""
    return [(each.sae, each.px_n) for each in matches]
