"""The duel: both sides of one match in the same numbers, each with its interval, one small scale a number."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import theme, words
from dashboards.drawing import Trusted, draw, table
from dashboards.figures.bands import whiskers
from dashboards.figures.course import Seats
from dashboards.metrics import METRICS
from dashboards.questions import Answer, Row
from dashboards.shape import Cell, Figure, Table, Trace

DUEL = tuple(METRICS[key] for key in ("M2", "M3", "M5", "M6", "M7", "M8", "M9", "M13", "M19", "M25"))
"""What the two sides of a match are compared in."""

_HOW = (
    "Each number as in the metric book, over this match only. Shares: Wilson, 95 %; means and medians: by rally, 95 %. "
    "One match is a small sample: where the intervals overlap much, the match does not tell who is better."
)


def duel(seats: Seats, answers: Sequence[Answer], points: int) -> Figure:
    """The table of both sides; `answers` are split by slot, in the order of DUEL."""
    shown = _table(seats, answers)
    data = [_dots(shown, answer, place, seats, side) for place, answer in enumerate(answers) for side in (0, 1)]
    return draw(
        "duel", "Side by side", "Why did I lose?",
        n=points, needed=1, unit_of_n="points", summary=_summary(seats, answers, points), data=data,
        layout=_layout(answers), table=shown, metrics=[answer.question.metric.key for answer in answers], how=_HOW,
        sql=";\n\n".join(answer.sql for answer in answers),
    )  # fmt: skip


def _table(seats: Seats, answers: Sequence[Answer]) -> Table:
    columns = [
        ("metric", "number"), ("side", "side"), ("player", "player"), ("value", "value"), ("low", "low"),
        ("high", "high"), ("unit", "unit"), ("n", "n"), ("unit_of_n", "counted"),
    ]  # fmt: skip
    return table(columns, [_row(seats, answer, side) for answer in answers for side in (0, 1)])


def _row(seats: Seats, answer: Answer, side: int) -> list[Cell]:
    metric, row = answer.question.metric, answer.row(side)
    head: list[Cell] = [metric.name, ("left", "right")[side], seats[side]]
    body: list[Cell] = [None, None, None] if row is None else [row.value, row.low, row.high]
    return [*head, *body, metric.unit, 0 if row is None else row.n, metric.unit_of_n]


def _dots(shown: Table, answer: Answer, place: int, seats: Seats, side: int) -> Trace:
    metric = answer.question.metric
    part = shown.where("metric", metric.name).where("side", ("left", "right")[side])
    axis = "" if place == 0 else str(place + 1)
    return {
        "type": "scatter", "mode": "markers", "name": seats[side], "x": part.column("value"), "y": part.column("side"),
        "xaxis": f"x{axis}", "yaxis": f"y{axis}", "error_x": whiskers(part) | {"color": theme.SIDES[side]},
        "marker": {"color": theme.SIDES[side], "size": 9, "symbol": ("circle", "square")[side]},
        "legendgroup": str(side), "showlegend": place == 0, "customdata": part.column("n"),
        "text": part.column("player"),
        "hovertemplate": Trusted(f"%{{text}}: %{{x:.1f}} {metric.unit}<br>n = %{{customdata}}<extra></extra>"),
    }  # fmt: skip


def _layout(answers: Sequence[Answer]) -> Trace:
    layout: Trace = {"showlegend": True, "annotations": [], "height": 90 * len(answers)}
    step = 1 / len(answers)
    for place, answer in enumerate(answers):
        metric = answer.question.metric
        axis = "" if place == 0 else str(place + 1)
        top = 1 - place * step
        layout[f"xaxis{axis}"] = {"anchor": f"y{axis}", "automargin": True} | _range(answer)
        layout[f"yaxis{axis}"] = {
            "anchor": f"x{axis}", "domain": [top - 0.45 * step, top - 0.2 * step], "type": "category",
            "showticklabels": False, "range": [1.6, -0.6], "categoryarray": ["left", "right"],
        }  # fmt: skip
        layout["annotations"].append({
            "xref": "paper", "yref": "paper", "x": 0, "xanchor": "left", "y": top - 0.16 * step, "yanchor": "bottom",
            "showarrow": False, "text": f"{metric.name}, {metric.unit}",
        })  # fmt: skip
    return layout


def _range(answer: Answer) -> Trace:
    return {"range": [0, 100]} if answer.question.metric.unit == "%" else {}


def _summary(seats: Seats, answers: Sequence[Answer], points: int) -> str:
    clear = [said for answer in answers if (said := _clear(seats, answer))]
    total = words.evidence(points, "points")
    if not clear:
        return f"Over one match no number tells {seats[0]} and {seats[1]} apart beyond chance {total}."
    return f"Beyond chance apart: {words.listed(clear)} {total}."


def _clear(seats: Seats, answer: Answer) -> str:
    """The number in words if the two intervals do not even touch."""
    left, right = answer.row(0), answer.row(1)
    if left is None or right is None or not _apart(left, right):
        return ""
    unit = answer.question.metric.unit
    values = f"{seats[0]} {words.measure(left.value, unit)}, {seats[1]} {words.measure(right.value, unit)}"
    return f"{answer.question.metric.name.lower()} ({values})"


def _apart(left: Row, right: Row) -> bool:
    if left.low is None or left.high is None or right.low is None or right.high is None:
        return False
    return left.high < right.low or right.high < left.low
