"""Heat maps: a metric, or a share, in cells of two dimensions. A thin cell keeps its n and loses its colour."""

from __future__ import annotations

from collections.abc import Callable

from dashboards import theme, words
from dashboards.drawing import Trusted, axes, draw, table
from dashboards.figures.bands import FIRM, Caption
from dashboards.intervals import wilson
from dashboards.questions import Answer
from dashboards.shape import Cell, Figure, Table, Trace

_SAVES = Caption(
    "save-map",
    "Save map",
    "Which balls beat me?",
    f"Cells with fewer than {FIRM} balls show only their n.",
)
_PLACES = Caption(
    "placement",
    "Placement",
    "Am I predictable?",
    "Share of the shots struck in one zone that landed in each zone of the other side; the last row is all shots. "
    f"Rows with fewer than {FIRM} shots show only their n. Intervals: Wilson, 95 %.",
)


def save_map(who: str, answer: Answer) -> Figure:
    """Saves above expected by where the ball came (6) and how fast (5); blue is above what was to be expected."""
    metric = answer.question.metric
    zone, speed = answer.question.by
    shown = _grid(answer, "zone", "speed", metric.unit, lambda zone, speed: _firm(answer, zone, speed))
    top = max((abs(value) for value in shown.column("value") if isinstance(value, float)), default=10.0)
    return draw(
        _SAVES.id, _SAVES.title, _SAVES.question,
        n=answer.n, needed=metric.show_from, unit_of_n=metric.unit_of_n, matches=answer.clusters,
        summary=_beaten(who, answer),
        data=[_heat(shown, zone.labels, speed.labels, theme.DIVERGING, metric.unit) | {"zmin": -top, "zmax": top}],
        layout=axes("ball speed, u/s", zone.name, xaxis={"type": "category"},
                    yaxis={"type": "category", "autorange": "reversed"}),
        table=shown, metrics=[metric.key], how=f"{metric.formula} {_SAVES.how}", sql=answer.sql,
    )  # fmt: skip


def placement(who: str, answer: Answer, overall: Answer) -> Figure:
    """Where shots struck in each zone land, as shares of the row; `overall` is the same by landing zone only."""
    metric = answer.question.metric
    zones = answer.question.by[0].labels
    totals = [sum(row.n for row in answer.rows if row.key == place) for place in range(len(zones))]

    def cell(struck: int, placed: int) -> list[Cell]:
        whole = struck == len(zones)
        row = overall.row(placed) if whole else answer.row(struck, placed)
        return _share(0 if row is None else row.n, overall.n if whole else totals[struck])

    names = (*zones, "all shots")
    shown = _grid(answer, "struck", "placed", "%", cell, names)
    return draw(
        _PLACES.id, _PLACES.title, _PLACES.question,
        n=overall.n, needed=metric.show_from, unit_of_n=metric.unit_of_n, matches=overall.clusters,
        summary=_habit(who, overall), data=[_heat(shown, names, zones, theme.SEQUENTIAL, "%") | {"zmin": 0}],
        layout=axes("where it landed", "where it was struck", xaxis={"type": "category"},
                    yaxis={"type": "category", "autorange": "reversed"}),
        table=shown, metrics=[metric.key], how=f"{metric.formula} {_PLACES.how}", sql=answer.sql,
    )  # fmt: skip


def _grid(
    answer: Answer,
    across: str,
    along: str,
    unit: str,
    cell: Callable[[int, int], list[Cell]],
    names: tuple[str, ...] = (),
) -> Table:
    first, second = answer.question.by
    columns = [
        (across, first.name), (along, second.name, second.unit), ("value", "value", unit), ("low", "low", unit),
        ("high", "high", unit), ("n", "n"),
    ]  # fmt: skip
    rows = names or first.labels
    return table(
        columns,
        [[rows[a], b_label, *cell(a, b)] for a in range(len(rows)) for b, b_label in enumerate(second.labels)],
    )


def _firm(answer: Answer, zone: int, speed: int) -> list[Cell]:
    row = answer.row(zone, speed)
    if row is None or row.n < FIRM:
        return [None, None, None, 0 if row is None else row.n]
    return [row.value, row.low, row.high, row.n]


def _share(part: int, whole: int) -> list[Cell]:
    ends = wilson(part, whole) if whole >= FIRM else None
    return [None, None, None, part] if ends is None else [100 * part / whole, 100 * ends[0], 100 * ends[1], part]


def _heat(shown: Table, rows: tuple[str, ...], columns: tuple[str, ...], scale: str, unit: str) -> Trace:
    width = len(columns)
    value, n = shown.column("value"), shown.column("n")
    cut = range(0, len(value), width)
    return {
        "type": "heatmap", "x": list(columns), "y": list(rows), "z": [value[start : start + width] for start in cut],
        "customdata": [n[start : start + width] for start in cut], "colorscale": scale, "xgap": 2, "ygap": 2,
        "text": [[_inside(value[at + step], n[at + step]) for step in range(width)] for at in cut],
        "texttemplate": Trusted("%{text}"), "colorbar": {"title": {"text": unit}},
        "hovertemplate": Trusted(f"%{{y}}, %{{x}}: %{{z:.1f}} {unit}<br>n = %{{customdata}}<extra></extra>"),
    }  # fmt: skip


def _inside(value: Cell, n: Cell) -> str:
    return words.number(value) if isinstance(value, float) else f"n {n}"


def _beaten(who: str, answer: Answer) -> str:
    zone, speed = answer.question.by
    firm = [row for row in answer.rows if row.n >= FIRM]
    total = words.evidence(answer.n, "balls", answer.clusters)
    if len(firm) < 2:
        return f"{who}: no two cells have {FIRM} balls yet {total}."
    worst, best = min(firm, key=lambda row: row.value), max(firm, key=lambda row: row.value)
    said = [
        f"{zone.label(row.keys[0])} at {speed.label(row.keys[1])} u/s "
        f"({words.signed(row.value)} saves in 100, n = {row.n:,})"
        for row in (worst, best)
    ]
    return f"{who} against the save model: weakest {said[0]}, strongest {said[1]} {total}."


def _habit(who: str, overall: Answer) -> str:
    most = max(overall.rows, key=lambda row: row.n, default=None)
    if most is None:
        return ""
    share = words.measure(100 * most.n / overall.n, "%")
    zone = overall.question.by[0].label(most.key)
    return f"{who} places most shots {zone}: {share} {words.evidence(overall.n, 'shots', overall.clusters)}."
