"""Questions: Metric x Dimension x Filter, asked of the warehouse, answered with n and an interval.

The only module of the dashboards that knows the warehouse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

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

    def scope(self) -> Iterator[tuple[str, str, str]]:
        """(parameter name, condition, value) for whom and for which match."""
        if self.player is not None:
            yield "player", "{who}.player_id = $player::UUID", self.player
        if self.not_player is not None:
            yield "not_player", "{who}.player_id <> $not_player::UUID", self.not_player
        if self.match is not None:
            yield "match", "m.match_id = $match::UUID", self.match


@dataclass(frozen=True, slots=True)
class Row:
    """One group's answer, in the metric's unit; `top` is the plain sum that was divided by n.

    `variance` is that of the value by cluster; a median's is read back from its interval.
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
    """The rows of one question, the statement that made them, and the last log record they know of.

    `clusters`: the matches (inside one match: rallies) in which anything was counted.
    """

    question: Question
    rows: tuple[Row, ...]
    sql: str
    as_of: int
    clusters: int

    @property
    def n(self) -> int:
        """Rows of the fact that were counted, over all groups."""
        return sum(row.n for row in self.rows)

    def row(self, *keys: object) -> Row | None:
        """The row of one group, if anything was counted there."""
        return next((row for row in self.rows if row.keys == keys), None)


def ask(cursor: Cursor, question: Question) -> Answer:
    """One statement, one answer. Groups in which nothing was counted have no row."""
    sql, parameters = compiled(question)
    rows = cursor.execute(sql, parameters).fetchall()
    clusters = rows[0][_clusters_at(question)] if rows else 0
    return Answer(question, tuple(_row(question, row) for row in rows), sql, as_of(cursor), clusters)


def as_of(cursor: Cursor) -> int:
    """The offset that the ETL has loaded up to: the version of every answer given now."""
    rows = cursor.execute("SELECT coalesce(max(seq), 0) FROM etl_offset").fetchall()
    return int(rows[0][0])


def _row(question: Question, raw: tuple[Any, ...]) -> Row:
    width = _width(question)
    top, n, clusters, value, variance, _, *ordered = raw[width:]
    scale = question.metric.scale
    ends = _ends(question, raw[width:])
    low, high = (None, None) if ends is None else (ends[0] * scale, ends[1] * scale)
    if ordered and ends is not None:
        variance = ((ends[1] - ends[0]) / (2 * t95(clusters - 1))) ** 2
    spread = None if variance is None else float(variance) * scale * scale
    keys = tuple(_plain(key) for key in raw[:width])
    return Row(keys, float(value) * scale, low, high, int(n), int(clusters), float(top), spread)


def _ends(question: Question, raw: tuple[Any, ...]) -> Ends:
    top, n, clusters, value, variance, _, *ordered = raw
    if question.metric.kind == "share":
        return wilson(float(top), float(n))
    if question.metric.kind == "median":
        return woodruff(ordered[0], variance, clusters)
    return by_cluster(value, variance, clusters)


def _width(question: Question) -> int:
    return max(len(question.by), 1)


def _clusters_at(question: Question) -> int:
    return _width(question) + 5


def _plain(key: object) -> object:
    return key if isinstance(key, int) else str(key)
