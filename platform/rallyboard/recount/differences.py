"""Two counts side by side: where they part, one line each, naming the match, the place and the column."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

CLOSE = 1e-6
"""Both counts add floats in their own order; a real disagreement is far larger than this, relative or absolute."""
ROUNDED = 6e-4
"""Sums are stored to three places."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell on which the counts do not agree."""

    where: str
    column: str
    stored: object
    counted: object

    def line(self) -> str:
        """For people: what is stored, what a second count gives."""
        return f"{self.where}: {self.column} is stored as {self.stored!r}, the recount gives {self.counted!r}"


def same(stored: object, counted: object, *, near: float = CLOSE) -> bool:
    """Equal, or two numbers closer than rounding can put them apart."""
    if isinstance(stored, UUID):
        stored = str(stored)
    if isinstance(stored, bool) or isinstance(counted, bool) or stored is None or counted is None:
        return stored is counted or (stored == counted and stored is not None)
    if isinstance(stored, int | float) and isinstance(counted, int | float):
        return math.isclose(stored, counted, rel_tol=CLOSE, abs_tol=near)
    return stored == counted


def rows(
    where: str, key: Sequence[str], stored: Sequence[Mapping[str, object]], counted: Sequence[Mapping[str, object]]
) -> Iterator[Difference]:
    """Every cell of the counted rows against the stored ones; both in the same order."""
    if len(stored) != len(counted):
        yield Difference(where, "number of rows", len(stored), len(counted))
        return
    for there, here in zip(stored, counted, strict=True):
        place = " ".join(f"{name} {here[name]}" for name in key)
        for column, value in here.items():
            if not same(there.get(column), value, near=ROUNDED if column.endswith("_sum") else 2 * CLOSE):
                yield Difference(f"{where} {place}", column, there.get(column), value)
