"""The course of one match: win probability with leverage, the score by time, the rallies one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import theme, words
from dashboards.drawing import Trusted, axes, draw, table
from dashboards.listings import Rally
from dashboards.shape import Cell, Figure, Table, Trace

Seats = tuple[str, str]
SIDES = ("left", "right")

_ENDS = ("ace", "winner", "forced", "unforced", "cut short", "not classed")
_PATTERNS = {"ace": "", "winner": "", "forced": "/", "unforced": "x", "cut short": ".", "not classed": "-"}


def end_of(rally: Rally) -> str:
    """How a rally ended, in the words of the figures."""
    if rally.winner is None:
        return "cut short"
    return rally.end or "not classed"


def win_probability(seats: Seats, rallies: Sequence[Rally]) -> Figure:
    """The left side's chance to win the match after each point, with each point's leverage below."""
    shown = _chances(rallies)
    swings = [(abs(rally.wp_after - rally.wp_before), rally) for rally in rallies]
    top = max(swings, key=lambda pair: pair[0], default=None)
    said = "" if top is None else (
        f"{seats[0]} began with a win chance of {words.measure(100 * rallies[0].wp_before, '%')}; the largest swing "
        f"was point {top[1].no} at {score(top[1].before)}, worth {words.number(100 * top[0])} points of 100 "
        f"{words.evidence(len(rallies), 'points')}."
    )  # fmt: skip
    return draw(
        "win-probability", "Win probability", "Where was it decided?",
        n=len(rallies), needed=1, unit_of_n="points", summary=said, data=_wp_traces(shown, seats),
        layout=axes("point", f"{seats[0]} wins, %", yaxis={"range": [0, 100], "domain": [0.32, 1]}, showlegend=False)
        | {"yaxis2": {"domain": [0, 0.24], "title": {"text": "leverage"}, "rangemode": "tozero"}, "shapes": [_EVEN]},
        table=shown, metrics=[], sql=_SQL,
        how="From the score and the server alone, both sides equal, the server winning as often as is usual under "
        "these rules: never from the match itself. Leverage: the chance if the point is won minus that if it is lost.",
    )  # fmt: skip


def score_line(seats: Seats, rallies: Sequence[Rally]) -> Figure:
    """Both scores over the time of the match."""
    shown = _scores(rallies)
    finished = [rally for rally in rallies if rally.winner is not None]
    said = f"{seats[0]} {score(_final(rallies))} {seats[1]} after {clock(rallies[-1].t1)} of play " if rallies else ""
    return draw(
        "score", "Score", "Who led, and when?",
        n=len(finished), needed=1, unit_of_n="points", summary=f"{said}{words.evidence(len(finished), 'points')}.",
        data=[_steps(shown, side, seats[side]) for side in (0, 1)],
        layout=axes("time of play, s", "points", xaxis=_room(shown, "time"), yaxis=_room(shown, "left", "right"),
                    showlegend=True),
        table=shown, metrics=[], sql=_SQL, how="Points by the moment of each goal, pauses left out.",
    )  # fmt: skip


def rally_line(seats: Seats, rallies: Sequence[Rally]) -> Figure:
    """Every rally as a bar of its hits, in the colour of who won it, with the way it ended."""
    shown = _rallies(seats, rallies)
    longest = max(rallies, key=lambda rally: rally.hits, default=None)
    said = "" if longest is None else (
        f"The longest of {words.count(len(rallies), 'rallies')} had {words.count(longest.hits, 'hits')} "
        f"(point {longest.no}), the middle one {words.count(_middle([rally.hits for rally in rallies]), 'hits')} "
        f"(n = {len(rallies):,})."
    )  # fmt: skip
    return draw(
        "rallies", "Rallies", "How were the points won?",
        n=len(rallies), needed=1, unit_of_n="rallies", summary=said, data=_bars(shown, seats),
        layout=axes("hits", "point", yaxis={"autorange": "reversed"}, showlegend=True) | {"barmode": "overlay"},
        table=shown, metrics=[], sql=_SQL,
        how="Hits count the serve. Ace: nobody touched the serve. Otherwise by the save model's chance of the ball "
        "that was missed: below 0.5 a winner, from 0.85 an unforced error, between them forced.",
    )  # fmt: skip


_SQL = "fct_rally of this match, in order of rally_no"
_EVEN: Trace = {
    "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 50, "y1": 50,
    "line": {"color": theme.MUTED, "dash": "dot", "width": 1},
}  # fmt: skip


def side_of(slot: int | None) -> str | None:
    """`left`, `right`, or None for nobody: what tables tell sides apart by, since two players may share a name."""
    return None if slot is None else SIDES[slot]


def name_of(slot: int | None, seats: Seats) -> str | None:
    """The player on that side."""
    return None if slot is None else seats[slot]


def score(pair: tuple[int, int]) -> str:
    """`6–4`, left side first."""
    return f"{pair[0]}{words.DASH}{pair[1]}"


def clock(ms: float) -> str:
    """`3:07`, minutes and seconds."""
    return f"{int(ms // 60000)}:{int(ms // 1000) % 60:02d}"


def after(rally: Rally) -> tuple[int, int]:
    """The score once the rally is over."""
    left, right = rally.before
    return left + (rally.winner == 0), right + (rally.winner == 1)


def _final(rallies: Sequence[Rally]) -> tuple[int, int]:
    return after(rallies[-1]) if rallies else (0, 0)


def _chances(rallies: Sequence[Rally]) -> Table:
    columns = [("point", "point"), ("score", "score"), ("wp", "left side wins", "%"), ("leverage", "leverage"),
               ("winner", "won by")]  # fmt: skip
    rows: list[list[Cell]] = [[0, score((0, 0)), 100 * rallies[0].wp_before, None, None]] if rallies else []
    rows += [
        [each.no, score(after(each)), 100 * each.wp_after, each.leverage, side_of(each.winner)] for each in rallies
    ]
    return table(columns, rows)


def _wp_traces(shown: Table, seats: Seats) -> list[Trace]:
    points = shown.column("point")
    return [
        {"type": "scatter", "mode": "lines+markers", "name": seats[0], "x": points, "y": shown.column("wp"),
         "line": {"shape": "hv", "color": theme.SIDE0}, "text": shown.column("score"),
         "hovertemplate": Trusted("point %{x}, %{text}<br>%{y:.1f} %<extra></extra>")},
        {"type": "bar", "name": "leverage", "x": points, "y": shown.column("leverage"), "yaxis": "y2",
         "marker": {"color": theme.MUTED}, "hovertemplate": Trusted("leverage %{y:.2f}<extra></extra>")},
    ]  # fmt: skip


def _scores(rallies: Sequence[Rally]) -> Table:
    columns = [("time", "time", "s"), ("left", "left side"), ("right", "right side"), ("point", "point")]
    finished = [rally for rally in rallies if rally.winner is not None]
    start: list[Cell] = [0.0, 0, 0, 0]
    rows = [start]
    rows += [[each.t1 / 1000, *after(each), each.no] for each in finished]
    return table(columns, rows)


def _steps(shown: Table, side: int, name: str) -> Trace:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": shown.column("time"),
        "y": shown.column(("left", "right")[side]), "line": {"shape": "hv", "color": theme.SIDES[side], "width": 3},
    }  # fmt: skip


def _room(shown: Table, *columns: str) -> Trace:
    """From zero to a little more than the last value, so that the last step is drawn in its full width."""
    told = [value for column in columns for value in shown.column(column) if isinstance(value, int | float)]
    return {"range": [0, 1.02 * max(1, *told)]}


def _rallies(seats: Seats, rallies: Sequence[Rally]) -> Table:
    columns = [
        ("point", "point"), ("score", "score before"), ("server", "server"), ("winner", "won by"), ("name", "name"),
        ("hits", "hits"), ("end", "end"), ("seconds", "length", "s"), ("speed", "top speed", "u/s"),
        ("start", "start", "ms"),
    ]  # fmt: skip
    return table(columns, [
        [each.no, score(each.before), SIDES[each.server], side_of(each.winner), name_of(each.winner, seats),
         each.hits, end_of(each), (each.t1 - each.t0) / 1000, each.max_speed, each.t0]
        for each in rallies
    ])  # fmt: skip


def _bars(shown: Table, seats: Seats) -> list[Trace]:
    sides = (("left", seats[0], theme.SIDE0), ("right", seats[1], theme.SIDE1), (None, "nobody", theme.MUTED))
    found = [(shown.where("winner", side), name, colour) for side, name, colour in sides]
    return [_side(part, name, colour) for part, name, colour in found if part.rows]


def _side(part: Table, name: str, colour: str) -> Trace:
    return {
        "type": "bar", "orientation": "h", "name": name, "x": part.column("hits"), "y": part.column("point"),
        "marker": {"color": colour, "pattern": {"shape": [_PATTERNS[str(end)] for end in part.column("end")]}},
        "text": part.column("end"), "textposition": "none", "customdata": part.column("score"),
        "hovertemplate": Trusted("point %{y} at %{customdata}<br>%{x} hits, %{text}<extra></extra>"),
    }  # fmt: skip


def _middle(values: list[int]) -> int:
    return sorted(values)[(len(values) - 1) // 2]
