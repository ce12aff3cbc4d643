"""One match unrolled: its log replayed by the rules, its rallies and its keys in order of time."""

from dataclasses import dataclass, field
from typing import TypeAlias

from game_engine import Ruleset
from game_engine.events import Event, Goal, Hit, Missed, Over, Served
from game_engine.intents import Key, Net, Resume
from game_engine.log import Log
from game_engine.match import Match
from game_engine.replay import replay
from game_engine.rulesets import by_hash

Contact: TypeAlias = Served | Hit | Missed


@dataclass(slots=True)
class Rally:
    """From a serve to its goal, or to the end of the match that cut it short."""

    no: int
    a: int
    b: int
    contacts: list[Contact] = field(default_factory=list[Contact])
    goal: Goal | None = None


@dataclass(slots=True)
class Tape:
    """A replayed match, with nothing computed yet but its order."""

    log: Log
    rules: Ruleset
    match: Match
    events: list[Event]
    rallies: list[Rally]
    over: Over | None
    keys: tuple[list[Key], list[Key]]
    nets: list[Net]
    paused_ms: int
    faults: list[str]
    """What the log itself got wrong: a replay that does not give the stored events."""


def unroll(log: Log) -> Tape:
    """Replay a log by the rules it names; its own events are only compared, never used."""
    rules = by_hash(log.header.rules_sha)
    played = replay(rules, log.header.cfg.serve0, log.entries)
    events = list(played.events)
    faults = [] if tuple(events) == tuple(log.events) else ["the stored events are not those of the replay"]
    keys: tuple[list[Key], list[Key]] = ([], [])
    for entry in log.entries:
        if isinstance(entry, Key):
            keys[entry.slot].append(entry)
    over = next((event for event in events if isinstance(event, Over)), None)
    nets = [entry for entry in log.entries if isinstance(entry, Net)]
    paused = sum(entry.wall_ms for entry in log.entries if isinstance(entry, Resume))
    return Tape(log, rules, played.match, events, _rallies(events), over, keys, nets, paused, faults)


def _rallies(events: list[Event]) -> list[Rally]:
    rallies: list[Rally] = []
    a = b = 0
    for event in events:
        match event:
            case Served():
                rallies.append(Rally(len(rallies) + 1, a, b, [event]))
            case Hit() | Missed():
                rallies[-1].contacts.append(event)
            case Goal():
                rallies[-1].goal = event
                a, b = event.s0, event.s1
            case _:
                pass
    return rallies
