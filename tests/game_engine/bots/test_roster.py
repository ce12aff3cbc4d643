"""The house league is large enough for percentiles, and every bot is somebody of its own."""

import re
from collections import Counter

import pytest

from game_engine.bots.levels import LEVELS
from game_engine.bots.personality import ZONES
from game_engine.bots.roster import ROSTER, UnknownBot, bot


def test_the_house_has_at_least_forty_bots_and_as_many_at_each_level() -> None:
    assert len(ROSTER) >= 40
    assert set(Counter(bot.level for bot in ROSTER.values()).values()) == {len(ROSTER) // 5}


def test_names_slugs_mottos_and_characters_are_unique() -> None:
    assert len({bot.slug for bot in ROSTER.values()}) == len({bot.name for bot in ROSTER.values()}) == len(ROSTER)
    assert len({bot.motto for bot in ROSTER.values()}) == len(ROSTER)
    assert len({(bot.level, bot.personality) for bot in ROSTER.values()}) == len(ROSTER)
    assert all(re.fullmatch(r"[a-z]{3,12}", bot.slug) for bot in ROSTER.values())


def test_every_bot_tells_about_itself_in_short_whole_sentences() -> None:
    for one in ROSTER.values():
        assert re.fullmatch(r"[A-Z][^<>&]{20,200}\.", one.about), one.about
        assert "  " not in one.about


def test_knobs_stay_within_reason() -> None:
    for one in ROSTER.values():
        knobs = one.personality
        assert 75 <= knobs.react <= 125
        assert 60 <= knobs.aim <= 140
        assert abs(knobs.home) <= 80
        assert all(0 <= zone < ZONES for zone in (*knobs.weak, knobs.target or 0))


def test_only_bots_that_can_aim_claim_to_have_a_favourite_zone() -> None:
    assert all(one.level >= 3 for one in ROSTER.values() if one.personality.target is not None)


def test_the_first_bot_of_each_level_is_its_level_exactly() -> None:
    first = {level: next(bot for bot in ROSTER.values() if bot.level == level) for level in LEVELS}
    assert {one.about.split(". ")[-1] for one in first.values()} == {"Plays its level by the book."}


def test_a_bot_is_found_by_its_slug_and_a_stranger_is_refused() -> None:
    assert bot("comet").abilities.name == "Regular"
    with pytest.raises(UnknownBot, match="hal9000"):
        bot("hal9000")
