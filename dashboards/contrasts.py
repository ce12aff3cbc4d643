"""Contrasts: saves above expected in each band of a dimension minus the player's own overall, for every player.

Per 100 balls. delta = 100 (S_band / N_band - S / N); its variance is linearised by match: m / (m - 1) x the sum over
all m matches of ((s_band - n_band S_band / N_band) / N_band - (s - n S / N) / N)^2, times 100^2.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

from dashboards.dimensions import DIMENSIONS, Dimension
from dashboards.filters import Filters
from dashboards.metrics import METRICS
from dashboards.questions import Cursor

SPLITS: tuple[Dimension, ...] = (DIMENSIONS["zone"], DIMENSIONS["speed"], DIMENSIONS["bounces"])

_SQL = Template("""\
WITH cell AS (
  SELECT s.player_id AS player, $band AS band, m.match_id AS cluster, sum($value) AS s, count(*) AS n
  FROM fct_shot s JOIN dim_match m USING (match_id)
  WHERE $where
  GROUP BY ALL
),
per_match AS (SELECT player, cluster, sum(s) AS s, sum(n) AS n FROM cell GROUP BY ALL),
whole AS (SELECT player, sum(s) AS s, sum(n) AS n, count(*) AS matches FROM per_match GROUP BY ALL),
apart AS (
  SELECT player, cluster, (p.s - p.n * w.s / w.n) / w.n AS u FROM per_match p JOIN whole w USING (player)
),
squares AS (SELECT player, sum(u * u) AS uu FROM apart GROUP BY ALL),
band AS (SELECT player, band, sum(s) AS s, sum(n) AS n, count(*) AS matches FROM cell GROUP BY ALL)
SELECT c.player, c.band, any_value(b.s / b.n - w.s / w.n) AS delta,
  (sum(((c.s - c.n * b.s / b.n) / b.n) ** 2 - 2 * (c.s - c.n * b.s / b.n) / b.n * a.u) + any_value(q.uu))
    * any_value(w.matches) / nullif(any_value(w.matches) - 1, 0) AS variance,
  any_value(b.n) AS n, any_value(b.matches) AS matches
FROM cell c
JOIN band b USING (player, band) JOIN whole w USING (player)
JOIN apart a ON a.player = c.player AND a.cluster = c.cluster JOIN squares q ON q.player = c.player
GROUP BY c.player, c.band ORDER BY c.player, c.band""")


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


def contrasts(cursor: Cursor, dimension: Dimension, filters: Filters) -> list[Contrast]:
    """Every player's contrasts along one dimension."""
    metric = METRICS["M6"]
    found = list(filters.clauses())
    kept = [metric.where, f"({dimension.sql}) IS NOT NULL", *(each.format(who="s") for _, each, _ in found)]
    sql = _SQL.substitute(band=dimension.sql, value=metric.value, where=" AND ".join(kept))
    rows = cursor.execute(sql, {name: value for name, _, value in found}).fetchall()
    return [
        Contrast(str(player), dimension, band, 100 * delta, None if spread is None else 1e4 * spread, n, matches)
        for player, band, delta, spread, n, matches in rows
    ]
