"""Blocks and halves of a player's matches."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboards import sentences, trends
from dashboards.listings import Played

START = datetime(2026, 1, 1, tzinfo=UTC)


def matches(count, pts=5, against=5):
    return [
        Played(str(at), START + timedelta(days=at), "classic-5", "o", True, pts, against, 20, 0.5)
        for at in range(count)
    ]


@pytest.mark.parametrize(("count", "blocks"), [(1, 1), (9, 1), (10, 2), (60, 12), (500, 12)])
def test_blocks_are_at_most_twelve_and_of_at_least_five(count, blocks):
    cut = trends.blocks(matches(count))
    assert len(cut) == blocks
    assert [each for block in cut for each in block] == matches(count)
    assert max(map(len, cut)) - min(map(len, cut)) <= 1


def test_no_matches_are_no_blocks():
    assert trends.blocks([]) == []


def test_ten_matches_are_needed_to_compare_halves():
    assert trends.change([(1.0, 10.0)] * 9) is None
    assert trends.change([(1.0, 10.0)] * 9 + [(0.0, 0.0)]) is None


def test_a_clear_rise_is_said_with_its_interval():
    parts = [(4 + at % 2, 10.0) for at in range(10)] + [(7 + at % 2, 10.0) for at in range(10)]
    found = trends.change(parts)
    assert found is not None
    assert found.value == pytest.approx(30)
    assert found.clear
    assert sentences.changed(found, "points won", "points").startswith("points won went up by 30.0 from the first")


def test_noise_is_said_to_be_no_clear_change():
    found = trends.change([(at * 7 % 11, 10.0) for at in range(20)])
    assert found is not None
    assert not found.clear
    assert "no clear change" in sentences.changed(found, "points won", "points")
