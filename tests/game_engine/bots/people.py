"""Model people: they watch the court all the time, unlike a bot, but react late and aim loosely, like a person."""

from collections.abc import Iterator
from dataclasses import replace

from game_engine.bots.hand import Hand
from game_engine.bots.plans import Action, Press
from game_engine.bots.roster import bot
from game_engine.bots.skill import skill
from game_engine.bots.thought import Thought
from game_engine.intents import Entry, Key, Serve
from game_engine.match import Match, Phase
from game_engine.rng import Chance
from game_engine.rulesets import DEFAULT
from game_engine.views import View, once_per_second

GLANCE = 60
"""Ticks between two plans of a person: four a second."""

NOVICE = (375, 60)
AVERAGE = (275, 34)
EXPERT = (200, 14)
"""Reaction time in ms and standard deviation of the aim in court units."""


class Person:
    """A model person in one seat of a bout."""

    def __init__(self, slot: int, model: tuple[int, int], seed: int) -> None:
        react_ms, aim = model
        plain = skill(bot("comet"), DEFAULT)
        self.skill = replace(plain, react=react_ms * 240 // 1000, aim=(aim * 1000,) * 6, bounces=99, lapse=0, attack=0)
        self.slot, self.chance, self.due, self.look, self.plan = slot, Chance(seed), 0, 0, list[Action]()

    def act(self, match: Match) -> Iterator[Entry]:
        now = match.tick
        while self.plan and self.plan[0].t <= now:
            action = self.plan.pop(0)
            yield Key(now, self.slot, action.key) if isinstance(action, Press) else Serve(now, self.slot)
        if self.look <= now:
            self.look = now + GLANCE
            self.think(once_per_second(match, self.slot, now), match.hits)
        self.due = min(self.look, self.plan[0].t) if self.plan else self.look

    def think(self, view: View, hits: int) -> None:
        """A plan from what is seen now; one misjudgement a ball, not one a glance."""
        if view.phase is Phase.SERVE and self.plan:
            return
        chance = self.chance.at(100 * sum(view.scores) + hits)
        hand = Hand(DEFAULT, view.t, view.my_y, view.my_key)
        thought = Thought(DEFAULT, self.skill, view, hand, chance, tuple(self.plan), view.t + self.skill.react)
        if view.ball is not None and view.phase is Phase.RALLY:
            thought.rally(view.ball)
        elif view.phase is Phase.SERVE and view.server == self.slot:
            thought.serve()
        else:
            thought.rest()
        self.plan = list(hand.actions())
