"""The court: every shot of one side drawn where it flew, in the court's own proportions."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import theme, words
from dashboards.drawing import DIGITS, Trusted, draw, table
from dashboards.listings import Shot
from dashboards.shape import Cell, Figure, Table, Trace

WIDTH, HEIGHT, RADIUS = 1600.0, 900.0, 10.0
PLANES = (160.0, 1440.0)

_OUTCOMES = ("returned", "won the point")


def shot_map(name: str, side: int, shots: Sequence[Shot]) -> Figure:
    """The shots of `side` that reached the other plane; those that won the point stand out."""
    flown = [shot for shot in shots if shot.slot == side and shot.made and shot.opp_y is not None]
    shown = _table(flown)
    won = sum(shot.opp_made is False for shot in flown)
    chances = [1 - shot.opp_px for shot in flown if shot.opp_px is not None]
    hard = f"; pressure {words.number(100 * sum(chances) / len(chances))} in 100" if chances else ""
    word = ("left", "right")[side]
    return draw(
        f"shots-{word}", f"Shots of {name}", "What did I do with the ball?",
        n=len(flown), needed=1, unit_of_n="shots",
        summary=f"{name} hit {words.count(len(flown), 'shots')} from the {word}, {won} of them won the point{hard} "
        f"{words.evidence(len(flown), 'shots')}.",
        data=_traces(flown, shown, side), layout=_layout(), table=shown, metrics=["M9"], court=True, sql=_SQL,
        how="Each line runs from the contact, over the walls, to where the ball came down at the other plane. "
        "Pressure: 1 minus the opponent's save chance, in 100.",
    )  # fmt: skip


_SQL = "fct_shot of this match: made shots of one slot with opp_y, in order of rally_no, shot_no"


def path(shot: Shot, side: int) -> tuple[list[float], list[float]]:
    """The points of one flight: contact, each wall bounce, landing. The landing is the log's, not the line's."""
    start, end = PLANES[side], PLANES[1 - side]
    xs, ys = [start], [shot.y]
    low, high = RADIUS, HEIGHT - RADIUS
    vx, vy, x, y = shot.out_vx or 0.0, shot.out_vy or 0.0, start, shot.y
    for _ in range(shot.opp_bounces or 0):
        wall = low if vy < 0 else high
        x += vx * (wall - y) / vy if vy else 0.0
        y, vy = wall, -vy
        xs.append(round(x, DIGITS))
        ys.append(y)
    return [*xs, end], [*ys, shot.opp_y or 0.0]


def _table(flown: Sequence[Shot]) -> Table:
    columns = [
        ("point", "point"), ("shot", "shot"), ("y", "struck at", "u"), ("landing", "landed at", "u"),
        ("bounces", "bounces"), ("speed", "speed", "u/s"), ("pressure", "pressure", "in 100"), ("outcome", "outcome"),
    ]  # fmt: skip
    return table(columns, [_row(shot) for shot in flown])


def _row(shot: Shot) -> list[Cell]:
    pressure = None if shot.opp_px is None else 100 * (1 - shot.opp_px)
    outcome = _OUTCOMES[shot.opp_made is False]
    return [shot.rally, shot.no, shot.y, shot.opp_y, shot.opp_bounces, shot.out_speed, pressure, outcome]


def _traces(flown: Sequence[Shot], shown: Table, side: int) -> list[Trace]:
    colours = (theme.MUTED, theme.SIDES[side])
    traces: list[Trace] = []
    for outcome, colour in zip(_OUTCOMES, colours, strict=True):
        some = [shot for shot in flown if _OUTCOMES[shot.opp_made is False] == outcome]
        part = shown.where("outcome", outcome)
        if some:
            traces += [_lines(some, side, colour), _ends(part, side, outcome, colour)]
    return traces


def _lines(some: Sequence[Shot], side: int, colour: str) -> Trace:
    xs: list[Cell] = []
    ys: list[Cell] = []
    for shot in some:
        x, y = path(shot, side)
        xs += [*x, None]
        ys += [*y, None]
    return {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": {"color": colour, "width": 1}, "opacity": 0.5,
        "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def _ends(part: Table, side: int, outcome: str, colour: str) -> Trace:
    return {
        "type": "scatter", "mode": "markers", "name": outcome, "x": [PLANES[1 - side]] * len(part.rows),
        "y": part.column("landing"), "customdata": part.column("point"),
        "marker": {"color": colour, "size": 8, "symbol": "x" if outcome == _OUTCOMES[1] else "circle"},
        "hovertemplate": Trusted("point %{customdata}, landed at %{y:.0f}<extra></extra>"),
    }  # fmt: skip


def _layout() -> Trace:
    edge: Trace = {
        "type": "rect",
        "x0": 0,
        "x1": WIDTH,
        "y0": 0,
        "y1": HEIGHT,
        "line": {"color": theme.MUTED, "width": 1},
    }
    net: Trace = {
        "type": "line", "x0": WIDTH / 2, "x1": WIDTH / 2, "y0": 0, "y1": HEIGHT,
        "line": {"color": theme.MUTED, "dash": "dot", "width": 1},
    }  # fmt: skip
    return {
        "xaxis": {"range": [0, WIDTH], "visible": False, "fixedrange": True},
        "yaxis": {"range": [HEIGHT, 0], "visible": False, "fixedrange": True, "scaleanchor": "x"},
        "shapes": [edge, net], "showlegend": True,
    }  # fmt: skip
