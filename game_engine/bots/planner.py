"""The planner of a house bot: one look at the court in, keys and a serve for the next second out.

It knows the physics up to the opponent's next contact and nothing after it, so it has to anticipate. At each look:

1. The ball comes: read where (walls included, as many as the level reads, with an error), choose where on the
   paddle to meet it, hold a key for as long as the way takes (a little too long or too short), then go home.
2. The ball goes away: go home. If the opponent will strike before the next look, guess the return from the stance
   and the key seen, and move towards it as far as the level trusts its guess.
3. The bot serves: go to a spot, wait, serve flat or with a moving paddle. The opponent serves: wait at home.

Nothing happens before the reaction time is over; until then the old plan goes on. Sometimes a bot is simply not
with it and goes on with its old plan for a whole second.
"""

from typing import Final

from game_engine.bots.hand import Hand
from game_engine.bots.plans import Action, Plan, Press, ServeAt
from game_engine.bots.roster import Bot
from game_engine.bots.skill import skill
from game_engine.bots.thought import Thought
from game_engine.match import Phase
from game_engine.rng import Chance
from game_engine.rulesets import Ruleset
from game_engine.views import SECOND, View, pace

__all__ = ["Action", "Brain", "Plan", "Press", "ServeAt"]

_LAPSE: Final = 0
_REACT: Final = 1
"""Lanes of a look's chance, like those of `thought`."""


class Brain:
    """One bot in one seat. Pure and seeded: the same views in the same order give the same plans.

    A brain that starts anew in the middle of a match draws what the old one would have drawn; it has only forgotten
    the rest of the plan it was carrying out.
    """

    __slots__ = ("_chance", "_last", "_plan", "_rules", "_skill", "_slot")

    def __init__(self, bot: Bot, slot: int, ruleset: Ruleset, seed: int) -> None:
        """`seed` is the one the log's header names; both seats may share it."""
        self._skill = skill(bot, ruleset)
        self._slot = slot
        self._rules = ruleset
        self._chance = Chance(seed).at(slot)
        self._plan: tuple[Action, ...] = ()
        self._last: int | None = None

    def first_look(self, last: int | None = None) -> int:
        """The tick of the first look: any of the first second, or a second after the `last` one in the log."""
        if last is None:
            return self._chance.below(0, SECOND)
        self._last = last
        return last + SECOND

    def look(self, view: View) -> Plan:
        """See the court and make a plan; raises TooSoon less than a second of play after the last look."""
        pace(view.t, self._last)
        self._last = view.t
        rest = tuple(action for action in self._plan if action.t > view.t)
        chance = self._chance.at(view.t)
        if not self._goes_on(view, rest, chance):
            rest = self._think(view, rest, chance)
        self._plan = rest
        return Plan(rest, view.t + SECOND)

    def _goes_on(self, view: View, rest: tuple[Action, ...], chance: Chance) -> bool:
        """Whether the old plan stands: a serve is prepared, or the bot is not with it."""
        if view.phase is Phase.SERVE and any(isinstance(action, ServeAt) for action in rest):
            return True
        return chance.happens(_LAPSE, self._skill.lapse)

    def _think(self, view: View, rest: tuple[Action, ...], chance: Chance) -> tuple[Action, ...]:
        hand = Hand(self._rules, view.t, view.my_y, view.my_key)
        delay = self._skill.react + chance.gauss(_REACT, self._skill.react // 8)
        thought = Thought(self._rules, self._skill, view, hand, chance, rest, view.t + max(1, delay))
        if view.ball is not None and view.phase is Phase.RALLY:
            thought.rally(view.ball)
        elif view.phase is Phase.SERVE and view.server == view.slot:
            thought.serve()
        else:
            thought.rest()
        return hand.actions()
