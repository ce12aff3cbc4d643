"""A thought becomes keys that bring the paddle where it should be, when the engine plays them."""

from dataclasses import replace

from game_engine.bots.hand import Hand
from game_engine.bots.plans import Action, Press, ServeAt
from game_engine.bots.roster import bot
from game_engine.bots.skill import Skill, skill
from game_engine.bots.thought import Ball, Thought
from game_engine.match import Phase
from game_engine.rng import Chance
from game_engine.rulesets import DEFAULT
from game_engine.views import View

EXACT = replace(skill(bot("aurora"), DEFAULT), aim=(0,) * 6, jitter=0, edge=0, home="centre", guess=0, react=10)
CALM = View(1_000, 0, Phase.RALLY, 0, (0, 0), 300, 450_000, 0, 450_000, 0, None)


def thought(view: View, able: Skill = EXACT, earlier: tuple[Action, ...] = (), seed: int = 1) -> Thought:
    hand = Hand(DEFAULT, view.t, view.my_y, view.my_key)
    return Thought(DEFAULT, able, view, hand, Chance(seed), earlier, view.t + able.react)


def rally(ball: Ball, able: Skill = EXACT, view: View = CALM) -> tuple[Action, ...]:
    plan = thought(replace(view, ball=ball), able)
    plan.rally(ball)
    return plan.hand.actions()


def where(actions: tuple[Action, ...], t: int, y: int = 450_000) -> int:
    """The paddle at tick `t` when these keys are pressed from tick 1000 on."""
    hand = Hand(DEFAULT, 1_000, y, 0)
    hand.follow(actions, t)
    return hand.y


def test_the_paddle_is_at_the_ball_when_the_ball_is_there_and_goes_home_after() -> None:
    actions = rally((1_160_000, 700_000, -4_000, 0))
    assert abs(where(actions, 1_250) - 700_000) <= 3_750
    assert abs(where(actions, 1_500) - 450_000) <= 3_750


def test_a_ball_that_leaves_is_awaited_at_home() -> None:
    actions = rally((1_160_000, 700_000, 4_000, 0), view=replace(CALM, my_y=200_000))
    assert actions[0] == Press(1_010, 1)
    assert abs(where(actions, 1_200, 200_000) - 450_000) <= 3_750


def test_a_ball_that_comes_before_the_reaction_is_met_by_the_old_plan() -> None:
    view = replace(CALM, ball=(180_000, 450_000, -4_000, 0))
    plan = thought(view, earlier=(Press(1_003, 1), Press(1_004, 0), Press(1_060, 1)))
    plan.rally((180_000, 450_000, -4_000, 0))
    assert plan.hand.actions() == (Press(1_003, 1), Press(1_004, 0))


def test_who_cannot_reach_the_ball_is_still_running_when_it_comes() -> None:
    actions = rally((300_000, 880_000, -4_000, 0))
    assert actions[0] == Press(1_010, 1)
    assert actions[1] == Press(1_036, -1), "one tick after the contact it turns home"


def test_near_enough_to_home_is_home_but_a_held_key_is_let_go() -> None:
    assert rally((1_160_000, 700_000, 4_000, 0)) == ()
    assert rally((1_160_000, 700_000, 4_000, 0), view=replace(CALM, my_y=420_000, my_key=1)) == (Press(1_010, 0),)


def test_only_a_return_due_before_the_next_look_is_guessed() -> None:
    guessing, away = replace(EXACT, guess=100), replace(CALM, foe_y=680_000)
    soon, late = (1_200_000, 700_000, 4_000, 0), (400_000, 700_000, 4_000, 0)
    assert where(rally(soon, guessing, away), 1_240) > 700_000
    assert rally(late, guessing, away) == ()


def test_between_points_a_bot_goes_to_its_middle_and_a_stayer_stays() -> None:
    view = replace(CALM, phase=Phase.SERVE, server=1, my_y=100_000)
    mover, stayer = thought(view), thought(view, replace(EXACT, home="stay"))
    mover.rest()
    stayer.rest()
    assert abs(mover.hand.y - 450_000) <= 3_750
    assert stayer.hand.actions() == ()


def test_a_server_with_a_habit_serves_that_way_and_a_flat_one_serves_still() -> None:
    view = replace(CALM, phase=Phase.SERVE, waited=100)
    sides = [held_at_serve(view, replace(EXACT, serve=1, slant=100), seed) for seed in range(30)]
    assert sides == [1] * 30
    assert {held_at_serve(view, replace(EXACT, slant=100), seed) for seed in range(30)} == {-1, 1}
    assert {held_at_serve(view, replace(EXACT, slant=0), seed) for seed in range(30)} == {0}


def held_at_serve(view: View, able: Skill, seed: int) -> int:
    """The key held at the tick of the serve."""
    plan = thought(view, able, seed=seed)
    plan.serve()
    actions = plan.hand.actions()
    strike = next(action.t for action in actions if isinstance(action, ServeAt))
    keys = [action.key for action in actions if isinstance(action, Press) and action.t < strike]
    return keys[-1] if keys else 0
