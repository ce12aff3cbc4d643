"""Contrasts against the same sums made by a plain loop."""

import pytest

from dashboards.contrasts import SPLITS, contrasts
from dashboards.dimensions import DIMENSIONS
from dashboards.filters import Filters
from tests.dashboards import counting
from tests.dashboards.invented import PLAYERS

ME = PLAYERS[6]


def by_hand(balls, band):
    """delta and variance of one band, match by match."""
    matches = {row["match_id"] for row in balls}
    inside = [row for row in balls if row["landing_zone"] == band]
    own = sum(row["made"] - row["px"] for row in inside) / len(inside)
    whole = sum(row["made"] - row["px"] for row in balls) / len(balls)
    squares = 0.0
    for match in matches:
        there = [row for row in inside if row["match_id"] == match]
        every = [row for row in balls if row["match_id"] == match]
        a = sum(row["made"] - row["px"] - own for row in there) / len(inside)
        b = sum(row["made"] - row["px"] - whole for row in every) / len(balls)
        squares += (a - b) ** 2
    floor = sum(row["px"] * (1 - row["px"]) for row in inside) / len(inside) ** 2
    return 100 * (own - whole), 1e4 * max(floor, squares * len(matches) / (len(matches) - 1))


@pytest.mark.parametrize("band", range(6))
def test_a_contrast_is_the_band_minus_the_players_own_overall(cursor, band):
    balls = counting.faced(cursor, ME)
    found = next(
        one for one in contrasts(cursor, DIMENSIONS["zone"], Filters()) if (one.player, one.band) == (ME, band)
    )
    delta, variance = by_hand(balls, band)
    assert found.delta == pytest.approx(delta)
    assert found.variance == pytest.approx(variance)
    assert found.n == sum(row["landing_zone"] == band for row in balls)


def test_filters_narrow_the_contrasts_of_everybody(cursor):
    whole = contrasts(cursor, DIMENSIONS["bounces"], Filters())
    less = contrasts(cursor, DIMENSIONS["bounces"], Filters(ruleset="classic-5"))
    assert 0 < sum(one.n for one in less) < sum(one.n for one in whole)


def test_the_splits_of_the_gate_are_zone_speed_and_bounces():
    assert [split.key for split in SPLITS] == ["zone", "speed", "bounces"]
