"""Form: match by match the share of points won, with the run of the last ten; and the same in blocks, as a trend."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import sentences, theme, trends, words
from dashboards.drawing import Trusted, axes, draw, ribbon, table
from dashboards.intervals import wilson
from dashboards.listings import Played
from dashboards.metrics import METRICS
from dashboards.names import Names
from dashboards.shape import Cell, Figure, Table, Trace

_SHOWN = 60
_RUN = 10
_SQL = "agg_match_player joined with dim_match: pts and opp_pts of each match, in the order of started_at"


def form(who: str, matches: Sequence[Played], names: Names) -> Figure:
    """The last sixty matches; each mark is a match, the line is the share of points over it and the nine before."""
    shown = _form_table(matches, names)
    won = sum(each.won is True for each in matches)
    points = sum(each.pts + each.opp_pts for each in matches)
    return draw(
        "form", "Record and form", "How have I been playing lately?",
        n=len(matches), needed=3, unit_of_n="matches", matches=len(matches),
        summary=f"{who} won {won:,} of {words.count(len(matches), 'matches')}, and {_last(matches)} "
        f"(n = {words.count(points, 'points')} in all).",
        data=_form_traces(shown),
        layout=axes("match", "points won, %", xaxis=_whole(len(shown.rows)), yaxis={"range": [0, 100]},
                    showlegend=True),
        table=shown, metrics=["M1"], sql=_SQL,
        how=f"Points won / points played of each match. The line adds up the last {_RUN} matches. Wilson, 95 %.",
    )  # fmt: skip


def trend(who: str, matches: Sequence[Played]) -> Figure:
    """Points won in blocks of matches, in order, and whether the second half differs from the first."""
    metric = METRICS["M1"]
    shown = _trend_table(matches)
    n = sum(each.pts + each.opp_pts for each in matches)
    change = trends.change(trends.points(matches))
    said = sentences.changed(change, "points won", "points")
    return draw(
        "points-trend", "Points won over time", "Am I getting better?",
        n=n, needed=metric.show_from, unit_of_n=metric.unit_of_n, matches=len(matches),
        summary=f"{who}: {said}" + ("." if change else f" {words.evidence(n, 'points', len(matches))}."),
        data=[*ribbon(shown.column("block"), shown.column("low"), shown.column("high"), theme.ME), _line(shown)],
        layout=axes("matches, oldest first", "points won, %", xaxis={"type": "category"}),
        table=shown, metrics=[metric.key], sql=_SQL,
        how="The matches in order of their start, cut into at most 12 blocks of at least 5. Wilson, 95 %. "
        "Change: second half minus first half, interval by match.",
    )  # fmt: skip


def _form_table(matches: Sequence[Played], names: Names) -> Table:
    columns = [
        ("no", "match"), ("date", "date"), ("opponent", "opponent"), ("score", "score"), ("result", "result"),
        ("value", "points won", "%"), ("run", f"last {_RUN}", "%"), ("low", "low", "%"), ("high", "high", "%"),
        ("n", "points"), ("match_id", "key"),
    ]  # fmt: skip
    start = max(0, len(matches) - _SHOWN)
    return table(columns, [_form_row(matches, place, names) for place in range(start, len(matches))])


def _form_row(matches: Sequence[Played], place: int, names: Names) -> list[Cell]:
    each = matches[place]
    lately = matches[max(0, place - _RUN + 1) : place + 1]
    won, n = sum(one.pts for one in lately), sum(one.pts + one.opp_pts for one in lately)
    ends = wilson(won, n)
    run: list[Cell] = [None, None, None] if ends is None else [100 * won / n, 100 * ends[0], 100 * ends[1]]
    points = each.pts + each.opp_pts
    result = "undecided" if each.won is None else "won" if each.won else "lost"
    value = 100 * each.pts / points if points else None
    score = f"{each.pts}{words.DASH}{each.opp_pts}"
    date = each.started_at.date().isoformat()
    return [place + 1, date, names(each.opponent), score, result, value, *run, points, each.match_id]


def _whole(matches: int) -> Trace:
    """There is no match one and a half."""
    return {"dtick": 1} if matches <= _RUN else {}


def _form_traces(shown: Table) -> list[Trace]:
    no = shown.column("no")
    run: Trace = {
        "type": "scatter", "mode": "lines", "name": f"last {_RUN} matches", "x": no, "y": shown.column("run"),
        "line": {"color": theme.ME},
    }  # fmt: skip
    marks = (("won", "circle"), ("lost", "circle-open"), ("undecided", "diamond-open"))
    found = [_marks(shown.where("result", result), result, symbol) for result, symbol in marks]
    return [*ribbon(no, shown.column("low"), shown.column("high"), theme.ME), run, *(one for one in found if one["x"])]


def _marks(some: Table, result: str, symbol: str) -> Trace:
    said = [
        f"{opponent} {score}" for opponent, score in zip(some.column("opponent"), some.column("score"), strict=True)
    ]
    return {
        "type": "scatter", "mode": "markers", "name": result, "x": some.column("no"), "y": some.column("value"),
        "marker": {"symbol": symbol, "size": 9, "color": theme.INK}, "text": said,
        "customdata": some.column("match_id"), "hovertemplate": Trusted("%{text}<br>%{y:.0f} %<extra></extra>"),
    }  # fmt: skip


def _last(matches: Sequence[Played]) -> str:
    lately = matches[-_RUN:]
    won, n = sum(one.pts for one in lately), sum(one.pts + one.opp_pts for one in lately)
    ends = wilson(won, n)
    if ends is None:
        return "no point has been played"
    share = words.measure(100 * won / n, "%")
    between = words.between(100 * ends[0], 100 * ends[1], "%")
    return f"{share} of the last {words.count(n, 'points')} ({between})"


def _trend_table(matches: Sequence[Played]) -> Table:
    columns = [
        ("block", "matches"), ("value", "points won", "%"), ("low", "low", "%"), ("high", "high", "%"), ("n", "points"),
        ("since", "from"), ("until", "to"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    first = 1
    for block in trends.blocks(matches):
        won, n = sum(one.pts for one in block), sum(one.pts + one.opp_pts for one in block)
        ends = wilson(won, n)
        share: list[Cell] = [None, None, None] if ends is None else [100 * won / n, 100 * ends[0], 100 * ends[1]]
        dates = (block[0].started_at.date().isoformat(), block[-1].started_at.date().isoformat())
        rows.append([f"{first}-{first + len(block) - 1}", *share, n, *dates])
        first += len(block)
    return table(columns, rows)


def _line(shown: Table) -> Trace:
    return {
        "type": "scatter", "mode": "lines+markers", "x": shown.column("block"), "y": shown.column("value"),
        "line": {"color": theme.ME}, "customdata": shown.column("n"),
        "hovertemplate": Trusted("matches %{x}: %{y:.1f} %<br>n = %{customdata} points<extra></extra>"),
    }  # fmt: skip
