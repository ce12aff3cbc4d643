"""Simulated matches for the ETL's tests: seeded players who react late and aim badly, played by the real engine."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, replace

from etl.sources import Record
from game_engine.codec import Config, Header, Log, Player, encode
from game_engine.events import Event, Goal, Hit, Missed, Over, Served
from game_engine.intents import End, EndReason, Entry, Key, Net, Resign, Serve, order
from game_engine.match import Match, Phase
from game_engine.rulesets import RULESETS, Ruleset

Plan = list[tuple[int, int, Entry]]


@dataclass(frozen=True)
class Skill:
    """How a simulated player plays: ms of delay, spread of the aim in sub-units, share of balls he sleeps through."""

    delay: int = 60
    spread: int = 50_000
    lapse: float = 0.05


def play(seed: int, rules: Ruleset = RULESETS["classic-5"], skills: tuple[Skill, Skill] = (Skill(), Skill())) -> Log:
    """One whole match between two seeded players."""
    dice = random.Random(seed)
    match = Match.start(rules, seed % 2)
    entries: list[Entry] = [Net(0, 0, 20 + seed % 30, 3), Net(0, 1, 35, 4)]
    events: list[Event] = []
    plan: Plan = []
    while match.winner is None:
        due = match.next_event()
        assert due is not None
        if plan and plan[0][0] < due:
            entry = plan.pop(0)[2]
            entries.append(entry)
            fresh = match.apply(entry)
        else:
            fresh = match.advance(due)
        events += fresh
        plan = _replan(match, fresh, plan, dice, skills)
    entries = sorted([*entries, End(match.tick, EndReason.SCORE)], key=order)
    return Log(header(seed, rules), tuple(entries), tuple(events))


def header(seed: int, rules: Ruleset) -> Header:
    """A header with ids made from the seed; twenty players meet each other."""
    players = (_player(0, seed % 20), _player(1, (seed // 20 + seed + 7) % 20 + 20))
    return Header(
        match=str(uuid.UUID(int=(0x0190 << 112) + seed)),
        rules=rules.version,
        ruleset=rules.id,
        rules_sha=rules.sha(),
        started_at=f"2026-11-{1 + seed // 100 % 28:02}T12:{seed % 60:02}:00+00:00",
        mode="bot" if seed % 3 else "casual",
        cfg=Config(rules.map, rules.target, rules.win_by == 2, rules.team, seed % 2, rules.items),
        players=players,
    )


def record(seq: int, log: Log) -> Record:
    """The log as the outbox would hand it over."""
    over = log.events[-1]
    assert isinstance(over, Over)
    goals = [event for event in log.events if isinstance(event, Goal)]
    s0, s1 = (sum(goal.winner == slot for goal in goals) for slot in (0, 1))
    return Record(seq, log.header.match, encode(log), None, s0, s1, None if over.winner < 0 else over.winner)


def records(count: int, rules: Ruleset = RULESETS["classic-5"], first: int = 1) -> list[Record]:
    """The records of so many matches between players of every skill."""
    return [record(seed, play(seed, rules, skills(seed))) for seed in range(first, first + count)]


def skills(seed: int) -> tuple[Skill, Skill]:
    """A pair of skills, weak to strong."""
    return _skill(seed), _skill(3 * seed)


def _skill(seed: int) -> Skill:
    return Skill(30 + 20 * (seed % 5), 15_000 + 12_000 * (seed % 6), 0.02 * (seed % 4))


def resigned(log: Log, at: int) -> Log:
    """The same match, given up by slot 0 at a tick."""
    rules, serve0 = RULESETS[log.header.ruleset], log.header.cfg.serve0
    match, events = Match.start(rules, serve0), list[Event]()
    kept = [entry for entry in log.entries if entry.t < at and not isinstance(entry, End)]
    for entry in [*kept, Resign(at, 0), End(at + 1, EndReason.RESIGN)]:
        events += match.apply(entry)
    return replace(log, entries=(*kept, Resign(at, 0), End(at + 1, EndReason.RESIGN)), events=tuple(events))


def _player(slot: int, number: int) -> Player:
    key = str(uuid.uuid5(uuid.NAMESPACE_OID, f"player {number}"))
    level = number % 5 + 1
    return Player(slot, key, "ai", f"L{level}", f"bot-{number}", number) if number % 2 else Player(slot, key, "guest")


def _replan(match: Match, fresh: list[Event], plan: Plan, dice: random.Random, both: tuple[Skill, Skill]) -> Plan:
    now = match.tick
    struck = next((event for event in fresh if isinstance(event, Served | Hit)), None)
    if struck is None:
        return plan if match.phase is not Phase.SERVE or plan else _serve(match, now, dice)
    receiver = 1 - struck.slot
    return _chase(match, receiver, now, dice, both[receiver])


def _serve(match: Match, now: int, dice: random.Random) -> Plan:
    at = now + dice.randint(245, 500)
    way = dice.choice((-1, 0, 1))
    key = Key(at - 5, match.server, way, at - 3, at - 5)
    return [(at - 5, 0, key), (at, 1, Serve(at, match.server, at, at))]


def _chase(match: Match, slot: int, now: int, dice: random.Random, skill: Skill) -> Plan:
    """Key presses that bring the paddle to where the ball comes down, late and not quite."""
    if dice.random() < skill.lapse:
        return []
    ahead = match.clone()
    landing = next(event for event in ahead.advance(ahead.next_event() or now) if isinstance(event, Hit | Missed))
    goal = landing.y + int(dice.gauss(0, skill.spread))
    start = now + max(1, int(dice.gauss(skill.delay, 15)))
    way = goal - match.paddle_y(slot)
    key = 1 if way > 0 else -1
    stop = start + max(2, abs(way) // match.ruleset.paddle_speed)
    guess = Key(start, slot, -key if dice.random() < 0.1 else key, start + 4, start)
    fixed = Key(start + 12, slot, key, start + 14, start + 12)
    return [(start, 0, guess), (start + 12, 1, fixed), (stop + 12, 2, Key(stop + 12, slot, 0, stop + 13, stop + 12))]
