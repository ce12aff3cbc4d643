"""The court's geometry, compared with counting it out tick by tick."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_engine.court import angle_index, arrival, bounces, fold, heading, paddle_at

SPAN = 880_000


def walked(start: int, vy: int, ticks: int) -> tuple[int, int, int]:
    """Way from the top wall, speed and touches, one tick at a time."""
    y, touched = start, 0
    for _ in range(ticks):
        y += vy
        if (vy < 0 and y <= 0) or (vy > 0 and y >= SPAN):
            y, vy, touched = (-y if y <= 0 else 2 * SPAN - y), -vy, touched + 1
    return y, vy, touched


@given(st.integers(1, SPAN - 1), st.integers(-17_320, 17_320), st.integers(0, 900))
def test_a_folded_flight_is_the_flight_walked_tick_by_tick(start: int, vy: int, ticks: int) -> None:
    raw = start + vy * ticks
    assert (fold(raw, SPAN), heading(raw, vy, SPAN), bounces(raw, vy, SPAN)) == walked(start, vy, ticks)


@pytest.mark.parametrize(
    ("raw", "vy", "now", "touched"),
    [
        (0, -5, 5, 1),
        (SPAN, 5, -5, 1),
        (2 * SPAN, 5, 5, 2),
        (-SPAN, -5, -5, 2),
        (10, 0, 0, 0),
        (SPAN + 1, 7, -7, 1),
    ],
)
def test_at_the_very_touch_of_a_wall_the_ball_moves_away_from_it(raw: int, vy: int, now: int, touched: int) -> None:
    assert (heading(raw, vy, SPAN), bounces(raw, vy, SPAN)) == (now, touched)


def test_a_paddle_stops_at_both_walls() -> None:
    assert paddle_at(450_000, -999_999, 75_000, 825_000) == 75_000
    assert paddle_at(450_000, 999_999, 75_000, 825_000) == 825_000
    assert paddle_at(450_000, 3_750, 75_000, 825_000) == 453_750


@given(st.integers(0, 2_000_000), st.integers(1, 20_000))
def test_arrival_is_the_first_tick_at_or_past_the_line(distance: int, speed: int) -> None:
    ticks = arrival(distance, speed)
    assert ticks * speed >= distance
    assert (ticks - 1) * speed < distance


@pytest.mark.parametrize(
    ("off", "drag", "index"),
    [
        (0, 0, 0),
        (85000, 0, 16),
        (-85000, 0, -16),
        (42500, 0, 8),
        (-42500, 0, -8),
        (5312, 0, 0),
        (5313, 0, 1),
        (-5313, 0, -1),
        (85000, 2, 16),
        (-85000, -2, -16),
        (85000, -2, 14),
        (0, 2, 2),
        (0, -2, -2),
    ],
)
def test_the_angle_grows_with_the_offset_and_a_moving_paddle_drags_it(off: int, drag: int, index: int) -> None:
    assert angle_index(off, 85_000, 16, drag) == index
