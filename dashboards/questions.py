"""Questions: Metric x Dimension x Filter, asked of the warehouse, answered with n and an interval.

It sees the warehouse only through a cursor that is handed in. The variance of an answer is the linearised one by
cluster: clusters / (clusters - 1) x the sum of squared influences, where the influence of a cluster with sum s,
squares q and count n on a group with S, Q, N is, for a mean or share, (s - n S/N) / N; for a spread with mean mu and
variance v, (q - 2 mu s + (mu^2 - v) n) / (2 sqrt(v) N); for a median, that of the share of values at or below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from dashboards.compiler import compiled
from dashboards.dimensions import Dimension
from dashboards.filters import Filters
from dashboards.intervals import Ends, by_cluster, t95, wilson, woodruff
from dashboards.metrics import Metric


class Found(Protocol):
    """The rows a statement found."""

    def fetchall(self) -> list[Any]:
        """All rows, as tuples."""
        ...


class Cursor(Protocol):
    """What a question needs of the warehouse: DuckDB's own cursor has this shape, and starting up needs no DuckDB."""

    def execute(self, query: str, parameters: object = None) -> Found:
        """Run one statement with named parameters."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """What is counted, split by at most two dimensions, for whom (nobody named: everybody), over which matches."""

    metric: Metric
    by: tuple[Dimension, ...] = ()
    player: str | None = None
    not_player: str | None = None
    match: str | None = None
    filters: Filters = field(default_factory=Filters)
    bare: bool = False
    """Value and n only, for marks that carry no interval."""

    def scope(self) -> Iterator[tuple[str, str, str]]:
        """(parameter name, condition, value) for whom and for which match."""
        if self.player is not None:
            yield "player", "{who}.player_id = $player::UUID", self.player
        if self.not_player is not None:
            yield "not_player", "{who}.player_id <> $not_player::UUID", self.not_player
        if self.match is not None:
            yield "match", "{who}.match_id = $match::UUID", self.match


@dataclass(frozen=True, slots=True)
class Row:
    """One group's answer, in the metric's unit; `top` is the plain sum that was divided by n.

    `variance` is that of the value by cluster; a share's is at least p (1 - p) / (n + 4) with p = (top + 2) / (n + 4),
    so that no misses at all is not taken for certainty; a median's is read back from its interval.
    """

    keys: tuple[Any, ...]
    value: float
    low: float | None
    high: float | None
    n: int
    clusters: int
    top: float
    variance: float | None

    @property
    def key(self) -> Any:  # noqa: ANN401 - a band number, a slot or a player key
        """The first (often only) key."""
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of one question and the statement that made them.

    `clusters`: the matches (inside one match: rallies) in which anything was counted.
    """

    question: Question
    rows: tuple[Row, ...]
    sql: str
    clusters: int

    @property
    def n(self) -> int:
        """Rows of the fact that were counted, over all groups."""
        return sum(row.n for row in self.rows)

    def row(self, *keys: object) -> Row | None:
        """The row of one group, if anything was counted there."""
        return next((row for row in self.rows if row.keys == keys), None)


class _Sums(NamedTuple):
    """What a statement returns for one group after its keys; a bare question returns the first and the third."""

    n: int
    clusters: int
    value: float
    top: float
    ss: float
    sn: float
    nn: float
    qq: float
    qs: float
    qn: float
    all_clusters: int
    xs: Sequence[float] = ()
    times: Sequence[int] = ()


def ask(cursor: Cursor, question: Question) -> Answer:
    """One statement, one answer. Groups in which nothing was counted have no row."""
    sql, parameters = compiled(question)
    width = max(len(question.by), 1)
    found = [(_keys(raw[:width]), raw[width:]) for raw in cursor.execute(sql, parameters).fetchall()]
    if question.bare:
        rows = [_bare(keys, n, value, question.metric.scale) for keys, (n, value) in found]
        return Answer(question, tuple(rows), sql, 0)
    summed = [(keys, _Sums(*rest)) for keys, rest in found]
    clusters = summed[0][1].all_clusters if summed else 0
    return Answer(question, tuple(_row(question.metric, keys, sums) for keys, sums in summed), sql, clusters)


def _keys(raw: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(key if isinstance(key, int) else str(key) for key in raw)


def _bare(keys: tuple[Any, ...], n: int, value: float, scale: float) -> Row:
    return Row(keys, float(value) * scale, None, None, int(n), 0, 0.0, None)


def _row(metric: Metric, keys: tuple[Any, ...], sums: _Sums) -> Row:
    variance = _variance(metric, sums)
    ends = _ends(metric, sums, variance)
    if metric.kind == "median":
        variance = None if ends is None else ((ends[1] - ends[0]) / (2 * t95(sums.clusters - 1))) ** 2
    scale = metric.scale
    low, high = (None, None) if ends is None else (ends[0] * scale, ends[1] * scale)
    spread = None if variance is None else variance * scale * scale
    return Row(keys, float(sums.value) * scale, low, high, int(sums.n), sums.clusters, float(sums.top), spread)


def _ends(metric: Metric, sums: _Sums, variance: float | None) -> Ends:
    if metric.kind == "share":
        return wilson(float(sums.top), float(sums.n))
    if metric.kind == "median":
        return woodruff(sums.xs, sums.times, variance, sums.clusters)
    return by_cluster(float(sums.value), variance, sums.clusters)


def _variance(metric: Metric, sums: _Sums) -> float | None:
    if sums.clusters < 2:
        return None
    squares = _spread_squares(sums) if metric.kind == "spread" else _mean_squares(sums)
    variance = max(0.0, squares) * sums.clusters / (sums.clusters - 1)
    if metric.kind != "share":
        return variance
    p = (float(sums.top) + 2) / (sums.n + 4)
    return max(variance, p * (1 - p) / (sums.n + 4))


def _mean_squares(sums: _Sums) -> float:
    """The sum of ((s - n S/N) / N)^2 over the clusters, multiplied out."""
    share, n = float(sums.top) / sums.n, float(sums.n)
    return (float(sums.ss) - 2 * share * float(sums.sn) + share * share * float(sums.nn)) / (n * n)


def _spread_squares(sums: _Sums) -> float:
    """The sum of ((q - 2 mu s + (mu^2 - v) n) / (2 sqrt(v) N))^2 over the clusters, multiplied out."""
    mu, v, n = float(sums.top) / sums.n, float(sums.value) ** 2, float(sums.n)
    if v == 0:
        return 0.0
    k = mu * mu - v
    squares = (
        sums.qq + 4 * mu * mu * sums.ss + k * k * sums.nn - 4 * mu * sums.qs + 2 * k * sums.qn - 4 * mu * k * sums.sn
    )
    return float(squares) / (4 * v * n * n)
