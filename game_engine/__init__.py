"""The rules of Rallyboard's Pong: pure, deterministic, driven by events, in whole numbers.

    from game_engine import DEFAULT, Key, Match, Serve

    match = Match.start(DEFAULT)
    match.apply(Key(t=100, slot=0, key=1))      # hold "down" from tick 101 on
    match.apply(Serve(t=300, slot=0))           # -> [Served(t=300, slot=0, ...)]
    match.advance(900)                          # -> every Hit, Missed, Goal up to tick 900

A match is a value: ruleset, first server and the entries say all of it. Nothing here reads a clock, a file, a
socket or a random number, and nothing outside the standard library is imported. 240 ticks are a second, 1000
sub-units a court unit. `game_engine.replay.replay` plays entries again, `game_engine.codec` writes logs.
"""

from game_engine.events import Event, Goal, Hit, IdleWarning, Missed, Over, Served
from game_engine.intents import (
    End,
    EndReason,
    Entry,
    Key,
    Look,
    Net,
    Pause,
    Resign,
    ResignReason,
    Resume,
    Serve,
)
from game_engine.match import Match, Phase
from game_engine.rulesets import DEFAULT, RULESETS, SUBUNITS, TICKS_PER_SECOND, Ruleset, ruleset

__all__ = [
    "DEFAULT",
    "RULESETS",
    "SUBUNITS",
    "TICKS_PER_SECOND",
    "End",
    "EndReason",
    "Entry",
    "Event",
    "Goal",
    "Hit",
    "IdleWarning",
    "Key",
    "Look",
    "Match",
    "Missed",
    "Net",
    "Over",
    "Pause",
    "Phase",
    "Resign",
    "ResignReason",
    "Resume",
    "Ruleset",
    "Serve",
    "Served",
    "ruleset",
]
