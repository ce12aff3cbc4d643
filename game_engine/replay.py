"""Replay: the same entries give the same match, event for event, wherever and whenever they are played."""

from collections.abc import Iterable
from dataclasses import dataclass

from game_engine.errors import BadEntry, CorruptLog, MissingEnd, StaleEntry, UnknownRules
from game_engine.events import Event
from game_engine.intents import End, EndReason, Entry
from game_engine.log import Log
from game_engine.match import Match
from game_engine.rulesets import Ruleset, by_hash


@dataclass(frozen=True, slots=True)
class Replay:
    """A whole match played again: where it ended, all its events, and why it ended."""

    match: Match
    events: tuple[Event, ...]
    reason: EndReason


def resume(ruleset: Ruleset, serve0: int, entries: Iterable[Entry]) -> tuple[Match, list[Event]]:
    """The match at its last entry and the events so far, from any prefix of a log: how a crash is survived.

    CorruptLog when the entries are out of order or one is out of range.
    """
    match = Match.start(ruleset, serve0)
    events: list[Event] = []
    apply, extend = match.apply, events.extend
    try:
        for entry in entries:
            new = apply(entry)
            if new:
                extend(new)
    except (StaleEntry, BadEntry) as error:
        raise CorruptLog(f"the entries do not play: {error}") from None
    return match, events


def replay(ruleset: Ruleset, serve0: int, entries: Iterable[Entry]) -> Replay:
    """Play a whole match again.

    MissingEnd when the last entry is not the end marker, CorruptLog when an end marker stands elsewhere, the
    entries do not play, or the marker's reason is not what the rules found.
    """
    entries = tuple(entries)
    if not entries or not isinstance(last := entries[-1], End):
        raise MissingEnd("the last entry is not the end marker")
    if sum(isinstance(entry, End) for entry in entries) > 1:
        raise CorruptLog("there is an end marker before the last entry")
    match, events = resume(ruleset, serve0, entries)
    if match.reason is not last.reason:
        raise CorruptLog(f"the end marker says {last.reason.name}, the rules say {match.reason!r}")
    return Replay(match, tuple(events), last.reason)


def replay_log(log: Log) -> Replay:
    """Play a log again by the rules its header names; as `replay`, and UnknownRules when they are not known.

    The caller compares `events` with the log's own: they are equal unless one of the two was tampered with.
    """
    ruleset = by_hash(log.header.rules_sha)
    if ruleset.id != log.header.ruleset or log.header.cfg.serve0 not in (0, 1):
        raise UnknownRules(f"{log.header.ruleset!r} is not the ruleset of that hash")
    return replay(ruleset, log.header.cfg.serve0, log.entries)
