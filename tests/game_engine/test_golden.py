"""Ten thousand golden rallies still end as they did, and one changed constant would be noticed.

The traces of a released version are never regenerated: every stored match must replay for ever.
"""

import gzip
import json
from dataclasses import fields, replace
from functools import cache
from typing import Any

import pytest

from game_engine import DEFAULT, RULESETS, Entry, Event, Match, Ruleset
from game_engine.jsonl import from_jsonl
from game_engine.log import header_dict
from tests.game_engine.golden.generate import FILE, RALLIES, trace
from tests.game_engine.logs import random_log

SILENT = {"id", "version", "name", "map", "team", "items", "subunits", "ticks_per_second"}
"""Fields that name or describe; no rule computes with them."""
ONES = [field.name for field in fields(Ruleset) if field.name not in SILENT and field.type in ("int", int)]
TABLES = [(name, place) for name in ("planes", "cos", "sin") for place in range(len(getattr(DEFAULT, name)))]
HEADER = json.dumps(header_dict(random_log(0).header))


@cache
def traces() -> list[dict[str, Any]]:
    with gzip.open(FILE, "rt") as file:
        return [json.loads(line) for line in file]


@cache
def played(place: int) -> tuple[tuple[Entry, ...], tuple[Event, ...]]:
    """The entries of a trace, and the events it says they have."""
    line = traces()[place]
    stamped = [[*entry, 0, 0] if entry[1] in ("d", "s") else entry for entry in line["entries"]]
    text = "\n".join([HEADER, *(json.dumps(value) for value in [*line["events"], *stamped])])
    log = from_jsonl(text)
    return log.entries, log.events


def agrees(place: int, rules: Ruleset) -> bool:
    """Whether these rules play a trace event for event and state for state, stopping at the first difference."""
    entries, expected = played(place)
    match, done = Match.start(rules, traces()[place]["serve0"]), 0
    digests = dict(traces()[place]["digests"])
    for at, entry in enumerate(entries):
        events = match.apply(entry)
        if tuple(events) != expected[done : done + len(events)] or (at in digests and digests[at] != match.digest()):
            return False
        done += len(events)
    return done == len(expected)


def test_the_traces_hold_the_promised_rallies() -> None:
    goals = sum(event[1] == "gl" for line in traces() for event in line["events"])
    assert goals >= RALLIES
    assert FILE.stat().st_size < 3_000_000


@pytest.mark.parametrize("part", range(8))
def test_every_trace_plays_to_its_events_and_states(part: int) -> None:
    for place in range(part, len(traces()), 8):
        assert agrees(place, RULESETS[traces()[place]["ruleset"]]), f"seed {traces()[place]['seed']}"


@pytest.mark.parametrize("place", range(0, 600, 60))
def test_the_packed_states_and_the_end_are_those_of_the_trace(place: int) -> None:
    line, packed = traces()[place], dict(traces()[place]["packed"])
    match = Match.start(RULESETS[line["ruleset"]], line["serve0"])
    for at, entry in enumerate(played(place)[0]):
        match.apply(entry)
        assert at not in packed or match.pack() == packed[at]
    assert match.reason is not None
    assert [-1 if match.winner is None else match.winner, match.reason.value, match.digest()] == line["final"]


def test_the_generator_still_writes_these_traces() -> None:
    for seed in (0, 17, 300):
        assert json.loads(json.dumps(trace(seed)[0])) == traces()[seed]


def first_difference(**change: object) -> int | None:
    for place, line in enumerate(traces()):
        if not agrees(place, replace(RULESETS[line["ruleset"]], **change)):
            return place
    return None


@pytest.mark.parametrize("name", ONES)
def test_one_changed_number_fails_the_traces(name: str) -> None:
    change = {"win_by": 1} if name == "win_by" else {name: getattr(DEFAULT, name) + 1}
    if name == "target":
        change = {name: 6}
    assert first_difference(**change) is not None


@pytest.mark.parametrize(("name", "place"), TABLES)
def test_one_changed_table_entry_fails_the_traces(name: str, place: int) -> None:
    table = list(getattr(DEFAULT, name))
    table[place] += 1
    assert first_difference(**{name: tuple(table)}) is not None
