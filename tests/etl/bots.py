"""Matches of the house bots as the outbox would hand them over: real play, from the same planner that people meet."""

import random
import uuid
from collections.abc import Iterator
from itertools import count

from etl.sources import Record
from game_engine.bots.roster import ROSTER, Bot
from game_engine.bots.sparring import spar
from game_engine.codec import Config, Header, Log, Player
from game_engine.rulesets import DEFAULT, Ruleset
from tests.etl.matches import record


def bot_records(rules: Ruleset = DEFAULT) -> Iterator[Record]:
    """One match after another, each between two seeded bots of the roster."""
    return (bot_record(seed, rules) for seed in count(1))


def bot_record(seed: int, rules: Ruleset) -> Record:
    """The match of this seed; the same bytes every time."""
    left, right = random.Random(seed).sample(list(ROSTER.values()), 2)
    bout = spar(left, right, seed, rules, seed % 2)
    header = Header(
        match=str(uuid.UUID(int=(0x0190 << 112) + seed)),
        rules=rules.version,
        ruleset=rules.id,
        rules_sha=rules.sha(),
        started_at=f"2026-11-{1 + seed // 100 % 28:02}T12:{seed % 60:02}:00+00:00",
        mode="bot",
        cfg=Config(rules.map, rules.target, rules.win_by == 2, rules.team, seed % 2, rules.items),
        players=(_player(0, left, seed), _player(1, right, seed)),
    )
    return record(seed, Log(header, bout.entries, bout.events))


def _player(slot: int, bot: Bot, seed: int) -> Player:
    return Player(slot, str(uuid.uuid5(uuid.NAMESPACE_OID, bot.slug)), "ai", f"L{bot.level}", bot.slug, seed)
