"""Real matches for the boards' tests: house bots of several levels spar, and the ETL loads their logs."""

import uuid
from pathlib import Path

from etl.pipeline import Pipeline
from etl.sources import ListSource, Record
from etl.warehouse import Warehouse
from game_engine.bots.roster import ROSTER, Bot
from game_engine.bots.sparring import spar
from game_engine.codec import Config, Header, Log, Player, encode
from game_engine.rulesets import RULESETS

COUNT = 60
SEATED = [bot for level in (1, 2, 3, 4, 5) for bot in [each for each in ROSTER.values() if each.level == level][:3]]
KEYS = {bot.slug: str(uuid.uuid5(uuid.NAMESPACE_DNS, bot.slug)) for bot in SEATED}
NAMES = {KEYS[bot.slug]: bot.name for bot in SEATED}


def pairing(seed: int) -> tuple[Bot, Bot]:
    left = seed % len(SEATED)
    right = (left + 1 + seed // len(SEATED) % 4) % len(SEATED)
    return SEATED[left], SEATED[right]


def match_id(seed: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"bout {seed}"))


def record(seed: int) -> Record:
    rules = RULESETS["classic-11" if seed % 5 == 0 else "classic-5"]
    left, right = pairing(seed)
    bout = spar(left, right, seed, rules, seed % 2)
    players = tuple(
        Player(slot, KEYS[bot.slug], "ai", f"L{bot.level}", bot.slug, seed) for slot, bot in enumerate((left, right))
    )
    header = Header(
        match=match_id(seed), rules=rules.version, ruleset=rules.id, rules_sha=rules.sha(), mode="league",
        started_at=f"2026-10-{1 + seed // 3:02}T12:{seed % 60:02}:00+00:00",
        cfg=Config(rules.map, rules.target, rules.win_by == 2, rules.team, seed % 2, rules.items), players=players,
    )  # fmt: skip
    s0, s1 = bout.match.scores
    return Record(
        seed + 1, header.match, encode(Log(header, bout.entries, bout.events)), None, s0, s1, bout.match.winner
    )


def sparred(folder: Path) -> Warehouse:
    """A warehouse of sixty such matches, xSave fitted on the first fifty."""
    warehouse = Warehouse(folder / "boards.duckdb")
    for _ in Pipeline(warehouse, ListSource([record(seed) for seed in range(COUNT)])).run():
        pass
    return warehouse
