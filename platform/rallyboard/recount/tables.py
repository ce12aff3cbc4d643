"""Tables of a board as the recount has them: per figure, rows of the columns that hold numbers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from rallyboard.recount.stock import Ball, Point
from rallyboard.recount.tally import Tally, wilson

Cells: TypeAlias = dict[str, object]
Tables: TypeAlias = dict[str, list[Cells]]
FIRM = 25
"""Cells of a heat map with fewer items show only their n."""
Cut: TypeAlias = Callable[[Ball | Point], int | None]


class Column(Protocol):
    """A column of a published table."""

    @property
    def key(self) -> str: ...


class Table(Protocol):
    """A published table."""

    @property
    def columns(self) -> Sequence[Column]: ...
    @property
    def rows(self) -> Sequence[Sequence[object]]: ...


class Figure(Protocol):
    """What of a published figure is recounted."""

    @property
    def id(self) -> str: ...
    @property
    def n(self) -> int: ...
    @property
    def table(self) -> Table: ...


class Tile(Protocol):
    """What of a published tile is recounted."""

    @property
    def key(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def n(self) -> int: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...


class Board(Protocol):
    """A published board."""

    @property
    def tiles(self) -> Sequence[Tile]: ...
    @property
    def figures(self) -> Sequence[Figure]: ...
    @property
    def subject(self) -> Mapping[str, object]: ...


def cells(found: Tally | None) -> Cells:
    """Value, interval and n of one tally."""
    if found is None:
        return {"value": None, "low": None, "high": None, "n": 0}
    return {"value": found.value, "low": found.low, "high": found.high, "n": found.n}


def firm(found: Tally | None) -> Cells:
    """The same, the value hidden where it would be noise."""
    if found is None or found.n < FIRM:
        return {"value": None, "low": None, "high": None, "n": 0 if found is None else found.n}
    return cells(found)


def share(part: int, whole: int, least: int = 1) -> Cells:
    """A part of a whole in per cent, with Wilson's interval."""
    ends = wilson(part, whole) if whole >= least else None
    if ends is None:
        return {"value": None, "low": None, "high": None, "n": part}
    return {"value": 100 * part / whole, "low": 100 * ends[0], "high": 100 * ends[1], "n": part}


def signed(value: float) -> str:
    """One digit, a plus or a real minus sign; what rounds to nothing is 0.0."""
    text = f"{abs(value):,.1f}"
    if not text.strip("0.,"):
        return text
    return ("+" if value > 0 else "\u2212") + text
