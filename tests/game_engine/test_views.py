"""A view is one still picture, true to the match, at most one a second, and its hash tells pictures apart."""

from dataclasses import FrozenInstanceError, replace

import pytest

from game_engine.errors import StaleEntry
from game_engine.intents import Key, Serve
from game_engine.match import Match, Phase
from game_engine.rulesets import DEFAULT
from game_engine.views import SECOND, TooSoon, once_per_second


def served() -> Match:
    match = Match.start(DEFAULT)
    for entry in (Key(240, 0, -1), Key(250, 1, 1), Serve(260, 0)):
        match.apply(entry)
    return match


def test_both_seats_see_the_same_court_each_from_its_own_side() -> None:
    match = served()
    left, right = once_per_second(match, 0, 300), once_per_second(match, 1, 300)
    assert (left.my_y, left.my_key, left.foe_y, left.foe_key) == (450_000 - 60 * 3_750, -1, 450_000 + 50 * 3_750, 1)
    assert (right.foe_y, right.foe_key, right.my_y, right.my_key) == (left.my_y, left.my_key, left.foe_y, left.foe_key)
    assert left.ball == right.ball == (160_000 + 40 * 3_247, left.ball[1], 3_247, left.ball[3])


def test_looking_ahead_plays_on_a_copy_and_leaves_the_match_alone() -> None:
    match = served()
    later = once_per_second(match, 0, 900)
    assert match.tick == 260
    assert (later.t, later.phase, later.ball, later.scores) == (900, Phase.SERVE, None, (1, 0))
    assert later.waited == 900 - 260 - -(-1_440_000 // 3_247)


def test_the_past_cannot_be_looked_at() -> None:
    with pytest.raises(StaleEntry):
        once_per_second(served(), 0, 259)


def test_a_seat_that_looks_again_within_a_second_is_refused() -> None:
    match = served()
    with pytest.raises(TooSoon, match="239 ticks after the last one"):
        once_per_second(match, 0, 300 + SECOND - 1, last=300)
    assert once_per_second(match, 0, 300 + SECOND, last=300).t == 540


def test_the_hash_covers_everything_that_is_seen() -> None:
    view = once_per_second(served(), 0, 300)
    changes = {
        "t": 301, "slot": 1, "phase": Phase.RUNOFF, "server": 1, "scores": (0, 1), "waited": 7,
        "my_y": 1, "my_key": 0, "foe_y": 1, "foe_key": 0, "ball": None,
    }  # fmt: skip
    assert len({replace(view, **{name: value}).digest for name, value in changes.items()} | {view.digest}) == 12
    assert view.digest == once_per_second(served(), 0, 300).digest < 1 << 32


def test_a_match_that_stands_at_the_tick_is_looked_at_as_it_is() -> None:
    match = served()
    match.advance(300)
    assert once_per_second(match, 0, 300) == once_per_second(served(), 0, 300)


def test_a_picture_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        once_per_second(served(), 0, 300).my_y = 0
