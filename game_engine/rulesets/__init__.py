"""Rulesets: what a match is played by, as data with an id and a hash.

A new preset is one line in `presets`; new physics is a new version beside `pong1`, because every log ever
written must still replay.
"""

from game_engine.rulesets.definition import Ruleset
from game_engine.rulesets.pong1 import SUBUNITS, TICKS_PER_SECOND
from game_engine.rulesets.presets import DEFAULT, RULESETS, by_hash, ruleset

__all__ = ["DEFAULT", "RULESETS", "SUBUNITS", "TICKS_PER_SECOND", "Ruleset", "by_hash", "ruleset"]
