"""Ticks of a match: they run, stand, count down and are never late or early by rounding."""

import random

from rallyboard.arena.clock import COUNTDOWN_NS, SECOND, TICKS, MatchClock, RealClock, SimulatedClock


def test_it_stands_until_the_countdown_is_over() -> None:
    clock = MatchClock(0, 100)
    clock.start(100)
    assert clock.tick(100) == clock.tick(100 + COUNTDOWN_NS) == 0
    assert not clock.moving(100 + COUNTDOWN_NS - 1)
    assert clock.moving(100 + COUNTDOWN_NS)
    assert clock.tick(100 + COUNTDOWN_NS + SECOND) == TICKS


def test_the_soft_tick_counts_up_to_the_start_without_a_jump() -> None:
    clock = MatchClock(500, 0)
    clock.start(0)
    assert clock.soft(0) == 500 - 3 * TICKS
    assert clock.soft(COUNTDOWN_NS) == 500
    assert clock.soft(COUNTDOWN_NS + SECOND) == clock.tick(COUNTDOWN_NS + SECOND) == 500 + TICKS


def test_paused_time_is_not_game_time() -> None:
    clock = MatchClock()
    clock.start(0, 0)
    assert clock.stop(2 * SECOND) == 2 * TICKS
    assert clock.tick(50 * SECOND) == 2 * TICKS
    clock.start(60 * SECOND)
    assert clock.tick(64 * SECOND) == 3 * TICKS


def test_when_is_the_first_nanosecond_of_a_tick() -> None:
    chance = random.Random(3)
    for _ in range(500):
        clock = MatchClock(chance.randrange(10_000), 0)
        clock.start(chance.randrange(SECOND), chance.randrange(SECOND))
        tick = clock.tick(0) + chance.randrange(1, 100_000)
        when = clock.when(tick)
        assert when is not None
        assert clock.tick(when) == tick
        assert clock.tick(when - 1) == tick - 1


def test_a_standing_clock_reaches_no_tick() -> None:
    assert MatchClock(7).when(8) is None


def test_the_past_is_remembered_over_pauses() -> None:
    clock = MatchClock()
    clock.start(0, 0)
    clock.stop(SECOND)
    clock.start(10 * SECOND, 0)
    assert clock.soft_then(SECOND // 2) == TICKS // 2
    assert clock.soft_then(5 * SECOND) == TICKS
    assert clock.soft_then(11 * SECOND) == 2 * TICKS
    assert clock.soft_then(-SECOND) == -TICKS


def test_real_time_goes_on_and_simulated_time_is_told() -> None:
    real = RealClock()
    assert real.now_ns() <= real.now_ns()
    assert real.wall().utcoffset() is not None
    simulated = SimulatedClock(5)
    simulated.ns += 7
    assert simulated.now_ns() == 12
    assert simulated.wall() == simulated.start
