"""The presets, found by id and by hash."""

import pytest

from game_engine import DEFAULT, RULESETS, ruleset
from game_engine.errors import UnknownRules, UnknownRuleset
from game_engine.rulesets import by_hash


def test_four_presets_are_offered_and_eleven_is_the_default() -> None:
    assert {id_: rules.target for id_, rules in RULESETS.items()} == {
        "classic-5": 5,
        "classic-7": 7,
        "classic-11": 11,
        "classic-21": 21,
    }
    assert DEFAULT is ruleset("classic-11")
    assert all(rules.win_by == 2 for rules in RULESETS.values())


def test_an_unknown_id_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownRuleset, match=r"no ruleset 'arcade'; known: classic-5"):
        ruleset("arcade")


def test_rules_are_found_again_by_the_hash_in_a_log() -> None:
    assert all(by_hash(rules.sha()) is rules for rules in RULESETS.values())
    with pytest.raises(UnknownRules):
        by_hash("0" * 64)
