"""A hand on the keys always knows where its paddle is, because the engine moves it exactly so."""

from hypothesis import given
from hypothesis import strategies as st

from game_engine.bots.hand import Hand
from game_engine.bots.plans import Press, ServeAt
from game_engine.intents import Key
from game_engine.match import Match
from game_engine.rulesets import DEFAULT

MIDDLE = 450_000
KEYS = st.lists(st.tuples(st.integers(1, 200), st.sampled_from([-1, 0, 1])), max_size=12)


@given(KEYS, st.integers(0, 300))
def test_the_paddle_is_where_the_engine_says(keys: list[tuple[int, int]], later: int) -> None:
    hand, match, t = Hand(DEFAULT, 0, MIDDLE, 0), Match.start(DEFAULT), 0
    for wait, key in keys:
        t += wait
        hand.hold(t, key)
    for action in hand.actions():
        assert isinstance(action, Press)
        match.apply(Key(action.t, 1, action.key))
    hand.wait(t + later)
    assert hand.y == match.paddle_y(1, t + later)


@given(st.integers(75_000, 825_000), st.integers(75_000, 825_000))
def test_going_somewhere_ends_there_within_half_a_step(start: int, goal: int) -> None:
    hand = Hand(DEFAULT, 10, start, 0)
    hand.go(11, goal)
    assert abs(hand.y - goal) <= DEFAULT.paddle_speed // 2 + 1
    assert hand.key == 0


def test_a_slip_holds_the_key_longer_and_a_big_negative_one_not_at_all() -> None:
    late, early = Hand(DEFAULT, 0, MIDDLE, 0), Hand(DEFAULT, 0, MIDDLE, 0)
    late.go(5, MIDDLE + 10 * 3_750, slip=3)
    early.go(5, MIDDLE + 10 * 3_750, slip=-20)
    assert late.actions() == (Press(5, 1), Press(18, 0))
    assert early.actions() == ()


def test_who_is_late_at_the_ball_is_still_on_the_way() -> None:
    hand = Hand(DEFAULT, 0, MIDDLE, 0)
    hand.go(5, MIDDLE - 100 * 3_750, by=30)
    assert (hand.t, hand.y, hand.key) == (30, MIDDLE - 25 * 3_750, -1)
    assert hand.actions() == (Press(5, -1),)


def test_an_earlier_plan_goes_on_up_to_the_reaction_and_no_further() -> None:
    hand = Hand(DEFAULT, 100, MIDDLE, 1)
    earlier = (Press(110, 0), ServeAt(120), Press(140, -1))
    hand.follow(earlier, 112)
    hand.follow(earlier, 130)
    assert hand.actions() == (Press(110, 0), ServeAt(120))
    assert (hand.t, hand.y) == (130, MIDDLE + 10 * 3_750)


def test_keys_changed_again_in_the_same_tick_were_never_pressed() -> None:
    hand = Hand(DEFAULT, 0, MIDDLE, 0)
    for key in (1, 0, -1):
        hand.hold(8, key)
    hand.serve(20)
    hand.hold(30, 0)
    hand.hold(30, -1)
    assert hand.actions() == (Press(8, -1), ServeAt(20))


def test_a_key_let_go_at_the_very_tick_of_the_serve_is_let_go() -> None:
    hand = Hand(DEFAULT, 0, MIDDLE, 1)
    hand.hold(40, 0)
    hand.serve(40)
    assert hand.actions() == (Press(40, 0), ServeAt(40))
