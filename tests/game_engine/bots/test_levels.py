"""The table of levels: ordered, and served as it is played."""

from itertools import pairwise

from game_engine.bots.levels import LEVELS, table


def test_there_are_five_levels_and_each_is_better_than_the_one_below() -> None:
    assert list(LEVELS) == [1, 2, 3, 4, 5]
    for lower, upper in pairwise(LEVELS.values()):
        assert upper.react_ms < lower.react_ms
        assert upper.aim_sd < lower.aim_sd
        assert upper.jitter_ms < lower.jitter_ms
        assert upper.lapse < lower.lapse
        assert upper.bounces >= lower.bounces
        assert upper.attack >= lower.attack
        assert upper.guess >= lower.guess


def test_the_served_table_says_what_the_bots_play_by() -> None:
    rows = table()
    assert [row["react_ms"] for row in rows] == [level.react_ms for level in LEVELS.values()]
    assert [row["bounces"] for row in rows] == [0, 1, 2, "all", "all"]
    assert {type(value) for row in rows for value in row.values()} == {int, str}
