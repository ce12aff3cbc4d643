"""A return is chosen: away from the opponent when attacking, into the favourite zone when there is one."""

from dataclasses import replace

from game_engine.bots.roster import bot
from game_engine.bots.shots import index_of, offset
from game_engine.bots.sight import Coming, sent, zone
from game_engine.bots.skill import Skill, skill
from game_engine.rng import Chance
from game_engine.rulesets import DEFAULT

MASTER = replace(skill(bot("aurora"), DEFAULT), edge=60_000)
BALL = Coming(400, 450_000)


def landings(able: Skill, foe_y: int) -> list[int]:
    """Where eighty returns of the same ball come down."""
    offs = [offset(DEFAULT, able, 0, BALL, 5_000, foe_y, Chance(seed)) for seed in range(80)]
    return [sent(DEFAULT, BALL.t, 0, BALL.y, 5_312, index_of(DEFAULT, off, 0)).y for off in offs]


def test_attack_lands_farther_from_the_opponent_than_no_attack() -> None:
    foe_y = 150_000
    attacked, careless = landings(MASTER, foe_y), landings(replace(MASTER, attack=0), foe_y)
    assert sum(attacked) - sum(careless) > 80 * 100_000


def test_the_favourite_zone_is_hit_more_often_with_a_favourite() -> None:
    fond = landings(replace(MASTER, attack=0, target=1), 450_000)
    plain = landings(replace(MASTER, attack=0), 450_000)
    assert sum(zone(DEFAULT, y) == 1 for y in fond) > sum(zone(DEFAULT, y) == 1 for y in plain) + 20


def test_without_attack_and_favourite_every_offset_within_the_edge_comes_up() -> None:
    plain = replace(MASTER, attack=0)
    offs = {offset(DEFAULT, plain, 0, BALL, 5_000, 450_000, Chance(seed)) for seed in range(200)}
    assert offs == {-60_000, -40_000, -20_000, 0, 20_000, 40_000, 60_000}


def test_the_angle_is_the_engines_own_and_stays_within_reach() -> None:
    assert [index_of(DEFAULT, off, 0) for off in (-500_000, -85_000, -42_500, 0, 42_500)] == [-16, -16, -8, 0, 8]
    assert (index_of(DEFAULT, 42_500, 1), index_of(DEFAULT, 85_000, 1)) == (10, 16)
