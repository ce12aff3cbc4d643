"""Whole logs for tests, made of random matches."""

from game_engine.codec import Config, Header, Log, Player
from game_engine.replay import replay
from tests.game_engine.matches import Script, random_match

PLAYERS = (
    Player(0, "6f0a4c1e-0b3f-4a57-9d37-0d5a2a7f8a11", "guest"),
    Player(1, "0d1f8c55-6a70-4f0e-8a5b-4f9a0f7c2b22", "ai", "L3", "nova", 77),
)


def log_of(script: Script) -> Log:
    """The log that the arena would write of this match."""
    rules = script.ruleset
    config = Config(rules.map, rules.target, rules.win_by == 2, rules.team, script.serve0, rules.items)
    header = Header(
        "018f3b52-7c1a-7e4e-9a53-2f4a8e0c9d10",
        rules.version,
        rules.id,
        rules.sha(),
        "2026-03-01T12:00:00Z",
        "bot",
        config,
        PLAYERS,
    )
    return Log(header, script.entries, replay(rules, script.serve0, script.entries).events)


def random_log(seed: int) -> Log:
    """The log of the random match of this seed."""
    return log_of(random_match(seed))
