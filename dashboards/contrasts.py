"""Contrasts: saves above expected in each band of a dimension minus the player's own overall, for every player.

Per 100 balls. delta = 100 (S_band / N_band - S / N). Its variance is linearised by match: m / (m - 1) x the sum over
all m matches of ((s_band - n_band S_band / N_band) / N_band - (s - n S / N) / N)^2, but at least the model's own, the
sum of px (1 - px) over the band / N_band^2 (a band without a miss is not certain); both times 100^2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from string import Template
from typing import Any

from dashboards.dimensions import DIMENSIONS, Dimension
from dashboards.filters import Filters
from dashboards.metrics import METRICS
from dashboards.questions import Cursor

SPLITS: tuple[Dimension, ...] = (DIMENSIONS["zone"], DIMENSIONS["speed"], DIMENSIONS["bounces"])

_SQL = Template("""\
WITH cell AS (
  SELECT s.player_id AS player, $band AS band, s.match_id AS cluster, sum($value) AS s, count(*)::DOUBLE AS n,
    sum(s.px * (1 - s.px)) AS f
  FROM fct_shot s $join
  WHERE $where
  GROUP BY ALL
),
whole AS (SELECT player, cluster, sum(s) AS ms, sum(n) AS mn, count(*) AS k FROM cell GROUP BY ALL)
SELECT player, band, sum(s), sum(n), count(*), sum(f), sum(s * s), sum(s * n), sum(n * n),
  sum(s * ms), sum(s * mn), sum(n * ms), sum(n * mn), sum(ms * ms / k), sum(ms * mn / k), sum(mn * mn / k), sum(1 / k)
FROM cell JOIN whole USING (player, cluster)
GROUP BY ALL ORDER BY player, band""")


@dataclass(frozen=True, slots=True)
class Contrast:
    """One band of one player against his own overall; n balls in so many matches that had the band."""

    player: str
    dimension: Dimension
    band: int
    delta: float
    variance: float | None
    n: int
    matches: int


@dataclass(frozen=True, slots=True)
class _Cell:
    """Sums over the matches of one band: s and n the band's own, ms and mn its matches', k a match's bands."""

    player: str
    band: int
    s: float
    n: float
    matches: int
    f: float
    ss: float
    sn: float
    nn: float
    s_ms: float
    s_mn: float
    n_ms: float
    n_mn: float
    msms: float
    msmn: float
    mnmn: float
    share: float


def contrasts(cursor: Cursor, dimension: Dimension, filters: Filters) -> list[Contrast]:
    """Every player's contrasts along one dimension."""
    metric = METRICS["M6"]
    found = list(filters.clauses())
    kept = [metric.where, f"{dimension.column} IS NOT NULL", *(each.format(who="s") for _, each, _ in found)]
    join = "JOIN dim_match m ON m.match_id = s.match_id" if found else ""
    sql = _SQL.substitute(band=dimension.sql, value=metric.value, join=join, where=" AND ".join(kept))
    rows = cursor.execute(sql, {name: value for name, _, value in found}).fetchall()
    cells = [_cell(row) for row in rows]
    by_player = (list(group) for _, group in groupby(cells, lambda cell: cell.player))
    return [_contrast(dimension, cell, group) for group in by_player for cell in group]


def _cell(row: tuple[Any, ...]) -> _Cell:
    player, band, s, n, matches, *rest = row
    return _Cell(str(player), band, float(s), float(n), matches, *(float(each) for each in rest))


def _contrast(dimension: Dimension, cell: _Cell, group: Sequence[_Cell]) -> Contrast:
    total, n = sum(each.s for each in group), sum(each.n for each in group)
    delta = cell.s / cell.n - total / n
    variance = _variance(cell, group, total, n)
    spread = None if variance is None else 1e4 * max(variance, cell.f / cell.n**2)
    return Contrast(cell.player, dimension, cell.band, 100 * delta, spread, int(cell.n), cell.matches)


def _variance(cell: _Cell, group: Sequence[_Cell], total: float, n: float) -> float | None:
    """The linearised variance with its squares multiplied out; every match of the player is a cluster."""
    matches = round(sum(each.share for each in group))
    if matches < 2:
        return None
    b, w = cell.s / cell.n, total / n
    own = (cell.ss - 2 * b * cell.sn + b * b * cell.nn) / cell.n**2
    both = (cell.s_ms - w * cell.s_mn - b * cell.n_ms + b * w * cell.n_mn) / (cell.n * n)
    whole = sum(each.msms - 2 * w * each.msmn + w * w * each.mnmn for each in group) / n**2
    return max(0.0, own - 2 * both + whole) * matches / (matches - 1)
