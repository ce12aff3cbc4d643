"""The player board as a whole."""

from dataclasses import replace
from datetime import date

import pytest

from dashboards.boards import player_board
from dashboards.filters import Filters
from tests.dashboards import counting
from tests.dashboards.invented import MATCHES, PLAYERS

ME = PLAYERS[4]
NAMES = {key: f"P{place}" for place, key in enumerate(PLAYERS)}
WANTED = {
    "form", "points-trend", "skill-strip", "save-map", "save-curve", "placement", "targets", "lengths", "serving",
    "serves", "reaction", "reaction-spread", "errors", "bounces", "contacts", "pressure", "rivals",
}  # fmt: skip


@pytest.fixture(scope="module")
def board(made):
    with made.cursor() as cursor:
        return player_board(cursor, ME, Filters(), NAMES)


def figure(board, name):
    return next(one for one in board.figures if one.id == name)


def test_it_has_every_figure_once(board):
    assert sorted(one.id for one in board.figures) == sorted(WANTED)


def test_its_metrics_are_those_that_were_promised(board):
    shown = {key for one in board.figures for key in one.metrics}
    assert {"M1", "M5", "M6", "M7", "M8", "M9", "M13", "M19", "M21", "M22", "M25"} <= shown


def test_it_opens_with_strength_trend_and_finding(board):
    assert [tile.key for tile in board.tiles] == ["strength", "trend", "finding"]
    strength = board.tiles[0]
    assert strength.low < float(strength.value.replace("−", "-")) < strength.high
    assert strength.trend.endswith("among 13 other players")


def test_its_subject_holds_the_record(board, cursor):
    played = counting.rallies(cursor, ME)
    won = sum(row["winner_slot"] == slot for row, slot in played)
    assert (board.subject["points"], board.subject["points_against"]) == (won, len(played) - won)
    assert board.subject["matches"] == board.subject["won"] + board.subject["lost"]


def test_the_save_curve_rises_with_time_to_spare(board):
    table = figure(board, "save-curve").table
    firm = [value for value, n in zip(table.column("value"), table.column("n"), strict=True) if n >= 10]
    assert firm[0] < 25
    assert firm[-1] > 80
    steep = table.column("others")[:7]
    assert steep == sorted(steep)


def test_thin_cells_of_the_save_map_keep_their_n_and_lose_their_value(board):
    table = figure(board, "save-map").table
    pairs = list(zip(table.column("value"), table.column("n"), strict=True))
    assert len(pairs) == 30
    assert all((value is None) == (n < 25) for value, n in pairs)
    assert sum(n for _, n in pairs) == figure(board, "save-map").n


def test_placement_shares_of_a_row_add_up(board):
    table = figure(board, "placement").table
    for struck in dict.fromkeys(table.column("struck")):
        row = [share for share in table.where("struck", struck).column("value") if share is not None]
        assert not row or sum(row) == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("filters", [Filters(ruleset="classic-5"), Filters(since=date(2026, 1, 25))])
def test_filters_change_what_is_shown(board, cursor, filters):
    less = player_board(cursor, ME, filters, NAMES)
    assert less.subject["matches"] < board.subject["matches"]
    changed = [one.id for one in less.figures if one.table != figure(board, one.id).table]
    assert set(changed) >= WANTED - {"skill-strip"}


def test_an_opponent_filter_leaves_the_others_alone(board, cursor):
    rival = board.filters.opponent[0].value
    less = player_board(cursor, ME, Filters(opponent=rival), NAMES)
    curve, whole = figure(less, "save-curve").table, figure(board, "save-curve").table
    assert curve.column("others") == whole.column("others")
    assert curve.column("n") != whole.column("n")
    assert less.filters.applied == {"opponent": rival}
    assert less.filters.opponent == board.filters.opponent


def test_its_filters_offer_everything_that_was_met(board):
    assert [each.value for each in board.filters.ruleset] == ["classic-11", "classic-5"]
    met = [each.label for each in board.filters.opponent]
    assert met[0].startswith("P")
    counts = [int(label.split("(")[1].rstrip(")")) for label in met]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == board.subject["matches"]


def test_a_player_without_matches_gets_designed_empty_states(cursor):
    empty = player_board(cursor, MATCHES[0], Filters(), {MATCHES[0]: "Newcomer"})
    assert {one.status for one in empty.figures} == {"empty"}
    assert empty.headline.text == "Newcomer has not finished a match under these filters yet."
    assert [tile.value for tile in empty.tiles] == ["–", "–", "–"]


def test_a_board_is_the_same_twice(board, cursor):
    assert player_board(cursor, ME, replace(Filters()), NAMES) == board
