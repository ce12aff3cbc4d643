"""Where a bot waits: where it stands, in the middle, or between the returns it can imagine."""

from dataclasses import replace

from game_engine.bots.homes import home, lean
from game_engine.bots.roster import bot
from game_engine.bots.sight import Coming
from game_engine.bots.skill import skill
from game_engine.rulesets import DEFAULT

ABLE = skill(bot("aurora"), DEFAULT)
CENTRE = Coming(600, 450_000)


def test_a_bot_that_stays_stays_and_one_with_a_middle_goes_there() -> None:
    assert home(DEFAULT, replace(ABLE, home="stay"), 0, 123_000, CENTRE, 5_000) == 123_000
    low = replace(ABLE, home="centre", middle=50_000)
    assert home(DEFAULT, low, 0, 123_000, CENTRE, 5_000) == 500_000


def test_the_model_waits_in_the_middle_of_a_symmetric_threat() -> None:
    assert abs(home(DEFAULT, ABLE, 0, 123_000, CENTRE, 8_000) - 450_000) < 5_000


def test_the_model_is_mirrored_when_the_threat_is() -> None:
    top, bottom = (home(DEFAULT, ABLE, 1, 0, Coming(600, y), 9_000) for y in (200_000, 700_000))
    assert abs(top + bottom - 900_000) < 5_000
    assert abs(top - 450_000) > 2_000


def test_a_guess_leans_to_where_the_stance_points_and_none_does_not() -> None:
    below = lean(DEFAULT, ABLE, 0, 450_000, CENTRE, 5_000, foe_y=420_000, foe_key=0)
    above = lean(DEFAULT, ABLE, 0, 450_000, CENTRE, 5_000, foe_y=480_000, foe_key=0)
    assert below > 500_000 > 400_000 > above
    half = lean(DEFAULT, replace(ABLE, guess=50), 0, 450_000, CENTRE, 5_000, foe_y=420_000, foe_key=0)
    assert abs(half - (450_000 + below) // 2) <= 1
    assert lean(DEFAULT, replace(ABLE, guess=0), 0, 450_000, CENTRE, 5_000, foe_y=420_000, foe_key=0) == 450_000


def test_a_moving_opponent_is_expected_to_drag_the_ball_along() -> None:
    still, down = (lean(DEFAULT, ABLE, 0, 450_000, CENTRE, 5_000, foe_y=450_000, foe_key=key) for key in (0, 1))
    assert still == 450_000 < down
