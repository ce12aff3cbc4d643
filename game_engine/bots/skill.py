"""What one bot can do: its level bent by its personality, in the engine's own units."""

from dataclasses import dataclass
from typing import Final

from game_engine.bots.levels import Home
from game_engine.bots.personality import ZONES
from game_engine.bots.roster import Bot
from game_engine.rulesets import Ruleset

WEAK_SD: Final = 40
"""Court units that a weak zone adds to the error in reading the ball."""
DARING: Final = 45
"""Court units from its paddle's centre at which a bot with a favourite zone meets the ball for it, at a risk."""


@dataclass(frozen=True, slots=True)
class Skill:
    """Times in ticks, lengths in sub-units, shares in per cent; see `Level` and `Personality` for the meaning."""

    react: int
    aim: tuple[int, ...]
    """Deviation of the reading error, per landing zone of the own plane."""
    jitter: int
    """In hundredths of a tick."""
    bounces: int
    lapse: int
    home: Home
    middle: int
    """How far below (or above) its home it waits; nothing to a bot that stays where it is."""
    attack: int
    guess: int
    edge: int
    """The farthest from the paddle's centre at which it dares to meet the ball."""
    target: int | None
    serve: int
    slant: int
    pause: int


def skill(bot: Bot, rules: Ruleset) -> Skill:
    """The bot's level and personality, worked out once a match."""
    level, self = bot.abilities, bot.personality
    second, unit = rules.ticks_per_second, rules.subunits
    aim = level.aim_sd * self.aim * unit // 100
    reach = rules.half + rules.radius
    return Skill(
        react=level.react_ms * self.react * second // 100_000,
        aim=tuple(aim + WEAK_SD * unit * (zone in self.weak) for zone in range(ZONES)),
        jitter=level.jitter_ms * second // 10,
        bounces=level.bounces,
        lapse=level.lapse,
        home=level.home,
        middle=self.home * unit,
        attack=min(100, max(0, level.attack + self.attack)),
        guess=level.guess,
        edge=max((25 if self.target is None else DARING) * unit, reach - 2 * aim - 25 * unit),
        target=self.target,
        serve=self.serve,
        slant=level.slant,
        pause=self.pause_ms * second // 1000,
    )
