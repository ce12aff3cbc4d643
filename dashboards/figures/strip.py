"""The skill strip: where a player stands among all others, metric by metric, on one scale from 0 to 100."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import theme, words
from dashboards.drawing import Trusted, axes, draw, table
from dashboards.figures.bands import whiskers
from dashboards.shape import Figure, Table, Trace
from dashboards.standing import OTHERS_FROM, Standing

_HOW = (
    "Share of all other players, house bots included, whose shrunk value is worse; 90 % interval. Shrunk: pulled "
    "towards the mean of all players by as much as the value is uncertain. Same ruleset and dates, but any opponent. "
    "Metrics below their own minimum are left out."
)


def strip(who: str, standings: Sequence[Standing], matches: int, sql: str) -> Figure:
    """One dot with its interval per metric; 50 is the middle of all players, further right is better."""
    shown = _table(standings)
    n = max((one.row.n for one in standings), default=0)
    return draw(
        "skill-strip", "Where you stand", "How good am I, compared with everybody?",
        n=n, needed=1, unit_of_n="balls", matches=matches,
        summary=_summary(who, standings, matches), data=[_dots(shown)],
        layout=axes("better than so many of 100 players", "", xaxis={"range": [0, 100]},
                    yaxis={"type": "category", "autorange": "reversed", "automargin": True}) | {"shapes": [_MIDDLE]},
        table=shown, metrics=[one.metric.key for one in standings], how=_HOW, sql=sql,
        missing=f"Nothing to compare yet: it takes a few matches of your own and {OTHERS_FROM} other players.",
    )  # fmt: skip


_MIDDLE: Trace = {
    "type": "line", "x0": 50, "x1": 50, "yref": "paper", "y0": 0, "y1": 1,
    "line": {"color": theme.MUTED, "dash": "dot", "width": 1},
}  # fmt: skip


def _table(standings: Sequence[Standing]) -> Table:
    columns = [
        ("metric", "metric"), ("value", "percentile", "of 100"), ("low", "low"), ("high", "high"), ("raw", "own value"),
        ("shrunk", "shrunk value"), ("unit", "unit"), ("n", "n"), ("others", "other players"),
    ]  # fmt: skip
    return table(
        columns,
        [
            [one.metric.name, one.percentile, one.low, one.high, one.row.value, one.shrunk, one.metric.unit, one.row.n,
             one.others]
            for one in standings
        ],
    )  # fmt: skip


def _dots(shown: Table) -> Trace:
    return {
        "type": "scatter", "mode": "markers", "x": shown.column("value"), "y": shown.column("metric"),
        "error_x": whiskers(shown) | {"color": theme.ME}, "marker": {"size": 12, "color": theme.ME},
        "customdata": shown.column("n"),
        "hovertemplate": Trusted("%{y}: better than %{x:.0f} of 100<br>n = %{customdata}<extra></extra>"),
    }  # fmt: skip


def _summary(who: str, standings: Sequence[Standing], matches: int) -> str:
    if not standings:
        return ""
    best, worst = max(standings, key=lambda one: one.percentile), min(standings, key=lambda one: one.percentile)
    said = [
        f"{one.metric.name.lower()} (better than {words.number(one.percentile, 0)} of 100 players, "
        f"n = {words.count(one.row.n, one.metric.unit_of_n)})"
        for one in (best, worst)
    ]
    return f"{who} is strongest in {said[0]} and weakest in {said[1]}; {words.count(matches, 'matches')} counted."
