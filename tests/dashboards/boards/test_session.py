"""The session board as a whole."""

import pytest

from dashboards.boards import session_board
from dashboards.figures.court import PLANES, path
from dashboards.listings import rallies, shots
from tests.dashboards import bouts
from tests.dashboards.invented import MATCHES, PLAYERS

WANTED = [
    "win-probability", "turning-points", "score", "rallies", "duel", "shots-left", "shots-right", "endings", "balls",
    "network",
]  # fmt: skip
MATCH = bouts.match_id(5)


@pytest.fixture(scope="module")
def board(sparred):
    with sparred.cursor() as cursor:
        return session_board(cursor, MATCH, bouts.NAMES)


def figure(board, name):
    return next(one for one in board.figures if one.id == name)


def test_it_has_every_figure_in_order(board):
    assert [one.id for one in board.figures] == WANTED


def test_an_unknown_match_has_no_board(real):
    assert session_board(real, PLAYERS[0], {}) is None


def test_the_win_chance_begins_even_and_ends_certain(board):
    table = figure(board, "win-probability").table
    assert table.column("wp")[0] == pytest.approx(50, abs=5)
    assert table.column("wp")[-1] in (0.0, 100.0)
    assert (table.column("wp")[-1] == 100.0) is (board.subject["winner_slot"] == 0)


def test_the_score_line_ends_at_the_result(board):
    last = figure(board, "score").table.rows[-1]
    assert list(last[1:3]) == board.subject["scores"]


def test_turning_points_are_the_largest_swings(board, real):
    swings = sorted((abs(one.wp_after - one.wp_before) for one in rallies(real, MATCH)), reverse=True)
    assert figure(board, "turning-points").table.column("swing") == pytest.approx(
        [100 * one for one in swings[:5]], abs=1e-4
    )


def test_points_by_ending_add_up_to_the_score(board):
    table = figure(board, "endings").table
    found = [sum(table.where("side", side).column("points")) for side in ("left", "right")]
    assert found == board.subject["scores"]


def test_both_shot_maps_hold_every_shot_that_arrived(board, real):
    arrived = [one for one in shots(real, MATCH) if one.made and one.opp_y is not None]
    assert figure(board, "shots-left").n + figure(board, "shots-right").n == len(arrived)
    assert figure(board, "shots-left").court
    assert figure(board, "shots-left").plot.layout["yaxis"]["range"] == [900.0, 0]


def test_a_drawn_flight_ends_where_the_log_says(real):
    """Walls are folded from contact, speed and bounces alone; the last leg must then point at the landing."""
    flown = [one for one in shots(real, MATCH) if one.made and one.opp_y is not None and one.out_vx]
    assert any(one.opp_bounces for one in flown)
    for one in flown:
        xs, ys = path(one, one.slot)
        assert (xs[0], xs[-1]) == (PLANES[one.slot], PLANES[1 - one.slot])
        steep = one.out_vy * (-1) ** one.opp_bounces / one.out_vx
        assert ys[-1] == pytest.approx(ys[-2] + steep * (xs[-1] - xs[-2]), abs=12)


def test_the_duel_has_both_sides_of_every_number(board):
    table = figure(board, "duel").table
    assert table.column("side") == ["left", "right"] * 10
    assert len(set(table.column("metric"))) == 10


def test_two_players_of_one_name_are_told_apart(real):
    twins = dict.fromkeys(bouts.NAMES, "Twin")
    board = session_board(real, MATCH, twins)
    assert board is not None
    bars = figure(board, "rallies").plot.data
    won = [len([side for side in figure(board, "rallies").table.column("winner") if side == name])
           for name in ("left", "right")]  # fmt: skip
    assert [len(bar["x"]) for bar in bars] == [count for count in won if count]


def test_a_match_between_house_bots_says_that_nobody_was_on_a_network(board):
    assert figure(board, "network").status == "empty"
    assert "nobody in this match played over a network" in figure(board, "network").summary


def test_network_samples_are_drawn_with_their_median(cursor):
    board = session_board(cursor, MATCHES[0], {})
    assert figure(board, "network").table.column("rtt") == list(range(40, 49))
    assert "median 44 ms" in figure(board, "network").summary
