"""Shapes: what a board is made of, as the web receives it. Plain data, no behaviour but reading a column."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Trace = dict[str, Any]
Cell = str | int | float | bool | None
Status = Literal["ok", "too_few", "empty"]


class Column(Struct, frozen=True):
    """One column of a table view."""

    key: str
    label: str
    unit: str = ""


class Table(Struct, frozen=True):
    """The table view of a figure: the very numbers that its traces draw."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, key: str) -> list[Cell]:
        """All cells of one column, in order."""
        place = [column.key for column in self.columns].index(key)
        return [row[place] for row in self.rows]

    def where(self, key: str, value: Cell) -> Table:
        """The rows whose cell equals `value`: one trace's share of the table."""
        place = [column.key for column in self.columns].index(key)
        return Table(self.columns, tuple(row for row in self.rows if row[place] == value))


class Plot(Struct, frozen=True):
    """Plotly traces and layout as plain JSON; colours are the names of `dashboards.theme`."""

    data: list[Trace]
    layout: Trace


class Figure(Struct, frozen=True):
    """One figure: the drawing, its table, its sentence, its n, and how it was counted."""

    id: str
    title: str
    question: str
    status: Status
    n: int
    needed: int
    unit_of_n: str
    summary: str
    plot: Plot
    table: Table
    metrics: list[str]
    how: str
    sql: str
    court: bool = False


class Tile(Struct, frozen=True):
    """One large number with its interval; `trend` is the line of words below it."""

    key: str
    label: str
    value: str
    unit: str
    n: int
    low: float | None
    high: float | None
    status: Status
    needed: int
    trend: str | None = None


class Headline(Struct, frozen=True):
    """The sentence a board opens with, and what it rests on."""

    text: str
    evidence: str


class Option(Struct, frozen=True):
    """One choice of a filter."""

    value: str
    label: str


class Choices(Struct, frozen=True, rename={"since": "from", "until": "to"}):
    """The filters a board offers, the dates its matches span, and what is applied now."""

    ruleset: list[Option]
    opponent: list[Option]
    since: str | None
    until: str | None
    applied: dict[str, str]


class Board(Struct, frozen=True):
    """A whole board."""

    kind: Literal["player", "session"]
    title: str
    subject: dict[str, Any]
    headline: Headline
    freshness: dict[str, Any]
    filters: Choices
    tiles: list[Tile]
    figures: list[Figure]
