"""What holds for every figure of both boards, drawn from real matches, from invented ones, and from none."""

import json
import re
from collections.abc import Iterator

import msgspec
import plotly.graph_objects as go
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboards import theme
from dashboards.boards import player_board, session_board
from dashboards.drawing import escaped
from dashboards.filters import Filters
from dashboards.shape import Board, Figure, Table
from tests.dashboards import bouts
from tests.dashboards.invented import MATCHES, PLAYERS

SAID_N = re.compile(r"n = \d|\d of \d|n of|No network samples|Nothing to compare")


@pytest.fixture(scope="module")
def figures(boards, made) -> list[Figure]:
    with made.cursor() as cursor:
        invented = [player_board(cursor, PLAYERS[2], Filters(), {}), session_board(cursor, MATCHES[0], {})]
        nobody = player_board(cursor, MATCHES[0], Filters(), {})
    return [figure for board in [*boards, *invented, nobody] for figure in board.figures]


def strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def flat(values) -> list:
    return [item for value in values for item in (value if isinstance(value, list) else [value])]


def comes_from(values: list, column: list) -> bool:
    """Whether the values stand in the column, in the same order; unknown ones are not drawn."""
    left = iter(item for item in column if item is not None)
    return all(any(value == item for item in left) for value in values if value is not None)


def drawn(figure: Figure) -> Iterator[tuple[str, list]]:
    """The numbers and labels of every trace that claims to show the table."""
    for trace in figure.plot.data:
        if figure.court and trace["mode"] == "lines":
            continue
        for name in ("x", "y", "z", "customdata"):
            if name in trace and not (figure.court and name == "x"):
                yield f"{trace['type']} {name}", flat(trace[name])


def columns(table: Table) -> list[list]:
    return [[escaped(cell) for cell in table.column(column.key)] for column in table.columns]


def test_plotly_itself_accepts_every_figure(figures):
    for figure in figures:
        go.Figure(theme.resolve(figure.plot.data), theme.resolve(figure.plot.layout))


def test_every_trace_shows_what_the_table_holds(figures):
    for figure in figures:
        known = columns(figure.table)
        heat = {cell for column in known for cell in column}
        for name, values in drawn(figure):
            kept = any(comes_from(values, column) for column in known)
            assert kept or (name in ("heatmap x", "heatmap y") and set(values) <= heat), (figure.id, name, values)


def test_whiskers_end_at_the_low_and_high_of_the_table(figures):
    checked = 0
    for figure in figures:
        rows = [[escaped(cell) for cell in row] for row in figure.table.rows]
        for trace in figure.plot.data:
            for axis in ("x", "y"):
                bars = trace.get(f"error_{axis}", {"array": [], "arrayminus": []})
                ends = zip(trace[axis], bars["array"], bars["arrayminus"], strict=False)
                for place, (value, up, down) in enumerate(ends):
                    here = [row for row in rows if trace["x"][place] in row and trace["y"][place] in row]
                    near = [any(holds(row, value + up) and holds(row, value - down) for row in here) if up else True]
                    assert all(near), (figure.id, value, up, down)
                    checked += 1
    assert checked > 100


def holds(row: list, number: float) -> bool:
    return any(isinstance(cell, float) and abs(cell - number) < 2e-4 for cell in row)


def test_every_row_of_a_table_is_as_wide_as_its_columns(figures):
    for figure in figures:
        assert all(len(row) == len(figure.table.columns) for row in figure.table.rows), figure.id


def test_no_summary_stands_without_its_n(figures):
    for figure in figures:
        assert SAID_N.search(figure.summary), (figure.id, figure.summary)
        assert figure.summary.endswith("."), figure.summary


def test_a_figure_says_how_it_was_counted(figures):
    for figure in figures:
        assert len(figure.how) > 30, figure.id
        assert figure.sql, figure.id
        assert figure.question.endswith("?"), figure.id


def test_a_thin_figure_says_what_is_missing_and_what_to_do(figures):
    thin = [figure for figure in figures if figure.status != "ok"]
    assert thin
    for figure in thin:
        assert figure.n < figure.needed
        assert re.search(rf"Too few .*: [\d,]+ of {figure.needed:,}\. |^No network|^Nothing to compare", figure.summary)


def test_colours_are_names_and_never_values(figures):
    for figure in figures:
        text = json.dumps([figure.plot.data, figure.plot.layout])
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(", text), figure.id
        assert set(re.findall(r"(?:var|scale):\w+", text)) <= theme.TOKENS


def test_arrays_are_plain_json(figures):
    for figure in figures:
        text = msgspec.json.encode(figure).decode()
        assert "bdata" not in text
        assert "NaN" not in text
        assert json.loads(text)["id"] == figure.id


@given(st.text(alphabet="<>&\"'ab/ $%{}\\\u202e", min_size=1, max_size=24))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_becomes_markup_in_any_plot(sparred, name):
    hostile = dict.fromkeys(bouts.NAMES, f"<a href=//x>{name}</a>")
    with sparred.cursor() as cursor:
        shown: list[Board | None] = [
            player_board(cursor, next(iter(bouts.NAMES)), Filters(ruleset="classic-11"), hostile),
            session_board(cursor, bouts.match_id(0), hostile),
        ]
    for board in shown:
        assert board is not None
        for figure in board.figures:
            for text in strings([figure.plot.data, figure.plot.layout]):
                markup = re.findall(r"<[^>]*>?", text)
                assert set(markup) <= {"<br>", "<extra>", "</extra>"}, (figure.id, text)
