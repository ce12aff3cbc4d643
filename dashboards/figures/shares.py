"""Shares: how the rows of one question spread over a dimension, mine as bars beside all others' marks."""

from __future__ import annotations

from dashboards import theme, words
from dashboards.drawing import Trusted, axes, draw, table
from dashboards.figures.bands import Caption, whiskers
from dashboards.intervals import wilson
from dashboards.questions import Answer
from dashboards.shape import Cell, Figure, Table, Trace


def shares(caption: Caption, who: str, mine: Answer, others: Answer, centre: str) -> Figure:
    """The spread of `mine` over its dimension; `centre` is the sentence part about the whole (value, interval)."""
    metric = mine.question.metric
    shown = _table(mine, others)
    dimension = mine.question.by[0]
    axis = f"{dimension.name}, {dimension.unit}" if dimension.unit else dimension.name
    return draw(
        caption.id, caption.title, caption.question,
        n=mine.n, needed=metric.show_from, unit_of_n=metric.unit_of_n, matches=mine.clusters,
        summary=f"{who}: {centre}{_most(shown)} {words.evidence(mine.n, metric.unit_of_n, mine.clusters)}.",
        data=[_bars(shown, who), _marks(shown)],
        layout=axes(axis, f"share of {metric.unit_of_n}, %", xaxis={"type": "category"}, yaxis={"rangemode": "tozero"},
                    showlegend=others.n > 0),
        table=shown, metrics=[metric.key], how=f"{caption.how} Share intervals: Wilson, 95 %.", sql=mine.sql,
    )  # fmt: skip


def _table(mine: Answer, others: Answer) -> Table:
    dimension = mine.question.by[0]
    columns = [
        ("band", dimension.name, dimension.unit), ("value", "share", "%"), ("low", "low", "%"), ("high", "high", "%"),
        ("n", "n"), ("others", "all others", "%"), ("others_n", "n of all others"),
    ]  # fmt: skip
    return table(columns, [_cells(mine, others, place) for place in range(len(dimension.labels))])


def _cells(mine: Answer, others: Answer, place: int) -> list[Cell]:
    own, other = _count(mine, place), _count(others, place)
    ends = wilson(own, mine.n)
    left: list[Cell] = [None, None, None] if ends is None else [100 * own / mine.n, 100 * ends[0], 100 * ends[1]]
    return [mine.question.by[0].labels[place], *left, own, 100 * other / others.n if others.n else None, other]


def _count(answer: Answer, place: int) -> int:
    row = answer.row(place)
    return 0 if row is None else row.n


def _most(shown: Table) -> str:
    counted = [(share, band) for share, band in zip(shown.column("value"), shown.column("band"), strict=True)]
    found = [(share, band) for share, band in counted if isinstance(share, float)]
    if not found:
        return ""
    share, band = max(found, key=lambda pair: pair[0])
    unit = shown.columns[0].unit
    return f"; most often {band}{f' {unit}' if unit else ''} ({words.measure(share, '%')})"


def _bars(shown: Table, who: str) -> Trace:
    return {
        "type": "bar", "name": who, "x": shown.column("band"), "y": shown.column("value"),
        "error_y": whiskers(shown) | {"color": theme.INK}, "marker": {"color": theme.ME},
        "customdata": shown.column("n"),
        "hovertemplate": Trusted("%{x}: %{y:.1f} %<br>n = %{customdata}<extra></extra>"),
    }  # fmt: skip


def _marks(shown: Table) -> Trace:
    return {
        "type": "scatter", "mode": "markers", "name": "all others", "x": shown.column("band"),
        "y": shown.column("others"), "marker": {"size": 16, "symbol": "line-ew-open", "color": theme.PEERS},
        "customdata": shown.column("others_n"),
        "hovertemplate": Trusted("all others, %{x}: %{y:.1f} %<br>n = %{customdata}<extra></extra>"),
    }  # fmt: skip
