"""Rivals: points won against each opponent, those met most first."""

from __future__ import annotations

from dashboards import theme, words
from dashboards.drawing import Trusted, axes, draw, table
from dashboards.figures.bands import FIRM, whiskers
from dashboards.names import Names
from dashboards.questions import Answer
from dashboards.shape import Figure, Table, Trace

_SHOWN = 12


def rivals(who: str, answer: Answer, names: Names) -> Figure:
    """The dozen opponents with the most points played."""
    metric = answer.question.metric
    shown = _table(answer, names)
    return draw(
        "rivals", "Against whom", "Whom do I beat, and who beats me?",
        n=answer.n, needed=metric.show_from, unit_of_n=metric.unit_of_n, matches=answer.clusters,
        summary=_summary(who, answer, names), data=[_dots(shown)],
        layout=axes("points won, %", "", xaxis={"range": [0, 100]},
                    yaxis=_ticks(shown)),
        table=shown, metrics=[metric.key], sql=answer.sql,
        how=f"{metric.formula} Apart for each opponent; the {_SHOWN} with the most points are shown, the rest are not.",
    )  # fmt: skip


def _table(answer: Answer, names: Names) -> Table:
    columns = [
        ("opponent", "opponent"), ("value", "points won", "%"), ("low", "low", "%"), ("high", "high", "%"),
        ("n", "points"), ("matches", "matches"), ("key", "key"),
    ]  # fmt: skip
    most = sorted(answer.rows, key=lambda row: (-row.n, str(row.key)))[:_SHOWN]
    cells = [(names(str(row.key)), row.value, row.low, row.high, row.n, row.clusters, str(row.key)) for row in most]
    return table(columns, cells)


def _ticks(shown: Table) -> Trace:
    """Rows are told apart by key, since two players may share a name; the ticks show the names."""
    return {
        "type": "category", "autorange": "reversed", "automargin": True, "tickvals": shown.column("key"),
        "ticktext": shown.column("opponent"),
    }  # fmt: skip


def _dots(shown: Table) -> Trace:
    colours = [theme.ME if isinstance(n, int) and n >= FIRM else theme.MUTED for n in shown.column("n")]
    return {
        "type": "scatter", "mode": "markers", "x": shown.column("value"), "y": shown.column("key"),
        "error_x": whiskers(shown) | {"color": theme.ME}, "marker": {"size": 10, "color": colours},
        "text": shown.column("opponent"), "customdata": shown.column("n"),
        "hovertemplate": Trusted("%{text}: %{x:.1f} %<br>n = %{customdata} points<extra></extra>"),
    }  # fmt: skip


def _summary(who: str, answer: Answer, names: Names) -> str:
    total = words.evidence(answer.n, "points", answer.clusters)
    firm = [row for row in answer.rows if row.n >= FIRM]
    if not firm:
        return f"{who} has met {len(answer.rows)} opponents, none yet over {FIRM} points {total}."
    best, worst = max(firm, key=lambda row: row.value), min(firm, key=lambda row: row.value)
    said = [f"{names(str(row.key))} ({words.measure(row.value, '%')}, n = {row.n:,})" for row in (best, worst)]
    return f"{who} wins most points against {said[0]} and fewest against {said[1]} {total}."
