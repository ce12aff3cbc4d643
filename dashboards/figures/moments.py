"""Moments: the points that turned a match, and how the points of both sides came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboards import theme, words
from dashboards.drawing import Trusted, axes, draw, table
from dashboards.figures.course import SIDES, Seats, end_of, name_of, score, side_of
from dashboards.listings import Rally, Shot
from dashboards.shape import Cell, Figure, Table, Trace

TURNS = 5
_KINDS = ("ace", "winner", "forced", "unforced", "not classed")
_WORDS = {
    "ace": "untouched serves",
    "winner": "winners",
    "forced": "forced misses",
    "unforced": "unforced errors of the other side",
    "not classed": "not classed yet",
}


def swing(rally: Rally) -> float:
    """How much of the win chance a point moved, 0 to 1."""
    return abs(rally.wp_after - rally.wp_before)


def turning_points(rallies: Sequence[Rally]) -> list[Rally]:
    """The five points that moved the win chance most, the largest first; equal ones in the order of play."""
    return sorted(rallies, key=lambda rally: (-round(swing(rally), 9), rally.no))[:TURNS]


def turns(seats: Seats, rallies: Sequence[Rally]) -> Figure:
    """How far each of the five largest points moved the match, towards whom."""
    shown = _turns(seats, turning_points(rallies))
    first = next(iter(turning_points(rallies)), None)
    said = "" if first is None or first.winner is None else (
        f"Point {first.no} at {score(first.before)} turned most: {words.number(100 * swing(first))} "
        f"points of 100 towards {seats[first.winner]} {words.evidence(len(rallies), 'points')}."
    )  # fmt: skip
    return draw(
        "turning-points", "Turning points", "Which points decided it?",
        n=len(rallies), needed=1, unit_of_n="points",
        summary=said or f"The match ended in mid-rally {words.evidence(len(rallies), 'points')}.",
        data=_pushes(shown, seats),
        layout=axes("win chance gained, in 100", "",
                    yaxis={"type": "category", "autorange": "reversed", "automargin": True,
                           "categoryorder": "array", "categoryarray": shown.column("label")}, showlegend=True)
        | {"barmode": "overlay"},
        table=shown, metrics=[], sql="fct_rally of this match: the five largest |wp_after - wp_before|",
        how="The change of the win chance by the point, from the score alone.",
    )  # fmt: skip


def endings(seats: Seats, rallies: Sequence[Rally]) -> Figure:
    """How many points each side won by what."""
    shown = _endings(seats, rallies)
    finished = sum(rally.winner is not None for rally in rallies)
    return draw(
        "endings", "How points were won", "Did I win them, or were they given?",
        n=finished, needed=1, unit_of_n="points", summary=_given(seats, rallies, finished),
        data=[_stack(shown.where("end", _WORDS[kind]), kind, place) for place, kind in enumerate(_KINDS)
              if shown.where("end", _WORDS[kind]).rows],
        layout=axes("points", "", yaxis={"type": "category", "autorange": "reversed", "automargin": True,
                    "tickvals": ["left", "right"], "ticktext": list(seats)}, showlegend=True) | {"barmode": "stack"},
        table=shown, metrics=[], sql="fct_rally of this match: count by winner_slot, end_kind",
        how="By the save model's chance of the ball that was missed: below 0.5 a winner, from 0.85 an unforced error "
        "of who missed it, between them forced. A serve nobody touched is counted apart.",
    )  # fmt: skip


def balls(seats: Seats, shots: Sequence[Shot]) -> Figure:
    """Every ball of the match by time to spare and speed, and who missed it."""
    faced = [shot for shot in shots if not shot.serve and shot.slack is not None and shot.speed is not None]
    shown = _balls(faced)
    missed = [sum(not shot.made and shot.slot == side for shot in faced) for side in (0, 1)]
    return draw(
        "balls", "Balls faced", "Were they too fast, or was I too late?",
        n=len(faced), needed=1, unit_of_n="balls",
        summary=f"{seats[0]} missed {missed[0]} and {seats[1]} {missed[1]} {words.evidence(len(faced), 'balls')}.",
        data=[_cloud(shown, side, made, seats[side]) for side in (0, 1) for made in (True, False)],
        layout=axes("time to spare, ms", "ball speed, u/s", showlegend=True), table=shown, metrics=["M5"],
        sql="fct_shot of this match: kind <> 'serve', slack, in_speed, made",
        how="Time to spare: the ball's flight minus the time the paddle needed to come into reach. Open: saved.",
    )  # fmt: skip


def _turns(seats: Seats, found: Sequence[Rally]) -> Table:
    columns = [
        ("label", "point"), ("swing", "swing", "in 100"), ("winner", "won by"), ("name", "name"), ("hits", "hits"),
        ("leverage", "leverage"), ("end", "end"), ("no", "number"), ("start", "start", "ms"),
    ]  # fmt: skip
    return table(columns, [
        [f"point {each.no} at {score(each.before)}", 100 * swing(each), side_of(each.winner),
         name_of(each.winner, seats), each.hits, each.leverage, end_of(each), each.no, each.t0]
        for each in found
    ])  # fmt: skip


def _pushes(shown: Table, seats: Seats) -> list[Trace]:
    sides = (("left", seats[0], theme.SIDE0), ("right", seats[1], theme.SIDE1), (None, "nobody", theme.MUTED))
    return [
        {"type": "bar", "orientation": "h", "name": name, "x": part.column("swing"),
         "y": part.column("label"), "marker": {"color": colour}, "customdata": part.column("end"),
         "hovertemplate": Trusted("%{y}: %{x:.1f} in 100<br>%{customdata}<extra></extra>")}
        for side, name, colour in sides if (part := shown.where("winner", side)).rows
    ]  # fmt: skip


def _endings(seats: Seats, rallies: Sequence[Rally]) -> Table:
    counted = Counter((rally.winner, end_of(rally)) for rally in rallies if rally.winner is not None)
    kinds = [kind for kind in _KINDS if kind != "not classed" or any(key[1] == kind for key in counted)]
    rows: list[list[Cell]] = [
        [SIDES[side], seats[side], _WORDS[kind], counted[side, kind]] for side in (0, 1) for kind in kinds
    ]
    return table([("side", "side"), ("player", "player"), ("end", "won by"), ("points", "points")], rows)


def _stack(part: Table, kind: str, place: int) -> Trace:
    shapes = ("", ".", "/", "x", "-")
    return {
        "type": "bar", "orientation": "h", "name": _WORDS[kind], "x": part.column("points"), "y": part.column("side"),
        "marker": {"color": [theme.SIDE0, theme.SIDE1], "pattern": {"shape": shapes[place]}},
        "hovertemplate": Trusted("%{x} points<extra>%{fullData.name}</extra>"),
    }  # fmt: skip


def _given(seats: Seats, rallies: Sequence[Rally], finished: int) -> str:
    parts: list[str] = []
    for side in (0, 1):
        won = [end_of(rally) for rally in rallies if rally.winner == side]
        own = sum(kind in ("ace", "winner") for kind in won)
        parts.append(f"{seats[side]} won {own} of {len(won)} points outright, {won.count('unforced')} were given")
    return f"{'; '.join(parts)} {words.evidence(finished, 'points')}."


def _balls(faced: Sequence[Shot]) -> Table:
    columns = [
        ("point", "point"), ("shot", "shot"), ("side", "side"), ("slack", "time to spare", "ms"),
        ("speed", "speed", "u/s"), ("made", "saved"), ("px", "save chance"),
    ]  # fmt: skip
    return table(columns, [
        [each.rally, each.no, SIDES[each.slot], each.slack, each.speed, each.made, each.px] for each in faced
    ])  # fmt: skip


def _cloud(shown: Table, side: int, made: bool, name: str) -> Trace:
    part = shown.where("side", SIDES[side]).where("made", made)
    symbol = ("circle", "square")[side] + ("-open" if made else "")
    return {
        "type": "scatter", "mode": "markers", "name": f"{name}, {'saved' if made else 'missed'}",
        "x": part.column("slack"), "y": part.column("speed"), "customdata": part.column("point"),
        "marker": {"symbol": symbol, "size": 6 if made else 10, "color": theme.SIDES[side]},
        "hovertemplate": Trusted("point %{customdata}: %{x:.0f} ms to spare at %{y:.0f} u/s<extra></extra>"),
    }  # fmt: skip
