"""The levels are an order that can be felt but not a wall, and people can beat the bots and be beaten by them."""

from itertools import pairwise

import pytest

from game_engine.bots.planner import Brain
from game_engine.bots.roster import Bot, bot
from game_engine.bots.sight import zone
from game_engine.bots.sparring import Corner, bout, spar
from game_engine.events import Hit, Missed
from game_engine.match import Match
from game_engine.rulesets import DEFAULT
from tests.game_engine.bots.people import AVERAGE, EXPERT, NOVICE, Person

PLAIN = [bot(slug) for slug in ("biscuit", "clover", "comet", "falcon", "aurora")]
MATCHES = 20
MASTER = PLAIN[-1]


def share(one: Bot, other: Bot, matches: int = MATCHES) -> float:
    """Share of points that `other` wins against `one`, both sides and first serves in turn."""
    won = lost = 0
    for seed in range(matches):
        pair = (one, other) if seed % 2 else (other, one)
        scores = spar(*pair, seed, serve0=seed // 2 % 2).match.scores
        won, lost = won + scores[seed % 2], lost + scores[1 - seed % 2]
    return won / (won + lost)


@pytest.mark.parametrize(("lower", "upper"), list(pairwise(PLAIN)), ids=lambda one: one.name)
def test_a_level_wins_more_points_than_the_one_below_but_never_all(lower: Bot, upper: Bot) -> None:
    assert 0.60 < share(lower, upper) < 0.80


def test_equal_bots_share_the_points() -> None:
    assert 0.42 < share(PLAIN[2], PLAIN[2]) < 0.58


def points_of_master(model: tuple[int, int], matches: int) -> tuple[float, int]:
    """The master's share of points against a model person, and how many matches it wins."""
    points, wins = [0, 0], 0
    for seed in range(matches):
        corner = Corner(0, Brain(MASTER, 0, DEFAULT, seed))
        match: Match = bout([corner, Person(1, model, seed + 1)], DEFAULT, seed % 2).match
        points = [total + score for total, score in zip(points, match.scores, strict=True)]
        wins += match.winner == 0
    return points[0] / sum(points), wins


def test_the_master_beats_a_novice_more_often_than_not_but_not_always() -> None:
    points, _ = points_of_master(NOVICE, 10)
    assert 0.60 < points < 0.85


def test_the_master_can_win_against_an_average_person_and_usually_loses() -> None:
    points, wins = points_of_master(AVERAGE, 14)
    assert 0.25 < points < 0.50
    assert 0 < wins < 7


def test_an_expert_person_sees_more_than_any_bot_may() -> None:
    points, _ = points_of_master(EXPERT, 6)
    assert 0.02 < points < 0.25


def contacts(one: Bot, other: Bot, matches: int) -> list[tuple[int, int, bool]]:
    """Slot (0 is `one`), landing zone and whether it was missed, of every ball that came to somebody."""
    events = [event for seed in range(matches) for event in spar(one, other, seed, serve0=seed % 2).events]
    balls = [event for event in events if isinstance(event, Hit | Missed)]
    return [(ball.slot, zone(DEFAULT, ball.y), isinstance(ball, Missed)) for ball in balls]


def missed(balls: list[tuple[int, int, bool]], zones: tuple[int, ...]) -> float:
    """Share of the balls to slot 0 in these zones that were missed."""
    outcomes = [miss for slot, place, miss in balls if slot == 0 and place in zones]
    return sum(outcomes) / len(outcomes)


def test_a_weak_zone_shows_in_the_misses() -> None:
    balls = contacts(bot("vesper"), bot("falcon"), 20)
    assert missed(balls, (0,)) > missed(balls, (1, 2, 3, 4)) + 0.10


def test_a_favourite_zone_shows_in_the_placement() -> None:
    fond, plain = (contacts(bot(slug), bot("aurora"), 8) for slug in ("vector", "aurora"))
    shares = [sum(place == 5 for slot, place, _ in balls if slot == 1) / len(balls) for balls in (fond, plain)]
    assert shares[0] > shares[1] * 1.3
