"""A ruleset is data with a hash, and refuses what it cannot play."""

from dataclasses import replace

import pytest

from game_engine import DEFAULT
from game_engine.errors import UnknownRuleset


@pytest.mark.parametrize(
    "change", [{"map": "pillar"}, {"team": 2}, {"items": True}, {"target": 0}, {"win_by": 3}, {"win_by": 0}]
)
def test_what_cannot_be_played_is_refused_not_ignored(change: dict[str, object]) -> None:
    with pytest.raises(UnknownRuleset):
        replace(DEFAULT, **change)


def test_the_hash_covers_every_field() -> None:
    changed = {"win_by": 1, "id": "x", "cos": (*DEFAULT.cos[:-1], 2049)}
    shas = {replace(DEFAULT, **{name: value}).sha() for name, value in changed.items()} | {DEFAULT.sha()}
    assert len(shas) == 4
    assert all(len(sha) == 64 for sha in shas)


def test_two_serves_each_and_one_each_from_ten_all() -> None:
    servers = [DEFAULT.server(0, played) for played in range(25)]
    assert servers == [0, 0, 1, 1] * 5 + [0, 1, 0, 1, 0]


def test_the_other_side_may_serve_first_and_short_presets_rotate_alike() -> None:
    five = replace(DEFAULT, target=5)
    assert [five.server(1, played) for played in range(12)] == [1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0]


@pytest.mark.parametrize(
    ("own", "other", "won"), [(11, 9, True), (11, 10, False), (12, 10, True), (10, 0, False), (13, 12, False)]
)
def test_a_match_is_won_by_two(own: int, other: int, won: bool) -> None:
    assert DEFAULT.wins(own, other) is won


def test_a_match_may_be_won_by_one() -> None:
    assert replace(DEFAULT, win_by=1).wins(11, 10)
