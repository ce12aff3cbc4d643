"""A bot without noise reads where the ball will come exactly, walls included; a lesser one reads fewer walls."""

from hypothesis import given
from hypothesis import strategies as st

from game_engine.bots.sight import Coming, faster, pace, reads, sent, zone
from game_engine.flight import Flight
from game_engine.rulesets import DEFAULT

LOW, HIGH = 10_000, 890_000
UNIT = DEFAULT.subunits


@given(
    slot=st.integers(0, 1), y=st.integers(LOW, HIGH), speed=st.integers(3_750, 20_000),
    index=st.integers(-16, 16), share=st.integers(0, 99),
)  # fmt: skip
def test_the_read_intercept_is_within_one_unit_over_random_flights(
    slot: int, y: int, speed: int, index: int, share: int
) -> None:
    flight = Flight.launch(DEFAULT, 500, slot, y, speed, index)
    contact = flight.reaches(DEFAULT.planes[1 - slot])
    seen_at = 500 + (contact - 500) * share // 100
    read = reads(DEFAULT, seen_at, flight.seen(DEFAULT, seen_at), 99)
    assert read.t == contact
    assert abs(read.y - flight.y_at(DEFAULT, contact)) < UNIT
    assert sent(DEFAULT, 500, slot, y, speed, index) == read


def test_who_reads_no_walls_goes_where_the_ball_is_seen_now() -> None:
    straight, steep = (800_000, 450_000, 3_750, 0), (800_000, 450_000, 3_750, 3_750)
    assert reads(DEFAULT, 0, straight, 0) == Coming(171, 450_000)
    assert reads(DEFAULT, 0, steep, 0) == Coming(171, 450_000)
    assert reads(DEFAULT, 0, steep, 1) == Coming(171, 2 * HIGH - 450_000 - 171 * 3_750)


def test_the_pace_of_a_ball_is_seen_within_two_in_a_thousand() -> None:
    for index in range(-16, 17):
        ball = Flight.launch(DEFAULT, 0, 0, 450_000, 6_000, index).seen(DEFAULT, 40)
        assert abs(pace(ball) - 6_000) <= 12


def test_the_ball_gets_faster_up_to_the_cap_and_never_slower() -> None:
    assert faster(DEFAULT, 3_750) == 3_984
    assert faster(DEFAULT, 9_900) == DEFAULT.cap
    assert faster(DEFAULT, 12_000) == 12_000


def test_the_six_zones_share_the_height_from_top_to_bottom() -> None:
    edges = [LOW + 880_000 * number // 6 for number in range(7)]
    assert [zone(DEFAULT, edge + 1) for edge in edges[:-1]] == [0, 1, 2, 3, 4, 5]
    assert (zone(DEFAULT, LOW), zone(DEFAULT, HIGH)) == (0, 5)
