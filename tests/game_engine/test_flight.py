"""A flight off a paddle, with the corners where it would leave into a wall."""

import pytest

from game_engine import DEFAULT
from game_engine.flight import Flight


@pytest.mark.parametrize(("index", "vx", "vy"), [(0, 3750, 0), (16, 1875, 3247), (-16, 1875, -3247), (8, 3247, 1875)])
def test_a_launch_splits_its_speed_by_the_integer_tables(index: int, vx: int, vy: int) -> None:
    flight = Flight.launch(DEFAULT, 7, 0, 450_000, 3_750, index)
    assert flight == (7, 160_000, 450_000, vx, vy, 0)


def test_both_sides_launch_as_mirror_images() -> None:
    left, right = (Flight.launch(DEFAULT, 0, slot, 450_000, 3_750, 5) for slot in (0, 1))
    assert (left.vx, left.vy) == (-right.vx, right.vy)
    assert (left.receiver, right.receiver) == (1, 0)
    assert left.reaches(DEFAULT.planes[1]) == right.reaches(DEFAULT.planes[0])


@pytest.mark.parametrize(("y", "index", "vy"), [(10_000, -8, 1875), (890_000, 8, -1875), (10_000, 8, 1875)])
def test_no_ball_is_launched_into_the_wall_it_touches(y: int, index: int, vy: int) -> None:
    flight = Flight.launch(DEFAULT, 0, 0, y, 3_750, index)
    assert flight.vy == vy
    assert flight.bounces(DEFAULT, 0) == 0


def test_a_ball_seen_after_a_wall_comes_back_and_remembers_the_touch() -> None:
    flight = Flight(0, 160_000, 870_000, 3_000, 10_000, 3)
    assert flight.seen(DEFAULT, 2) == (166_000, 890_000, 3_000, -10_000)
    assert flight.seen(DEFAULT, 3) == (169_000, 880_000, 3_000, -10_000)
    assert flight.bounces(DEFAULT, 1) == 3
    assert flight.bounces(DEFAULT, 3) == 4
