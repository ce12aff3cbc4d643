"""`rallyboard verify`: every stored match counted a second time, and the warehouse and both boards held against it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import duckdb

from game_engine.codec import decode
from game_engine.errors import EngineError
from rallyboard.recount import boards
from rallyboard.recount.differences import Difference
from rallyboard.recount.facts import Counted, against_warehouse, count, result
from rallyboard.recount.findings import Findings
from rallyboard.recount.player_board import Everybody
from rallyboard.recount.stock import Stock
from rallyboard.recount.tables import Board
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


@dataclass(frozen=True, slots=True)
class Published:
    """Where the boards come from; the recount only looks at what they say."""

    player: Callable[[str], Board]
    match: Callable[[str], Board | None]


@dataclass(slots=True)
class Verdict:
    """What a whole recount found."""

    matches: int = 0
    players: int = 0
    differences: list[Difference] = field(default_factory=list[Difference])

    def line(self) -> str:
        """The last line that `verify` prints."""
        return f"{self.matches} matches, {len(self.differences)} differences"


def verify(
    stored: Iterable[Stored],
    cursor: duckdb.DuckDBPyConnection,
    published: Published | None = None,
    counted: Callable[[int], None] = lambda _: None,
) -> Verdict:
    """Recount every match, then every player; `counted` hears how many matches are done."""
    verdict, stock = Verdict(), Stock()
    for match in stored:
        verdict.differences.extend(_match(match, cursor, published, stock))
        verdict.matches += 1
        counted(verdict.matches)
    if published is not None:
        verdict.differences.extend(_players(stock, published))
    verdict.players = len(stock.played)
    return verdict


def _match(
    match: Stored, cursor: duckdb.DuckDBPyConnection, published: Published | None, stock: Stock
) -> Iterator[Difference]:
    where = f"match {match.match_id}"
    try:
        tape = unroll(decode(match.data))
    except EngineError as wrong:
        yield Difference(where, "log", "stored", str(wrong))
        return
    yield from result(where, tape, match.s0, match.s1, match.winner, match.result_hash)
    mine = count(cursor, tape)
    yield from against_warehouse(cursor, tape, mine)
    stock.add(tape, mine.rallies, mine.shots, mine.sides)
    if published is not None:
        yield from _session(where, mine, published)


def _session(where: str, mine: Counted, published: Published) -> Iterator[Difference]:
    board = published.match(mine.tape.log.header.match)
    if board is None:
        yield Difference(where, "session board", None, "a match")
        return
    alone = Stock()
    alone.add(mine.tape, mine.rallies, mine.shots, mine.sides)
    balls = [ball for each in alone.balls.values() for ball in each]
    points = [point for each in alone.points.values() for point in each]
    yield from boards.match(mine.tape, mine.rallies, mine.shots, balls, points, board)


def _players(stock: Stock, published: Published) -> Iterator[Difference]:
    everybody = Everybody(stock)
    findings = Findings(everybody)
    for key in stock.played:
        yield from boards.player(everybody, findings, key, published.player(key))
