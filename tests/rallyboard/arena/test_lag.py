"""How late a key may count: what the server measured, never more than 100 ms, and not for ever for free."""

from rallyboard.arena.lag import PURSE, SLACK, WINDOW, Lag


def test_without_a_measured_round_trip_the_window_is_small() -> None:
    lag = Lag()
    assert not lag.measured
    assert lag.window(0) == SLACK


def test_the_window_is_half_the_round_trip_and_the_jitter() -> None:
    lag = Lag()
    for _ in range(9):
        lag.measure(50.0)
    assert lag.rtt_ms == 50.0
    assert lag.jitter_ms == 0.0
    assert lag.window(0) == 6 + SLACK


def test_the_window_never_exceeds_100_ms() -> None:
    lag = Lag()
    for rtt in (400.0, 900.0, 500.0):
        lag.measure(rtt)
    assert lag.window(0) == WINDOW == 24


def test_one_slow_answer_does_not_widen_the_window_much() -> None:
    lag = Lag()
    for _ in range(8):
        lag.measure(20.0)
    narrow = lag.window(0)
    lag.measure(2000.0)
    assert lag.rtt_ms == 20.0
    assert lag.window(0) >= narrow


def test_always_claiming_the_maximum_runs_dry_and_honest_lag_does_not() -> None:
    honest, greedy = Lag(), Lag()
    for lag in (honest, greedy):
        for rtt in (20.0, 60.0, 20.0, 60.0, 20.0):
            lag.measure(rtt)
    wide = greedy.window(0)
    for tick in range(0, 240 * 60, 20):
        honest.window(tick)
        honest.spend(2)
        greedy.spend(greedy.window(tick))
    assert honest.window(240 * 60) == wide
    assert greedy.window(240 * 60) == 2 + SLACK


def test_play_refills_the_purse_but_never_beyond_its_size() -> None:
    lag = Lag()
    lag.measure(200.0)
    lag.spend(PURSE + 24 + 1)
    assert lag.window(0) == 24
    lag.spend(10 * PURSE)
    assert lag.window(0) == 24
    lag.window(1_000_000)
    lag.measure(0.0)
    lag.measure(0.0)
    lag.spend(PURSE)
    assert lag.window(1_000_000) == SLACK
