"""Chance is a value: same seed, same question, same answer, and the answers are spread as promised."""

import itertools
from statistics import fmean, pstdev

from hypothesis import given
from hypothesis import strategies as st

from game_engine.rng import Chance


@given(st.integers(), st.integers(min_value=0, max_value=10_000))
def test_the_same_question_always_gets_the_same_answer(seed: int, lane: int) -> None:
    assert Chance(seed).bits(lane) == Chance(seed).bits(lane)
    assert Chance(seed).at(lane) == Chance(seed).at(lane)
    assert 0 <= Chance(seed).bits(lane) < 1 << 64


def test_the_answers_are_frozen_for_ever_because_logs_of_bots_are_audited_by_them() -> None:
    assert [Chance(7).bits(lane) for lane in range(3)] == FROZEN
    assert Chance(0).bits(0) == 0xE220A8397B1DCDAF, "the first output of splitmix64 seeded with 0"


@given(st.integers(), st.integers(-50, 50), st.integers(0, 100))
def test_a_number_between_two_bounds_stays_between_them(seed: int, low: int, width: int) -> None:
    assert low <= Chance(seed).between(3, low, low + width) <= low + width


def test_every_number_below_a_limit_comes_up_about_equally_often() -> None:
    counts = [0] * 10
    for lane in range(20_000):
        counts[Chance(42).below(lane, 10)] += 1
    assert max(abs(count - 2_000) for count in counts) < 200


def test_looks_of_one_match_are_independent_of_each_other() -> None:
    draws = [Chance(5).at(look).below(0, 1_000) for look in range(5_000)]
    following = fmean(a * b for a, b in itertools.pairwise(draws)) - fmean(draws) ** 2
    assert abs(following / pstdev(draws) ** 2) < 0.05


def test_a_bell_has_the_deviation_asked_for_and_no_lean() -> None:
    draws = [Chance(11).at(n).gauss(0, 1_000) for n in range(20_000)]
    assert abs(fmean(draws)) < 25
    assert abs(pstdev(draws) - 1_000) < 20
    assert 0.66 < fmean(abs(draw) < 1_000 for draw in draws) < 0.71


def test_no_deviation_is_no_noise_and_percentages_are_kept() -> None:
    assert {Chance(n).gauss(0, 0) for n in range(100)} == {0}
    assert not any(Chance(1).happens(lane, 0) for lane in range(1_000))
    assert all(Chance(1).happens(lane, 100) for lane in range(1_000))
    assert 0.18 < fmean(Chance(1).happens(lane, 20) for lane in range(10_000)) < 0.22


FROZEN = [0x63CBE1E459320DD7, 0x44C3CD7F43C661C, 0xE6984080BAB12A02]
