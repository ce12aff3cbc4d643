"""Bands: one metric split by one dimension, mine with whiskers beside everybody else's."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards import theme, words
from dashboards.drawing import Trusted, axes, draw, table
from dashboards.questions import Answer, Row
from dashboards.shape import Cell, Figure, Table, Trace

FIRM = 25
"""A band with fewer rows than this is drawn grey and never named in a sentence."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What a figure is called, what it asks, and how it was counted, in plain words."""

    id: str
    title: str
    question: str
    how: str


def bands(caption: Caption, who: str, mine: Answer, others: Answer) -> Figure:
    """The figure; `who` is the player's name, `others` the same question for all other players together."""
    metric = mine.question.metric
    shown = _table(mine, others)
    layout = axes(
        _axis(mine), f"{metric.name}, {metric.unit}", xaxis={"type": "category"}, showlegend=others.n > 0
    )  # fmt: skip
    return draw(
        caption.id, caption.title, caption.question,
        n=mine.n, needed=metric.show_from, unit_of_n=metric.unit_of_n, matches=mine.clusters,
        summary=extremes(mine, who), data=[_others(shown, metric.unit), _mine(shown, metric.unit, who)],
        layout=layout, table=shown, metrics=[metric.key], how=f"{metric.formula} {caption.how}".strip(), sql=mine.sql,
    )  # fmt: skip


def extremes(answer: Answer, who: str) -> str:
    """Where the value is highest and lowest, among bands that are firm enough to be named."""
    metric, dimension = answer.question.metric, answer.question.by[0]
    firm = [row for row in answer.rows if row.n >= FIRM]
    total = words.evidence(answer.n, metric.unit_of_n, answer.clusters)
    if len(firm) < 2:
        return f"{who}: no two bands of {dimension.name} have {FIRM} {metric.unit_of_n} yet {total}."
    top, bottom = max(firm, key=_value), min(firm, key=_value)
    said = [
        f"{dimension.label(row.key)}: {words.measure(row.value, metric.unit)} (n = {row.n:,})" for row in (top, bottom)
    ]
    name = metric.name.lower()
    named = name if dimension.name in name else f"{name} by {dimension.name}"
    return f"{who}, {named}: highest for {said[0]}, lowest for {said[1]} {total}."


def _table(mine: Answer, others: Answer) -> Table:
    dimension, unit = mine.question.by[0], mine.question.metric.unit
    columns = [
        ("band", dimension.name, dimension.unit), ("value", "value", unit), ("low", "low", unit),
        ("high", "high", unit), ("n", "n"), ("others", "all others", unit), ("others_n", "n of all others"),
    ]  # fmt: skip
    return table(columns, [_cells(mine, others, place) for place in range(len(dimension.labels))])


def _cells(mine: Answer, others: Answer, place: int) -> list[Cell]:
    own, other = mine.row(place), others.row(place)
    left: list[Cell] = [None, None, None, 0] if own is None else [own.value, own.low, own.high, own.n]
    right: list[Cell] = [None, 0] if other is None else [other.value, other.n]
    return [mine.question.by[0].labels[place], *left, *right]


def whiskers(shown: Table) -> Trace:
    """Plotly's error bars that end exactly at the table's low and high."""
    rows = zip(shown.column("value"), shown.column("low"), shown.column("high"), strict=True)
    ends = [_reach(value, low, high) for value, low, high in rows]
    return {
        "type": "data", "symmetric": False, "thickness": 1.5, "width": 4,
        "arrayminus": [end[0] for end in ends], "array": [end[1] for end in ends],
    }  # fmt: skip


def _reach(value: Cell, low: Cell, high: Cell) -> tuple[float | None, float | None]:
    if not (isinstance(value, float) and isinstance(low, float) and isinstance(high, float)):
        return None, None
    return round(value - low, 4), round(high - value, 4)


def _mine(shown: Table, unit: str, who: str) -> Trace:
    colours = [theme.ME if isinstance(n, int) and n >= FIRM else theme.MUTED for n in shown.column("n")]
    return {
        "type": "scatter", "mode": "markers", "name": who, "x": shown.column("band"), "y": shown.column("value"),
        "error_y": whiskers(shown) | {"color": theme.ME}, "marker": {"size": 11, "color": colours},
        "customdata": shown.column("n"),
        "hovertemplate": Trusted(f"%{{x}}: %{{y:.1f}} {unit}<br>n = %{{customdata}}<extra></extra>"),
    }  # fmt: skip


def _others(shown: Table, unit: str) -> Trace:
    return {
        "type": "scatter", "mode": "markers", "name": "all others", "x": shown.column("band"),
        "y": shown.column("others"), "marker": {"size": 16, "symbol": "line-ew-open", "color": theme.PEERS},
        "customdata": shown.column("others_n"),
        "hovertemplate": Trusted(f"all others, %{{x}}: %{{y:.1f}} {unit}<br>n = %{{customdata}}<extra></extra>"),
    }  # fmt: skip


def _axis(answer: Answer) -> str:
    dimension = answer.question.by[0]
    return f"{dimension.name}, {dimension.unit}" if dimension.unit else dimension.name


def _value(row: Row) -> float:
    return row.value
