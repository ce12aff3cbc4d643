"""Every rally of a match as one row: score, end, win probability before and after, in the columns of `fct_rally`."""

from game_engine.events import Missed
from rallyboard.recount.chance import win_probability
from rallyboard.recount.saves import EASY, STRETCH
from rallyboard.recount.shots import Row, hits, ms, speed
from rallyboard.recount.tape import Rally, Tape


def rallies(tape: Tape, rows: list[Row]) -> list[Row]:
    """All rallies in order; `rows` are the match's shots, for how each rally ended."""
    missed = {row["rally_no"]: row["px"] for row in rows if not row["made"]}
    return [_row(tape, rally, missed.get(rally.no)) for rally in tape.rallies]


def _row(tape: Tape, rally: Rally, missed_px: object) -> Row:
    serve0, rules = tape.log.header.cfg.serve0, tape.rules
    before = win_probability(rules, rally.a, rally.b, serve0)
    up = win_probability(rules, rally.a + 1, rally.b, serve0)
    down = win_probability(rules, rally.a, rally.b + 1, serve0)
    winner = None if rally.goal is None else rally.goal.winner
    made = [contact for contact in rally.contacts if not isinstance(contact, Missed)]
    ended = rally.goal.t if rally.goal is not None else _end(tape, rally)
    return {
        "match_id": tape.log.header.match,
        "rally_no": rally.no,
        "server_slot": rally.contacts[0].slot,
        "winner_slot": winner,
        "t0": ms(rally.contacts[0].t),
        "t1": ms(ended),
        "ticks": ended - rally.contacts[0].t,
        "hits": hits(rally),
        "s0_before": rally.a,
        "s1_before": rally.b,
        "wp_before": before,
        "wp_after": _after(tape, winner, before, up, down),
        "leverage": up - down,
        "last_hitter": made[-1].slot,
        "max_speed": max(speed(contact.speed) for contact in made),
        "end_kind": _end_kind(winner, hits(rally), missed_px),
    }


def _end(tape: Tape, rally: Rally) -> int:
    return tape.over.t if tape.over is not None else rally.contacts[-1].t


def _after(tape: Tape, winner: int | None, before: float, up: float, down: float) -> float:
    """A rally that was cut short hands the match to whoever won it."""
    if winner is not None:
        return up if winner == 0 else down
    final = tape.over.winner if tape.over is not None else -1
    return before if final < 0 else float(final == 0)


def _end_kind(winner: int | None, touched: int, missed_px: object) -> str | None:
    if winner is None:
        return "forfeit"
    if touched == 1:
        return "ace"
    if not isinstance(missed_px, float):
        return None
    if missed_px >= EASY:
        return "unforced"
    return "winner" if missed_px < STRETCH else "forced"
