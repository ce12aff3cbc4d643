"""A brain: one look in, keys and serves out, seeded, paced, and never before it has reacted."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game_engine.bots.planner import Brain, Press, ServeAt
from game_engine.bots.roster import ROSTER, bot
from game_engine.match import Match, Phase
from game_engine.rulesets import DEFAULT
from game_engine.views import SECOND, TooSoon, View, once_per_second

COMING = View(1_000, 0, Phase.RALLY, 0, (0, 0), 500, 450_000, 0, 450_000, 0, (1_200_000, 300_000, -4_000, 1_500))
AURORA = bot("aurora")


def test_the_same_seed_and_views_give_the_same_plans_and_another_seed_others() -> None:
    plans = [Brain(AURORA, 0, DEFAULT, seed).look(COMING) for seed in (1, 1, 2)]
    assert plans[0] == plans[1] != plans[2]


def test_the_first_look_falls_anywhere_in_the_first_second() -> None:
    phases = {Brain(AURORA, slot, DEFAULT, seed).first_look() for slot in (0, 1) for seed in range(400)}
    assert min(phases) < 10 < 229 < max(phases) < SECOND


def test_the_two_seats_of_one_seed_do_not_mirror_each_other() -> None:
    assert Brain(AURORA, 0, DEFAULT, 5).first_look() != Brain(AURORA, 1, DEFAULT, 5).first_look()


def test_a_second_look_within_a_second_is_refused() -> None:
    brain = Brain(AURORA, 0, DEFAULT, 1)
    assert brain.look(COMING).next_look == COMING.t + SECOND
    with pytest.raises(TooSoon):
        brain.look(replace(COMING, t=COMING.t + SECOND - 1))
    brain.look(replace(COMING, t=COMING.t + SECOND))


def test_a_brain_that_starts_anew_waits_its_second_from_the_last_look_of_the_log() -> None:
    brain = Brain(AURORA, 0, DEFAULT, 1)
    assert brain.first_look(last=760) == 1_000
    with pytest.raises(TooSoon):
        brain.look(replace(COMING, t=999))
    assert brain.look(COMING) == Brain(AURORA, 0, DEFAULT, 1).look(COMING)


@example(
    slug="puddle", slot=1, seed=0, phase=Phase.SERVE, paddles=(75_000, 75_000), keys=(1, 0), server=1, waited=607,
    ball=(160_000, 10_000, -9_000, 0),
)  # fmt: skip
@given(
    slug=st.sampled_from(sorted(ROSTER)), slot=st.integers(0, 1), seed=st.integers(0, 2**64),
    phase=st.sampled_from(Phase),
    paddles=st.tuples(st.integers(75_000, 825_000), st.integers(75_000, 825_000)),
    keys=st.tuples(st.integers(-1, 1), st.integers(-1, 1)), server=st.integers(0, 1), waited=st.integers(0, 700),
    ball=st.tuples(
        st.integers(160_000, 1_440_000), st.integers(10_000, 890_000), st.sampled_from([-9_000, -1_900, 3_000]),
        st.integers(-8_000, 8_000),
    ),
)  # fmt: skip
def test_whatever_is_seen_only_keys_and_serves_come_out_in_order_after_the_look(
    slug: str, slot: int, seed: int, phase: Phase, paddles: tuple[int, int], keys: tuple[int, int], server: int,
    waited: int, ball: tuple[int, int, int, int],
) -> None:  # fmt: skip
    seen = ball if phase in (Phase.RALLY, Phase.RUNOFF) else None
    view = View(1_000, slot, phase, server, (1, 2), waited, paddles[0], keys[0], paddles[1], keys[1], seen)
    plan = Brain(bot(slug), slot, DEFAULT, seed).look(view)
    ticks = [action.t for action in plan.actions]
    assert ticks == sorted(ticks)
    assert all(tick > view.t for tick in ticks)
    held = [keys[0]] + [action.key for action in plan.actions if isinstance(action, Press)]
    assert all(before != after for before, after in itertools.pairwise(held))
    assert held[-1] == 0 or not plan.actions


def test_nothing_follows_from_a_look_before_the_bot_has_reacted() -> None:
    react = 150 * 240 // 1000
    firsts = [Brain(AURORA, 0, DEFAULT, seed).look(COMING).actions[0].t - COMING.t for seed in range(200)]
    assert min(firsts) > react // 2
    assert react - 3 < sum(firsts) / len(firsts) < react + 3


def test_a_server_goes_to_a_spot_and_serves_inside_the_window_once() -> None:
    for seed in range(40):
        view = once_per_second(Match.start(DEFAULT), 0, 100)
        serves = [a.t for a in Brain(AURORA, 0, DEFAULT, seed).look(view).actions if isinstance(a, ServeAt)]
        assert len(serves) == 1
        assert DEFAULT.serve_earliest <= serves[0] < DEFAULT.serve_auto


def test_a_prepared_serve_is_carried_out_and_not_thought_over() -> None:
    brain = Brain(bot("atlas"), 0, DEFAULT, 3)
    match = Match.start(DEFAULT)
    first = brain.look(once_per_second(match, 0, 0))
    serve = next(action.t for action in first.actions if isinstance(action, ServeAt))
    assert serve > SECOND
    second = brain.look(once_per_second(match, 0, SECOND))
    assert second.actions == tuple(action for action in first.actions if action.t > SECOND)


def test_a_bot_that_is_not_with_it_goes_on_with_its_old_plan() -> None:
    absent = sum(Brain(bot("biscuit"), 0, DEFAULT, seed).look(COMING).actions == () for seed in range(1_000))
    assert 80 < absent < 160
