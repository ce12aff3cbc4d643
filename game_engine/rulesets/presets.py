"""The presets players choose from, and the way back from a log's hash to its rules."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from game_engine.errors import UnknownRules, UnknownRuleset
from game_engine.rulesets import pong1
from game_engine.rulesets.definition import Ruleset

_PRESETS = (
    pong1.preset("classic-5", "Classic to 5", 5),
    pong1.preset("classic-7", "Classic to 7", 7),
    pong1.preset("classic-11", "Classic to 11", 11),
    pong1.preset("classic-21", "Classic to 21", 21),
)

RULESETS: Final[Mapping[str, Ruleset]] = MappingProxyType({preset.id: preset for preset in _PRESETS})
"""The rulesets offered for new matches, by id."""

DEFAULT: Final = RULESETS["classic-11"]

# Retired rules stay here for ever, so that old logs replay.
_BY_HASH: Final = {preset.sha(): preset for preset in _PRESETS}


def ruleset(id_: str) -> Ruleset:
    """The ruleset offered under this id; raises UnknownRuleset."""
    try:
        return RULESETS[id_]
    except KeyError:
        raise UnknownRuleset(f"there is no ruleset {id_!r}; known: {', '.join(RULESETS)}") from None


def by_hash(sha: str) -> Ruleset:
    """The rules with this hash, offered or retired; raises UnknownRules."""
    try:
        return _BY_HASH[sha]
    except KeyError:
        raise UnknownRules(f"no rules with the hash {sha!r} are known to this engine") from None
