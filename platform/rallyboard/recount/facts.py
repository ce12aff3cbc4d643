"""One match against the warehouse: its result, its rallies, its shots and both sides, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from game_engine.events import Goal
from rallyboard.recount.differences import Difference, rows
from rallyboard.recount.rallies import rallies
from rallyboard.recount.shots import Row, shots
from rallyboard.recount.sides import sides
from rallyboard.recount.tape import Tape

REASONS = ("score", "resign", "disconnect", "afk", "void")
ORDERS: Mapping[str, Sequence[str]] = {
    "fct_rally": ("rally_no",),
    "fct_shot": ("rally_no", "shot_no"),
    "agg_match_player": ("slot",),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """One match, recounted."""

    tape: Tape
    rallies: list[Row]
    shots: list[Row]
    sides: list[Row]


def result(
    where: str, tape: Tape, s0: int | None, s1: int | None, winner: int | None, digest: int | None
) -> Iterator[Difference]:
    """What the site's database says about the match, against the replay."""
    wins = [sum(isinstance(event, Goal) and event.winner == slot for event in tape.events) for slot in (0, 1)]
    stated = (("s0", s0, wins[0]), ("s1", s1, wins[1]), ("result_hash", digest, tape.match.digest()))
    for column, stored, counted in stated:
        if stored is not None and stored != counted:
            yield Difference(where, column, stored, counted)
    if winner != tape.match.winner:
        yield Difference(where, "winner", winner, tape.match.winner)
    for fault in tape.faults:
        yield Difference(where, "events", "stored", fault)


def count(cursor: duckdb.DuckDBPyConnection, tape: Tape) -> Counted:
    """Walk the match; only the xSave coefficients come from the warehouse."""
    shot_rows = shots(tape, coefficients(cursor, tape.log.header.rules))
    rally_rows = rallies(tape, shot_rows)
    return Counted(tape, rally_rows, shot_rows, sides(tape, rally_rows, shot_rows))


def against_warehouse(cursor: duckdb.DuckDBPyConnection, tape: Tape, counted: Counted) -> Iterator[Difference]:
    """Every row the warehouse holds of this match, against rows walked from the replay."""
    match = tape.log.header.match
    where = f"match {match}"
    yield from rows(where, (), _read(cursor, "dim_match", (), match), [_match(tape)])
    tables = {"fct_rally": counted.rallies, "fct_shot": counted.shots, "agg_match_player": counted.sides}
    for table, order in ORDERS.items():
        yield from rows(f"{where} {table}", order, _read(cursor, table, order, match), tables[table])


def coefficients(cursor: duckdb.DuckDBPyConnection, rules: str) -> Sequence[float] | None:
    """The newest accepted xSave model of a rules version."""
    found = cursor.execute(
        "SELECT coef FROM model_xsave WHERE accepted AND rules_v = ? ORDER BY matches DESC LIMIT 1", [rules]
    ).fetchall()
    return found[0][0] if found else None


def _match(tape: Tape) -> Row:
    header, over = tape.log.header, tape.over
    seats = {seat.slot: seat.player_key for seat in header.players}
    return {
        "match_id": header.match,
        "rules_v": header.rules,
        "ruleset": header.ruleset,
        "mode": header.mode,
        "player0": seats[0],
        "player1": seats[1],
        "ticks": tape.log.entries[-1].t,
        "paused_ms": tape.paused_ms,
        "reason": None if over is None else REASONS[over.reason],
        "winner_side": tape.match.winner,
        "s0": tape.match.scores[0],
        "s1": tape.match.scores[1],
    }


def _read(cursor: duckdb.DuckDBPyConnection, table: str, order: Sequence[str], match: str) -> list[dict[str, Any]]:
    """A match's rows of one of our own tables, in the order the recount walks them."""
    by = ", ".join(order) or "1"
    found = cursor.execute(f"SELECT * FROM {table} WHERE match_id = ? ORDER BY {by}", [match])  # noqa: S608 - our names
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
