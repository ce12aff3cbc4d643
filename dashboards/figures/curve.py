"""The save curve: of the balls with so much time to spare, how many are saved; mine as a band, all others as a line."""

from __future__ import annotations

from dashboards import theme, words
from dashboards.drawing import Trusted, axes, draw, ribbon, table
from dashboards.figures.bands import FIRM, Caption
from dashboards.questions import Answer
from dashboards.shape import Cell, Figure, Table, Trace

_CAPTION = Caption(
    "save-curve",
    "Save curve",
    "Do I miss for lack of time, or with time enough?",
    "Time to spare: the ball's flight minus the time the paddle needs to bring it into reach from where it stood at "
    "the opponent's contact. Below 0 it cannot be reached by a paddle that waits.",
)


def curve(who: str, mine: Answer, others: Answer) -> Figure:
    """Saves by time to spare, for one player and for all others together."""
    metric = mine.question.metric
    shown = _table(mine, others)
    return draw(
        _CAPTION.id, _CAPTION.title, _CAPTION.question,
        n=mine.n, needed=metric.show_from, unit_of_n=metric.unit_of_n, matches=mine.clusters,
        summary=_summary(who, mine), data=_traces(shown, who),
        layout=axes("time to spare, ms", "saves, %", xaxis={"type": "category"}, yaxis={"range": [0, 101]},
                    showlegend=True),
        table=shown, metrics=[metric.key], how=f"{metric.formula} {_CAPTION.how}", sql=mine.sql,
    )  # fmt: skip


def _table(mine: Answer, others: Answer) -> Table:
    columns = [
        ("band", "time to spare", "ms"), ("value", "saves", "%"), ("low", "low", "%"), ("high", "high", "%"),
        ("n", "n"), ("others", "all others", "%"), ("others_n", "n of all others"),
    ]  # fmt: skip
    labels = mine.question.by[0].labels
    rows: list[list[Cell]] = []
    for place, label in enumerate(labels):
        own, other = mine.row(place), others.row(place)
        left: list[Cell] = [None, None, None, 0] if own is None else [own.value, own.low, own.high, own.n]
        rows.append([label, *left, *([None, 0] if other is None else [other.value, other.n])])
    return table(columns, rows)


def _traces(shown: Table, who: str) -> list[Trace]:
    band = shown.column("band")
    return [
        *ribbon(band, shown.column("low"), shown.column("high"), theme.ME),
        {"type": "scatter", "mode": "lines", "name": "all others", "x": band, "y": shown.column("others"),
         "line": {"color": theme.PEERS, "dash": "dot"}},
        {"type": "scatter", "mode": "lines+markers", "name": who, "x": band, "y": shown.column("value"),
         "line": {"color": theme.ME}, "customdata": shown.column("n"),
         "hovertemplate": Trusted("%{x} ms: %{y:.1f} %<br>n = %{customdata}<extra></extra>")},
    ]  # fmt: skip


def _summary(who: str, mine: Answer) -> str:
    firm = [row for row in mine.rows if row.n >= FIRM]
    total = words.evidence(mine.n, "balls", mine.clusters)
    if not firm:
        return f"{who}: no time band has {FIRM} balls yet {total}."
    label = mine.question.by[0].label
    ends = firm[:1] if len(firm) == 1 else [firm[0], firm[-1]]
    parts = [f"{words.measure(row.value, '%')} with {label(row.key)} ms (n = {row.n:,})" for row in ends]
    return f"{who} saves {words.listed(parts)} to spare {total}."
