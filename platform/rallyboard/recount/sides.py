"""Each side of a match in sums and counts, in the columns of `agg_match_player`."""

import statistics
from collections.abc import Callable, Iterable

from rallyboard.recount.saves import EASY, STRETCH
from rallyboard.recount.shots import Row
from rallyboard.recount.tape import Tape


def sides(tape: Tape, rally_rows: list[Row], shot_rows: list[Row]) -> list[Row]:
    """Two rows, slot 0 first."""
    return [_side(tape, slot, rally_rows, shot_rows) for slot in (0, 1)]


def _side(tape: Tape, slot: int, rally_rows: list[Row], shot_rows: list[Row]) -> Row:
    seats = {seat.slot: seat.player_key for seat in tape.log.header.players}
    winner = tape.over.winner if tape.over is not None and tape.over.winner >= 0 else None
    own = [row for row in shot_rows if row["slot"] == slot]
    done = [row for row in rally_rows if row["winner_slot"] is not None]
    row: Row = {
        "match_id": tape.log.header.match,
        "player_id": seats[slot],
        "opp_id": seats[1 - slot],
        "slot": slot,
        "won": None if winner is None else winner == slot,
        "pts": tape.match.scores[slot],
        "opp_pts": tape.match.scores[1 - slot],
    }
    return row | _rallies(done, slot) | _contacts(own) | _quality(own) | _control(own) | _line(tape, slot)


def _count(rows: Iterable[Row], test: Callable[[Row], bool]) -> int:
    return sum(test(row) for row in rows)


def _number(value: object) -> float:
    """A cell that is known to be a number."""
    if not isinstance(value, int | float):
        raise TypeError(f"not a number: {value!r}")
    return value


def _rallies(done: list[Row], slot: int) -> Row:
    def won(row: Row) -> bool:
        return row["winner_slot"] == slot

    served = [row for row in done if row["server_slot"] == slot]
    received = [row for row in done if row["server_slot"] != slot]
    row: Row = {
        "rallies": len(done),
        "serve_n": len(served),
        "serve_won": _count(served, won),
        "recv_n": len(received),
        "recv_won": _count(received, won),
        "wpa": sum(abs(_number(row["wp_after"]) - _number(row["wp_before"])) for row in done if won(row)) or None,
        "lev_won": sum(_number(row["leverage"]) for row in done if won(row)) or None,
        "lev_lost": sum(_number(row["leverage"]) for row in done if not won(row)) or None,
    }
    for name, low, high in (("short", 1, 4), ("mid", 5, 9), ("long", 10, 1 << 30)):
        band = [rally for rally in done if low <= _number(rally["hits"]) <= high]
        row |= {f"{name}_n": len(band), f"{name}_won": _count(band, won)}
    return row


def _contacts(own: list[Row]) -> Row:
    chances = [row for row in own if row["kind"] != "serve"]
    made = [row for row in own if row["made"]]
    serves = [row for row in own if row["kind"] == "serve"]
    return {
        "o": len(chances),
        "made": _count(chances, lambda row: bool(row["made"])),
        "need_sum": sum(_number(row["need"]) for row in chances),
        "reversals": sum(_number(row["reversals"]) for row in chances),
        "shots": len(made),
        "serves": len(serves),
        "aces": _count(serves, lambda row: row["opp_made"] is False),
    }


def _quality(own: list[Row]) -> Row:
    known = [(row, _number(row["px"])) for row in own if row["px"] is not None]
    answered = [(row, _number(row["opp_px"])) for row in own if row["made"] and row["opp_px"] is not None]
    easy = [row for row, px in known if px >= EASY]
    stretch = [row for row, px in known if px < STRETCH]
    return {
        "px_n": len(known),
        "px_made": _count((row for row, _ in known), lambda row: bool(row["made"])),
        "px_sum": sum(px for _, px in known) if known else None,
        "easy_n": len(easy),
        "easy_missed": _count(easy, lambda row: not row["made"]),
        "stretch_n": len(stretch),
        "stretch_made": _count(stretch, lambda row: bool(row["made"])),
        "press_n": len(answered),
        "press_sum": sum(1 - px for _, px in answered) if answered else None,
        "winners": sum(row["opp_made"] is False and px < STRETCH for row, px in answered),
    }


def _control(own: list[Row]) -> Row:
    offs = [_number(row["off"]) for row in own if row["made"] and row["off"] is not None]
    moves = [row["first_dir_ok"] for row in own if row["first_dir_ok"] is not None]
    reactions = [_number(row["rt"]) for row in own if row["rt"] is not None]
    return {
        "off_n": len(offs),
        "off_sum": sum(offs) if offs else None,
        "off_abs_sum": sum(abs(off) for off in offs) if offs else None,
        "off_sq_sum": sum(off * off for off in offs) if offs else None,
        "moves_n": len(moves),
        "moves_wrong": sum(not right for right in moves),
        "rt_n": len(reactions),
        "rt_sum": sum(reactions) if reactions else None,
        "rt_med": statistics.median(reactions) if reactions else None,
    }


def _line(tape: Tape, slot: int) -> Row:
    keys = tape.keys[slot]
    trips = sorted(net.rtt for net in tape.nets if net.slot == slot)
    return {
        "keys": len(keys),
        "restamped": sum(key.claim != key.t for key in keys),
        "rewound_max": max(max(key.arr - key.t, 0) * 1000 / 240 for key in keys) if keys else None,
        "net_n": len(trips),
        "rtt_p50": _quantile(trips, 0.5),
        "rtt_p95": _quantile(trips, 0.95),
    }


def _quantile(ordered: list[int], share: float) -> float | None:
    """Linear between the two neighbours."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
