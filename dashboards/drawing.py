"""Drawing: from parts to a Figure. Escapes every text of the plot, rounds every number, states what is missing.

Plotly reads `<a href>` in any label as markup, and labels hold the names of players: so every string of a plot is
escaped here unless this package wrote it as `Trusted`. Titles, summaries and tables are plain text, never markup.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from dashboards import words
from dashboards.shape import Cell, Column, Figure, Json, Plot, Status, Table, Trace

DIGITS = 4


class Trusted(str):
    """Text with markup that this package wrote itself, such as a hover template. Never built from data."""

    __slots__ = ()


def table(columns: Sequence[tuple[str, ...]], rows: Iterable[Sequence[Cell]]) -> Table:
    """A table from (key, label[, unit]) and rows; floats are rounded once, here, for table and trace alike."""
    return Table(tuple(Column(*column) for column in columns), tuple(tuple(map(rounded, row)) for row in rows))


def rounded(cell: Cell) -> Cell:
    """The cell as it is shown; floats with four digits."""
    return round(cell, DIGITS) if isinstance(cell, float) else cell


def escaped(value: Json) -> Json:
    """The same JSON with & < > escaped in every string but the trusted ones."""
    if isinstance(value, Trusted):
        return str.__str__(value)
    if isinstance(value, str):
        return html.escape(value, quote=False)
    if isinstance(value, list):
        return [escaped(item) for item in value]
    if isinstance(value, dict):
        return {key: escaped(item) for key, item in value.items()}
    return value


def status_of(n: int, needed: int) -> Status:
    """Nothing at all, too few to show a number, or enough."""
    return "empty" if n == 0 else "too_few" if n < needed else "ok"


def draw(
    id: str,  # noqa: A002 - the name it has on the wire
    title: str,
    question: str,
    *,
    n: int,
    needed: int,
    unit_of_n: str,
    summary: str,
    data: Sequence[Trace],
    layout: Trace,
    table: Table,
    metrics: Sequence[str],
    how: str,
    sql: str,
    matches: int = 0,
    court: bool = False,
    missing: str = "",
) -> Figure:
    """A Figure whose summary is the given sentence only when n is enough, else what is missing and what to do.

    `missing` replaces the standing phrase where the remedy is another one than more matches.
    """
    status = status_of(n, needed)
    said = summary if status == "ok" else missing or words.too_few(n, max(needed, 1), unit_of_n, matches)
    plot = Plot([_escaped(trace) for trace in data], _escaped(layout))
    return Figure(
        id, title, question, status, n, needed, unit_of_n, said, plot, table, list(metrics), how, sql, court
    )  # fmt: skip


def _escaped(trace: Trace) -> Trace:
    return {key: escaped(value) for key, value in trace.items()}


def axes(x: str, y: str, *, xaxis: Trace | None = None, yaxis: Trace | None = None, showlegend: bool = False) -> Trace:
    """A layout with two titled axes."""
    return {
        "xaxis": {"title": {"text": x}} | (xaxis or {}),
        "yaxis": {"title": {"text": y}} | (yaxis or {}),
        "showlegend": showlegend,
    }


def ribbon(x: list[Cell], low: list[Cell], high: list[Cell], colour: str) -> list[Trace]:
    """An interval as a soft band: its lower edge, and its upper edge filled down to it."""
    edge: Trace = {
        "type": "scatter", "mode": "lines", "x": x, "line": {"width": 0}, "showlegend": False, "hoverinfo": "skip",
    }  # fmt: skip
    return [edge | {"y": low}, edge | {"y": high, "fill": "tonexty", "fillcolor": colour, "opacity": 0.2}]
