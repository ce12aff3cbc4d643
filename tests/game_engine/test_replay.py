"""Replaying what was played, from the start or from where a crash left it."""

from dataclasses import replace

import pytest

from game_engine import DEFAULT, End, EndReason, Key, Match, Over, Resign
from game_engine.errors import CorruptLog, MissingEnd, UnknownRules
from game_engine.replay import replay, replay_log, resume
from tests.game_engine.logs import random_log


@pytest.mark.parametrize("seed", range(8))
def test_a_log_replays_to_its_own_events(seed: int) -> None:
    log = random_log(seed)
    again = replay_log(log)
    assert again.events == log.events
    assert isinstance(again.events[-1], Over)
    assert again.reason is again.match.reason


def test_a_prefix_is_the_match_as_the_crash_left_it() -> None:
    match, events = resume(DEFAULT, 1, [Key(5, 0, 1), Key(900, 1, -1)])
    assert (match.tick, match.server, len(events)) == (900, 1, 1)
    assert resume(DEFAULT, 1, [])[0].pack() == Match.start(DEFAULT, 1).pack()


def test_a_match_without_its_end_marker_is_not_whole() -> None:
    for entries in ([], [Resign(5, 0)]):
        with pytest.raises(MissingEnd):
            replay(DEFAULT, 0, entries)


def test_an_end_marker_before_the_last_entry_is_corrupt() -> None:
    with pytest.raises(CorruptLog, match="before the last entry"):
        replay(DEFAULT, 0, [End(1, EndReason.VOID), End(2, EndReason.VOID)])


def test_entries_out_of_order_or_range_are_corrupt() -> None:
    for entries in ([Key(9, 0, 1), Key(8, 0, 0)], [Key(9, 0, 5)]):
        with pytest.raises(CorruptLog, match="do not play"):
            resume(DEFAULT, 0, entries)


@pytest.mark.parametrize("reason", [EndReason.SCORE, EndReason.AFK])
def test_an_end_marker_that_disagrees_with_the_rules_is_corrupt(reason: EndReason) -> None:
    with pytest.raises(CorruptLog, match="end marker says"):
        replay(DEFAULT, 0, [Resign(5, 0), End(6, reason)])
    with pytest.raises(CorruptLog, match="end marker says"):
        replay(DEFAULT, 0, [End(6, reason)])


def test_rules_that_are_not_known_or_not_the_stated_ones_are_named() -> None:
    log = random_log(1)
    config = replace(log.header.cfg, serve0=2)
    for change in ({"rules_sha": "0" * 64}, {"ruleset": "classic-99"}, {"cfg": config}):
        with pytest.raises(UnknownRules):
            replay_log(replace(log, header=replace(log.header, **change)))
