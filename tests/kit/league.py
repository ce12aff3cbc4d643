"""Real bot matches as the outbox would hand them over: seeded, fast, no column empty."""

import uuid
from datetime import UTC, datetime, timedelta
from functools import cache

from etl.sources import Record
from game_engine import RULESETS, Key, Match
from game_engine.bots.roster import ROSTER
from game_engine.bots.sparring import spar
from game_engine.codec import Config, Header, Log, Player, encode
from game_engine.intents import Entry, Net, Resume, order
from game_engine.replay import replay

START = datetime(2026, 11, 1, 12, tzinfo=UTC)


@cache
def league(matches: int, bots: int = 12) -> tuple[Record, ...]:
    """So many matches among the bots of all levels; the same call gives the same records."""
    return tuple(record(seq, bots) for seq in range(1, matches + 1))


def record(seq: int, bots: int = 12) -> Record:
    """Match number `seq`: who plays whom, under which preset and when follow from the number."""
    left = seq % bots
    right = (left + 1 + (seq // bots) % (bots - 1)) % bots
    rules = tuple(RULESETS.values())[seq % 3]
    names = tuple(ROSTER.values())[:: len(ROSTER) // bots]
    bout = spar(names[left], names[right], seq, rules, seq % 2)
    entries = tuple(sorted([*_restamped(bout.entries), *_samples(seq, bout.match)], key=order))
    played = replay(rules, seq % 2, entries)
    players = tuple(
        Player(
            slot, str(uuid.uuid5(uuid.NAMESPACE_URL, names[at].slug)), "ai", f"L{names[at].level}", names[at].slug, seq
        )
        for slot, at in enumerate((left, right))
    )
    header = Header(
        match=str(uuid.UUID(int=(0x019 << 116) + seq)),
        rules=rules.version,
        ruleset=rules.id,
        rules_sha=rules.sha(),
        started_at=(START + timedelta(hours=7 * seq)).isoformat(),
        mode="league",
        cfg=Config(rules.map, rules.target, rules.win_by == 2, rules.team, seq % 2, rules.items),
        players=players,
    )
    match = played.match
    data = encode(Log(header, entries, tuple(played.events)))
    return Record(seq, header.match, data, match.digest(), *match.scores, match.winner)


def _restamped(entries: tuple[Entry, ...]) -> list[Entry]:
    """Some keys arrived late and were honoured where they were claimed, some at another tick: audit columns only."""
    changed: list[Entry] = []
    for number, entry in enumerate(entries):
        late = isinstance(entry, Key) and number % 7 == 0
        changed.append(Key(entry.t, entry.slot, entry.key, entry.t + 9, entry.t - 3) if late else entry)
    return changed


def _samples(seq: int, match: Match) -> list[Entry]:
    """A sample of each seat's connection every five seconds, and one pause of 1.5 s between two points."""
    nets: list[Entry] = [
        Net(t, slot, 20 + (seq + t // 1200) % 40 + slot, 2) for t in range(1, match.tick, 1200) for slot in (0, 1)
    ]
    return [*nets, Resume(1, 1500)]
