"""Sparring leaves the log of a real match: it replays, it repeats, and it can be audited from outside."""

import itertools
from collections.abc import Iterator

import pytest

from game_engine.bots.planner import Brain, Press
from game_engine.bots.plans import Plan
from game_engine.bots.roster import ROSTER, bot
from game_engine.bots.sparring import Bout, Corner, bout, spar
from game_engine.intents import EndReason, Entry, Key, Look, Serve
from game_engine.match import Match
from game_engine.replay import replay
from game_engine.rulesets import DEFAULT, ruleset
from game_engine.views import SECOND, once_per_second

SHORT = ruleset("classic-5")


@pytest.fixture(scope="module")
def match() -> Bout:
    return spar(bot("scout"), bot("sibyl"), 2024)


def test_a_match_ends_by_its_score_and_replays_to_the_same_events(match: Bout) -> None:
    again = replay(DEFAULT, 0, match.entries)
    assert (again.events, again.match.digest()) == (match.events, match.match.digest())
    assert again.reason is EndReason.SCORE


def test_the_same_seed_gives_the_same_match_entry_for_entry(match: Bout) -> None:
    assert spar(bot("scout"), bot("sibyl"), 2024).entries == match.entries
    assert spar(bot("scout"), bot("sibyl"), 2025).entries != match.entries


def test_every_bot_of_the_house_plays_a_match_to_the_end() -> None:
    slugs = list(ROSTER)
    for number, slug in enumerate(slugs):
        played = spar(bot(slug), bot(slugs[number - 7]), number, SHORT, serve0=number % 2)
        assert played.match.reason is EndReason.SCORE, slug
        assert max(played.match.scores) >= 5


def test_nobody_ever_looks_twice_within_a_second(match: Bout) -> None:
    for slot in (0, 1):
        looks = [entry.t for entry in match.entries if isinstance(entry, Look) and entry.slot == slot]
        assert len(looks) > 40
        assert {later - earlier for earlier, later in itertools.pairwise(looks)} == {SECOND}


def test_what_was_seen_is_what_the_log_says_was_seen(match: Bout) -> None:
    again = Match.start(DEFAULT)
    for entry in match.entries:
        again.apply(entry)
        if isinstance(entry, Look):
            assert once_per_second(again, entry.slot, entry.t).digest == entry.view


def test_an_auditor_with_the_seed_finds_every_key_inside_its_plan(match: Bout) -> None:
    """The brain is asked again with the views that the log proves; nothing may be done that it did not plan."""
    brains = [Brain(bot(slug), slot, DEFAULT, 2024) for slot, slug in enumerate(("scout", "sibyl"))]
    plans = [Plan((), brain.first_look()) for brain in brains]
    again, done = Match.start(DEFAULT), 0
    for entry in match.entries:
        if isinstance(entry, Look):
            assert entry.t == plans[entry.slot].next_look
            again.advance(entry.t)
            plans[entry.slot] = brains[entry.slot].look(once_per_second(again, entry.slot, entry.t))
        elif isinstance(entry, Key | Serve):
            assert entry in set(entries_of(plans[entry.slot], entry.slot))
            done += 1
        again.apply(entry)
    assert done > 200


def entries_of(plan: Plan, slot: int) -> Iterator[Entry]:
    for action in plan.actions:
        t = action.t
        yield Key(t, slot, action.key, t, t) if isinstance(action, Press) else Serve(t, slot, t, t)


def test_a_bots_paddle_is_never_faster_than_a_players(match: Bout) -> None:
    again = Match.start(DEFAULT)
    last = [(0, again.paddle_y(slot)) for slot in (0, 1)]
    for entry in match.entries:
        again.apply(entry)
        for slot in (0, 1):
            tick, y = last[slot]
            assert abs(again.paddle_y(slot) - y) <= DEFAULT.paddle_speed * (entry.t - tick)
            last[slot] = (entry.t, again.paddle_y(slot))


def test_a_bot_against_itself_is_a_fair_fight_too() -> None:
    corners = [Corner(slot, Brain(bot("atlas"), slot, SHORT, 11)) for slot in (0, 1)]
    assert bout(corners, SHORT, serve0=1).match.reason is EndReason.SCORE
