"""The house league: every bot a visitor can meet, by name.

A bot is a level and a personality. Slugs are for ever: they are in the logs and in the links.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from game_engine.bots.levels import LEVELS, Level
from game_engine.bots.personality import Personality
from game_engine.errors import EngineError


class UnknownBot(EngineError):
    """No bot of the house has this slug."""


@dataclass(frozen=True, slots=True)
class Bot:
    """One opponent of the house."""

    slug: str
    name: str
    level: int
    motto: str
    """What it is like, in one sentence without facts to check."""
    personality: Personality

    @property
    def about(self) -> str:
        """One or two sentences for people; the second is derived from the personality, so it is true."""
        traits = list(self.personality.traits())
        if not traits:
            return f"{self.motto} Plays its level by the book."
        told = traits[0] if len(traits) == 1 else ", ".join(traits[:-1]) + " and " + traits[-1]
        return f"{self.motto} {self.name} {told}."

    @property
    def abilities(self) -> Level:
        """The row of the table that this bot plays by."""
        return LEVELS[self.level]


def _bot(level: int, name: str, motto: str, personality: Personality) -> Bot:
    return Bot(name.lower().replace(" ", "-"), name, level, motto, personality)


_BOTS: Final = (
    _bot(1, "Biscuit", "New here, and delighted by every ball.", Personality()),
    _bot(1, "Pebble", "Small, round and hard to move.", Personality(react=115, aim=80, serve=1)),
    _bot(1, "Wobble", "Always nearly there.", Personality(aim=120, weak=(5,), pause_ms=300)),
    _bot(1, "Noodle", "Bends, but not always the right way.", Personality(react=85, aim=115, weak=(5,))),
    _bot(1, "Mittens", "Very soft hands, perhaps too soft.", Personality(weak=(0,), serve=-1, pause_ms=1000)),
    _bot(1, "Puddle", "Likes to lie low after rain.", Personality(aim=90, weak=(0, 1), serve=1)),
    _bot(1, "Doodle", "Draws lines that nobody expected.", Personality(react=90, weak=(2,), serve=-1)),
    _bot(1, "Waffles", "Cannot decide, but does so with syrup.", Personality(react=120, aim=85, serve=-1)),
    _bot(1, "Button", "Press once for a ball back.", Personality(react=80, weak=(3,), pause_ms=200)),
    _bot(2, "Clover", "Believes in luck and turns up early.", Personality()),
    _bot(2, "Pickle", "Sour about corners, sweet otherwise.", Personality(weak=(0, 5), aim=85)),
    _bot(2, "Hazel", "Calm as an afternoon.", Personality(react=115, aim=75, pause_ms=1100)),
    _bot(2, "Rusty", "Creaks a little, still turns.", Personality(react=120, aim=90, weak=(5,))),
    _bot(2, "Juniper", "Grew up near the top of the hill.", Personality(home=-60, weak=(5,))),
    _bot(2, "Scout", "First to see it, first to run.", Personality(react=80, aim=115, pause_ms=200)),
    _bot(2, "Maple", "Leaves nothing to chance but the wind.", Personality(attack=30, weak=(2,), serve=-1)),
    _bot(2, "Tango", "Two steps up, two steps down.", Personality(react=90, weak=(0,), serve=1)),
    _bot(2, "Dapple", "A bit of everything, in spots.", Personality(home=50, aim=110, serve=-1)),
    _bot(3, "Comet", "Comes round regularly and leaves a trail.", Personality()),
    _bot(3, "Ziggy", "Never the same way twice.", Personality(attack=30, aim=115, serve=-1)),
    _bot(3, "Bramble", "Hard to get past, easy to tease.", Personality(attack=-30, aim=80, weak=(4,))),
    _bot(3, "Piper", "Plays one tune, and plays it well.", Personality(target=5, weak=(0,))),
    _bot(3, "Otis", "Goes up, goes down, never complains.", Personality(react=85, weak=(1,), pause_ms=400)),
    _bot(3, "Marble", "Rolls along whatever happens.", Personality(react=112, aim=70, attack=-40)),
    _bot(3, "Kestrel", "Hovers high and watches.", Personality(home=-50, react=90, weak=(5,))),
    _bot(3, "Saffron", "A little goes a long way.", Personality(attack=40, serve=1, pause_ms=1000)),
    _bot(3, "Domino", "One good ball, then the rest follows.", Personality(target=0, home=40, aim=90)),
    _bot(4, "Falcon", "Sees the end of the rally at its start.", Personality()),
    _bot(4, "Vesper", "Best when the shadows are long.", Personality(home=60, weak=(0,), serve=1)),
    _bot(4, "Quartz", "Keeps time, and keeps the ball.", Personality(react=110, aim=75)),
    _bot(4, "Sable", "Quiet feet and a loud forehand.", Personality(attack=30, react=88, weak=(3,))),
    _bot(4, "Indigo", "Somewhere between cool and clever.", Personality(target=1, weak=(4,))),
    _bot(4, "Tempo", "Gives you no time and takes none.", Personality(react=82, aim=115, pause_ms=150)),
    _bot(4, "Magnet", "Strangely attracted to one side.", Personality(target=5, home=-40, serve=1)),
    _bot(4, "Prism", "Splits the court into colours.", Personality(attack=30, aim=90, weak=(2,))),
    _bot(4, "Ember", "Burns slowly and for a long time.", Personality(attack=-50, aim=80, pause_ms=1200)),
    _bot(5, "Aurora", "A quiet light that is suddenly everywhere.", Personality()),
    _bot(5, "Atlas", "Carries whole rallies on its shoulders.", Personality(react=110, aim=70, attack=-40)),
    _bot(5, "Sibyl", "Answers before you have asked.", Personality(react=85, weak=(5,))),
    _bot(5, "Zenith", "Looks down on the ball, kindly.", Personality(home=-50, target=0, weak=(4,))),
    _bot(5, "Nova", "Short, bright and over.", Personality(react=85, aim=140, pause_ms=150)),
    _bot(5, "Echo", "Sends back what you said, a little louder.", Personality(attack=-30, weak=(1,), serve=-1)),
    _bot(5, "Vector", "Has a direction, and a length.", Personality(target=5, weak=(0,), serve=1)),
    _bot(5, "Orbit", "You will meet it again on the way back.", Personality(aim=80, home=40, weak=(2,))),
    _bot(5, "Solstice", "The longest day of your rally.", Personality(react=112, aim=90, target=3, pause_ms=1100)),
)

ROSTER: Final[Mapping[str, Bot]] = MappingProxyType({bot.slug: bot for bot in _BOTS})
"""The bots by slug, weakest level first; the first of each level has no quirks."""


def bot(slug: str) -> Bot:
    """The bot with this slug; raises UnknownBot."""
    try:
        return ROSTER[slug]
    except KeyError:
        raise UnknownBot(f"the house has no bot {slug!r}") from None
