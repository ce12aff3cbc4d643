"""The network strip: round trips of both seats through the match, and how many keys were honoured late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards import theme, words
from dashboards.drawing import Trusted, axes, draw, table
from dashboards.figures.course import Seats
from dashboards.listings import Sample
from dashboards.shape import Figure, Table, Trace


def network(seats: Seats, samples: Sequence[Sample], restamped: Mapping[int, tuple[int, int]]) -> Figure:
    """Round trip by time; a house bot plays inside the server and has none."""
    shown = _table(samples)
    return draw(
        "network", "Network", "Was it the lag?",
        n=len(samples), needed=1, unit_of_n="samples", summary=_summary(seats, samples, restamped),
        data=[_line(shown, side, seats[side]) for side in (0, 1) if any(one.slot == side for one in samples)],
        layout=axes("time of play, s", "round trip, ms", yaxis={"rangemode": "tozero"}, showlegend=True),
        table=shown, metrics=[], sql="fct_net of this match; restamped and keys of agg_match_player",
        how="Round trips measured by the server, never claimed by the player. Keys are honoured up to 100 ms back; "
        "a key is restamped when it was honoured at another tick than claimed.",
        missing="No network samples: nobody in this match played over a network, or it was over within seconds.",
    )  # fmt: skip


def _table(samples: Sequence[Sample]) -> Table:
    columns = [("side", "side"), ("time", "time", "s"), ("rtt", "round trip", "ms"), ("jitter", "jitter", "ms")]
    return table(columns, [[("left", "right")[one.slot], one.t / 1000, one.rtt, one.jitter] for one in samples])


def _line(shown: Table, side: int, name: str) -> Trace:
    part = shown.where("side", ("left", "right")[side])
    return {
        "type": "scatter", "mode": "lines+markers", "name": name, "x": part.column("time"), "y": part.column("rtt"),
        "line": {"color": theme.SIDES[side]}, "customdata": part.column("jitter"),
        "hovertemplate": Trusted("%{y} ms, jitter %{customdata} ms<extra></extra>"),
    }  # fmt: skip


def _summary(seats: Seats, samples: Sequence[Sample], restamped: Mapping[int, tuple[int, int]]) -> str:
    parts: list[str] = []
    for side in (0, 1):
        rtts = sorted(one.rtt for one in samples if one.slot == side)
        if rtts:
            changed, keys = restamped.get(side, (0, 0))
            middle = rtts[(len(rtts) - 1) // 2]
            parts.append(f"{seats[side]} median {middle} ms, {changed} of {words.count(keys, 'keys')} restamped")
    return f"Round trips: {'; '.join(parts)} {words.evidence(len(samples), 'samples')}." if parts else ""
