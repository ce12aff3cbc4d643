"""Boards are kept while the data stands still, and never longer."""

from dashboards.shape import Board, Choices, Headline
from rallyboard.insights.shelf import HELD, Shelf

BOARD = Board("player", "A", {}, Headline("", ""), {}, Choices([], [], None, None, {}), [], [])


def test_a_board_is_given_again_for_the_same_data_only():
    shelf = Shelf()
    shelf.put(3, "a", BOARD)
    assert shelf.get(3, "a") is BOARD
    assert shelf.get(4, "a") is None
    assert shelf.get(3, "b") is None


def test_newer_data_empties_the_shelf_and_older_is_not_kept():
    shelf = Shelf()
    shelf.put(3, "a", BOARD)
    shelf.put(4, "b", BOARD)
    shelf.put(3, "c", BOARD)
    assert shelf.get(4, "a") is None
    assert shelf.get(4, "b") is BOARD
    assert shelf.get(3, "c") is None


def test_the_least_asked_for_goes_first():
    shelf = Shelf()
    for place in range(HELD):
        shelf.put(1, place, BOARD)
    shelf.get(1, 0)
    shelf.put(1, "one more", BOARD)
    assert shelf.get(1, 0) is BOARD
    assert shelf.get(1, 1) is None
