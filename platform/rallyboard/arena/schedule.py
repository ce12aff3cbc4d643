"""The schedule of a league: who meets whom, in which order, by which rules, all from one seed.

Rounds of a round robin over a shuffled roster, so after any number of matches everybody has played nearly as often.
The plan lies on disk while it is being played; match ids follow from it, so no match can be played twice.
"""

import os
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4, uuid5

import msgspec

from game_engine.bots.roster import ROSTER, Bot
from game_engine.rng import Chance
from rallyboard.arena.fixture import SEED_BITS, Fixture, SeatPlan
from rallyboard.players.roster import bot_key

MODE: Final = "league"
NAME: Final = "plan.json"
RULESETS: Final = ("classic-11", "classic-11", "classic-11", "classic-5", "classic-7")
"""Most matches are by the default rules; the others so that their boards are not empty."""
_ORDER, _SIDES, _SERVE, _SEED = range(4)


class Plan(msgspec.Struct, frozen=True):
    """So many matches, from one seed; `run` makes their ids unlike those of any other plan."""

    run: UUID
    seed: int
    matches: int

    def match_id(self, index: int) -> UUID:
        """The id of the index-th match, from 0."""
        return uuid5(self.run, str(index))

    def fixture(self, index: int, now: str) -> Fixture:
        """The index-th match, opened and begun at `now`."""
        left, right = self.pair(index)
        chance = Chance(self.seed).at(index)
        if chance.below(_SIDES, 2):
            left, right = right, left
        seats = (_seat(left, chance, 0), _seat(right, chance, 1))
        rules = RULESETS[index % len(RULESETS)]
        return Fixture(str(self.match_id(index)), MODE, rules, chance.below(_SERVE, 2), now, seats, now)

    def pair(self, index: int) -> tuple[Bot, Bot]:
        """Who meets in the index-th match: the circle method, one bot pausing each round when they are odd."""
        bots: list[Bot | None] = list(shuffled(list(ROSTER.values()), self.seed))
        if len(bots) % 2:
            bots.append(None)
        rounds, half = len(bots) - 1, len(bots) // 2
        pairs = half - (None in bots)
        turn, place = divmod(index, pairs)
        circle = [bots[0], *(bots[1:][(slot + turn) % rounds] for slot in range(rounds))]
        met = [(circle[slot], circle[-1 - slot]) for slot in range(half)]
        return [(one, two) for one, two in met if one is not None and two is not None][place]


def shuffled(bots: list[Bot], seed: int) -> list[Bot]:
    """The same bots in an order that only the seed decides."""
    chance = Chance(seed).at(_ORDER)
    return [bot for _, bot in sorted((chance.bits(place), bot) for place, bot in enumerate(bots))]


def _seat(bot: Bot, chance: Chance, slot: int) -> SeatPlan:
    return SeatPlan(bot_key(bot.slug), "ai", bot.slug, chance.below(_SEED + slot, 1 << SEED_BITS))


def load(folder: Path) -> Plan | None:
    """The plan that was not played to its end; None when there is none."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Plan)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def save(folder: Path, matches: int, seed: int) -> Plan:
    """A new plan, on disk when this returns."""
    plan = Plan(uuid4(), seed, matches)
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{NAME}"
    with fresh.open("wb") as file:
        file.write(msgspec.json.encode(plan))
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(folder / NAME)
    return plan


def forget(folder: Path) -> None:
    """The plan was played to its end."""
    (folder / NAME).unlink(missing_ok=True)
