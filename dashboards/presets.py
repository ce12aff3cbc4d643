"""Presets: questions with a name, ready to be asked. The boards are made of them, an explorer may start from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboards.dimensions import DIMENSIONS, Dimension
from dashboards.filters import Filters
from dashboards.metrics import METRICS, Metric
from dashboards.questions import Question


@dataclass(frozen=True, slots=True)
class Preset:
    """A metric and its splits, under the question a player would ask."""

    key: str
    name: str
    metric: Metric
    by: tuple[Dimension, ...]

    def mine(self, player: str, filters: Filters) -> Question:
        """The question about one player."""
        return Question(self.metric, self.by, player=player, filters=filters)

    def others(self, player: str, filters: Filters) -> Question:
        """The same about all other players together, on the same rules and dates; a mark without an interval."""
        return Question(self.metric, self.by, not_player=player, filters=filters.for_peers(), bare=True)


def _preset(key: str, name: str, metric: str, *by: str) -> Preset:
    return Preset(key, name, METRICS[metric], tuple(DIMENSIONS[each] for each in by))


_ENTRIES = (
    _preset("save-map", "Which balls beat me?", "M6", "zone", "speed"),
    _preset("save-curve", "Do I miss for lack of time, or with time enough?", "M5", "spare"),
    _preset("bounces", "Do I read the walls?", "M6", "bounces"),
    _preset("errors", "Which easy balls do I miss?", "M7", "zone"),
    _preset("reaction", "When do I react late?", "M13", "need"),
    _preset("reaction-spread", "How even are my reactions?", "M13", "reaction"),
    _preset("lengths", "Do I win short rallies or long ones?", "M22", "length"),
    _preset("serving", "Does my serve help me?", "M1", "serving"),
    _preset("serves", "Which serve goes untouched?", "M25", "served"),
    _preset("contacts", "Where on the paddle do I hit it?", "M19", "offset"),
    _preset("pressure", "Which contacts make hard shots?", "M9", "offset"),
    _preset("placement", "Am I predictable?", "M21", "struck", "placed"),
    _preset("targets", "Where do my shots hurt?", "M21", "placed"),
    _preset("rivals", "Whom do I beat?", "M1", "opponent"),
)

PRESETS: Mapping[str, Preset] = MappingProxyType({entry.key: entry for entry in _ENTRIES})

STRIP = tuple(METRICS[key] for key in ("M1", "M5", "M6", "M7", "M8", "M9", "M13", "M19"))
"""The metrics of the skill strip."""
