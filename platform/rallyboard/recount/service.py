"""`rallyboard verify`: every stored match counted a second time, and the warehouse and its boards held against it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import duckdb

from game_engine.codec import decode
from game_engine.errors import EngineError
from rallyboard.recount.differences import Difference
from rallyboard.recount.facts import facts, result
from rallyboard.recount.tape import unroll


class Stored(Protocol):
    """A finished match as the site keeps it."""

    @property
    def match_id(self) -> str: ...
    @property
    def data(self) -> bytes: ...
    @property
    def result_hash(self) -> int | None: ...
    @property
    def s0(self) -> int | None: ...
    @property
    def s1(self) -> int | None: ...
    @property
    def winner(self) -> int | None: ...


@dataclass(slots=True)
class Verdict:
    """What a whole recount found."""

    matches: int = 0
    differences: list[Difference] = field(default_factory=list[Difference])

    def line(self) -> str:
        """The last line that `verify` prints."""
        return f"{self.matches} matches, {len(self.differences)} differences"


def verify(
    stored: Iterator[Stored], cursor: duckdb.DuckDBPyConnection, counted: Callable[[int], None] = lambda _: None
) -> Verdict:
    """Recount every match; `counted` hears how many are done."""
    verdict = Verdict()
    for match in stored:
        verdict.differences.extend(_one(match, cursor))
        verdict.matches += 1
        counted(verdict.matches)
    return verdict


def _one(match: Stored, cursor: duckdb.DuckDBPyConnection) -> Iterator[Difference]:
    where = f"match {match.match_id}"
    try:
        log = decode(match.data)
        tape = unroll(log)
    except EngineError as wrong:
        yield Difference(where, "log", "stored", str(wrong))
        return
    kept = {"s0": match.s0, "s1": match.s1, "winner": match.winner, "result_hash": match.result_hash}
    yield from result(
        where, tape, {name: value for name, value in kept.items() if name == "winner" or value is not None}
    )
    yield from facts(cursor, log, tape)
