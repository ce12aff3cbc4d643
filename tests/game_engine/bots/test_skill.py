"""Level and personality become ticks and sub-units once, and a quirk bends only what it names."""

from dataclasses import replace

from game_engine.bots.levels import LEVELS
from game_engine.bots.personality import Personality
from game_engine.bots.roster import bot
from game_engine.bots.skill import DARING, WEAK_SD, skill
from game_engine.rulesets import DEFAULT

COMET = bot("comet")


def test_a_bot_without_quirks_can_do_what_its_level_says() -> None:
    able, level = skill(COMET, DEFAULT), LEVELS[3]
    assert able.react == level.react_ms * 240 // 1000
    assert able.aim == (level.aim_sd * 1000,) * 6
    assert (able.jitter, able.bounces, able.lapse) == (600, level.bounces, level.lapse)
    assert able.pause == 144


def test_a_weak_zone_is_weak_and_the_others_are_not() -> None:
    able = skill(replace(COMET, personality=Personality(weak=(0, 4))), DEFAULT)
    plain = LEVELS[3].aim_sd
    assert [sd // 1000 - plain for sd in able.aim] == [WEAK_SD, 0, 0, 0, WEAK_SD, 0]


def test_percentages_bend_reaction_and_aim_and_the_attack_stays_a_share() -> None:
    able = skill(replace(COMET, personality=Personality(react=80, aim=50, attack=90, home=-50)), DEFAULT)
    assert (able.react, able.aim[0], able.attack, able.middle) == (48, 14_000, 100, -50_000)
    assert skill(replace(COMET, personality=Personality(attack=-90)), DEFAULT).attack == 0


def test_nobody_dares_to_meet_the_ball_where_a_usual_error_would_miss_it() -> None:
    reach = DEFAULT.half + DEFAULT.radius
    edges = [skill(bot(slug), DEFAULT).edge for slug in ("biscuit", "clover", "comet", "falcon", "aurora")]
    assert edges == sorted(edges)
    assert all(25_000 <= edge < reach for edge in edges)


def test_a_favourite_zone_is_worth_a_risk_to_whom_could_not_reach_it_safely() -> None:
    fond = replace(COMET, personality=Personality(target=0))
    assert skill(fond, DEFAULT).edge == DARING * 1000 > skill(COMET, DEFAULT).edge
