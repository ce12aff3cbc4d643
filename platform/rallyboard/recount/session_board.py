"""Every number of a match's session board, counted from its rallies and shots alone."""

from collections.abc import Sequence
from typing import cast

from rallyboard.recount.measures import DUEL, MEASURES, everything, items
from rallyboard.recount.shots import Row
from rallyboard.recount.stock import Ball, Point
from rallyboard.recount.tables import Cells, Tables, cells
from rallyboard.recount.tally import tally
from rallyboard.recount.tape import Tape

SIDES = ("left", "right")
TURNS = 5
ENDS = ("ace", "winner", "forced", "unforced")


def session(tape: Tape, rallies: Sequence[Row], shots: Sequence[Row], balls: list[Ball], points: list[Point]) -> Tables:
    """Figure id -> rows; `balls` and `points` are those of this match."""
    return {
        "win-probability": _chances(rallies),
        "turning-points": _turns(rallies),
        "score": _score(rallies),
        "rallies": [_rally(row) for row in rallies],
        "duel": _duel(balls, points),
        "shots-left": _flown(shots, 0),
        "shots-right": _flown(shots, 1),
        "endings": _endings(rallies),
        "balls": [_ball(row) for row in shots if row["kind"] != "serve"],
        "network": _network(tape),
    }


def swing(row: Row) -> float:
    """How much of the win chance a point moved."""
    return abs(cast("float", row["wp_after"]) - cast("float", row["wp_before"]))


def _side(slot: object) -> str | None:
    return None if slot is None else SIDES[cast("int", slot)]


def _chances(rallies: Sequence[Row]) -> list[Cells]:
    if not rallies:
        return []
    first: Cells = {"point": 0, "wp": 100 * cast("float", rallies[0]["wp_before"]), "leverage": None, "winner": None}
    later: list[Cells] = [
        {
            "point": row["rally_no"],
            "wp": 100 * cast("float", row["wp_after"]),
            "leverage": row["leverage"],
            "winner": _side(row["winner_slot"]),
        }
        for row in rallies
    ]
    return [first, *later]


def _turns(rallies: Sequence[Row]) -> list[Cells]:
    largest = sorted(rallies, key=lambda row: (-round(swing(row), 9), cast("int", row["rally_no"])))[:TURNS]
    return [
        {
            "no": row["rally_no"],
            "swing": 100 * swing(row),
            "winner": _side(row["winner_slot"]),
            "hits": row["hits"],
            "leverage": row["leverage"],
            "start": row["t0"],
        }
        for row in largest
    ]


def _score(rallies: Sequence[Row]) -> list[Cells]:
    found: list[Cells] = [{"time": 0.0, "left": 0, "right": 0, "point": 0}]
    score = [0, 0]
    for row in rallies:
        if row["winner_slot"] is not None:
            score[cast("int", row["winner_slot"])] += 1
            time = cast("float", row["t1"]) / 1000
            found.append({"time": time, "left": score[0], "right": score[1], "point": row["rally_no"]})
    return found


def _rally(row: Row) -> Cells:
    return {
        "point": row["rally_no"],
        "server": _side(row["server_slot"]),
        "winner": _side(row["winner_slot"]),
        "hits": row["hits"],
        "end": "cut short" if row["winner_slot"] is None else row["end_kind"] or "not classed",
        "seconds": (cast("float", row["t1"]) - cast("float", row["t0"])) / 1000,
        "speed": row["max_speed"],
        "start": row["t0"],
    }


def _duel(balls: list[Ball], points: list[Point]) -> list[Cells]:
    found: list[Cells] = []
    for name in DUEL:
        measure = MEASURES[name]
        for slot in (0, 1):
            own = [ball for ball in balls if ball.slot == slot]
            seen = [point for point in points if point.slot == slot]
            groups = items(measure, own, seen, everything, rallies=True)
            number = tally(measure.kind, measure.scale, groups.get(0, []))
            found.append({"metric": name, "side": SIDES[slot]} | cells(number))
    return found


def _flown(shots: Sequence[Row], slot: int) -> list[Cells]:
    flown = [row for row in shots if row["slot"] == slot and row["made"] and row["opp_y"] is not None]
    return [
        {
            "point": row["rally_no"],
            "shot": row["shot_no"],
            "y": row["y"],
            "landing": row["opp_y"],
            "bounces": row["opp_bounces"],
            "speed": row["out_speed"],
            "pressure": None if row["opp_px"] is None else 100 * (1 - cast("float", row["opp_px"])),
            "outcome": "won the point" if row["opp_made"] is False else "returned",
        }
        for row in flown
    ]


def _endings(rallies: Sequence[Row]) -> list[Cells]:
    finished = [row for row in rallies if row["winner_slot"] is not None]
    kinds = [*ENDS, None] if any(row["end_kind"] is None for row in finished) else [*ENDS]
    return [
        {
            "side": SIDES[slot],
            "points": sum(row["winner_slot"] == slot and row["end_kind"] == kind for row in finished),
        }
        for slot in (0, 1)
        for kind in kinds
    ]


def _ball(row: Row) -> Cells:
    return {
        "point": row["rally_no"],
        "shot": row["shot_no"],
        "side": _side(row["slot"]),
        "slack": row["slack"],
        "speed": row["in_speed"],
        "made": row["made"],
        "px": row["px"],
    }


def _network(tape: Tape) -> list[Cells]:
    nets = sorted(tape.nets, key=lambda net: (net.t, net.slot))
    return [{"side": SIDES[net.slot], "time": net.t / 240, "rtt": net.rtt, "jitter": net.jit} for net in nets]
