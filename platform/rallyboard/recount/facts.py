"""One match against the warehouse: its result, its rallies, its shots and both sides, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb

from game_engine.events import Goal
from game_engine.log import Log
from rallyboard.recount.differences import Difference, rows, same
from rallyboard.recount.rallies import rallies
from rallyboard.recount.shots import Row, shots
from rallyboard.recount.sides import sides
from rallyboard.recount.tape import Tape, unroll

REASONS = ("score", "resign", "disconnect", "afk", "void")
ORDERS: Mapping[str, Sequence[str]] = {
    "fct_rally": ("rally_no",),
    "fct_shot": ("rally_no", "shot_no"),
    "agg_match_player": ("slot",),
}


def result(where: str, tape: Tape, stored: Mapping[str, object]) -> Iterator[Difference]:
    """What the site's database says about the match, against the replay."""
    counted = {
        "s0": sum(isinstance(event, Goal) and event.winner == 0 for event in tape.events),
        "s1": sum(isinstance(event, Goal) and event.winner == 1 for event in tape.events),
        "winner": tape.match.winner,
        "result_hash": tape.match.digest(),
    }
    for column, value in counted.items():
        if column in stored and not same(stored[column], value):
            yield Difference(where, column, stored[column], value)
    for fault in tape.faults:
        yield Difference(where, "events", "stored", fault)


def facts(cursor: duckdb.DuckDBPyConnection, log: Log, tape: Tape) -> Iterator[Difference]:
    """Every row the warehouse holds of this match, against rows walked from the replay."""
    where = f"match {log.header.match}"
    yield from rows(where, (), _read(cursor, "dim_match", (), log), [_match(tape)])
    shot_rows = shots(tape, coefficients(cursor, log.header.rules))
    rally_rows = rallies(tape, shot_rows)
    counted = {"fct_rally": rally_rows, "fct_shot": shot_rows, "agg_match_player": sides(tape, rally_rows, shot_rows)}
    for table, order in ORDERS.items():
        yield from rows(f"{where} {table}", order, _read(cursor, table, order, log), counted[table])


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


def _read(cursor: duckdb.DuckDBPyConnection, table: str, order: Sequence[str], log: Log) -> list[dict[str, Any]]:
    """A match's rows of one of our own tables, in the order the recount walks them."""
    by = ", ".join(order) or "1"
    found = cursor.execute(f"SELECT * FROM {table} WHERE match_id = ? ORDER BY {by}", [log.header.match])  # noqa: S608
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


__all__ = ["coefficients", "facts", "result", "unroll"]
