"""A bot in a seat: one look a second, keys through the room like everybody's, the same plan after a crash."""

from itertools import pairwise

from game_engine import Key, Look, Match, ruleset
from game_engine.bots.roster import ROSTER
from game_engine.intents import Entry
from rallyboard.arena.league import play_out
from rallyboard.arena.pilot import Pilot
from rallyboard.arena.room import Room

RULES = ruleset("classic-5")


def pilots() -> list[Pilot]:
    return [Pilot("comet", 0, RULES, 11), Pilot("falcon", 1, RULES, 12)]


def test_a_bot_looks_at_most_once_a_second() -> None:
    room = Room.start(RULES)
    play_out(room, pilots(), lambda _: None)
    for slot in (0, 1):
        looks = [entry.t for entry in room.entries if isinstance(entry, Look) and entry.slot == slot]
        assert len(looks) > 20
        assert all(later - earlier >= 240 for earlier, later in pairwise(looks))


def test_the_same_seeds_play_the_same_match() -> None:
    logs = []
    for _ in range(2):
        room = Room.start(RULES)
        play_out(room, pilots(), lambda _: None)
        logs.append(room.entries)
    assert logs[0] == logs[1]


def test_every_key_of_a_bot_changes_something_and_is_stamped_when_it_acts() -> None:
    room = Room.start(RULES)
    play_out(room, pilots(), lambda _: None)
    held = [0, 0]
    for entry in room.entries:
        if isinstance(entry, Key):
            assert entry.key != held[entry.slot]
            assert entry.t == entry.arr == entry.claim
            held[entry.slot] = entry.key


def test_after_a_crash_a_bot_goes_on_with_the_plan_it_had() -> None:
    entered: list[Entry] = []
    whole = Room.start(RULES)
    play_out(whole, pilots(), entered.append)
    for stop in (len(entered) // 3, len(entered) // 2):
        tick = entered[stop].t
        before = [entry for entry in entered if entry.t <= tick]
        room, crew = Room.restore(RULES, 0, before, tick), pilots()
        for pilot in crew:
            pilot.remember(Match.start(RULES), room.entries)
            pilot.forget_before(tick)
        play_out(room, crew, lambda _: None)
        assert room.entries == whole.entries


def test_the_roster_can_play_every_seat() -> None:
    for slug in list(ROSTER)[::9]:
        room = Room.start(RULES)
        play_out(room, [Pilot(slug, 0, RULES, 1), Pilot(slug, 1, RULES, 1)], lambda _: None)
        assert room.over is not None
