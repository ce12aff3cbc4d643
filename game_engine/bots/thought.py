"""A thought: what a bot makes of one picture of the court, as keys in its hand."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from game_engine.bots.hand import Hand
from game_engine.bots.homes import home, lean
from game_engine.bots.plans import Action
from game_engine.bots.shots import index_of, offset
from game_engine.bots.sight import Coming, faster, pace, reads, sent, zone
from game_engine.bots.skill import Skill
from game_engine.rng import Chance
from game_engine.rulesets import Ruleset
from game_engine.views import SECOND, View

AIM: Final = 4
SLIP: Final = 7
SLIP_HOME: Final = 10
SPOT: Final = 13
SIDE: Final = 14
SLANT: Final = 15
PAUSE: Final = 16
SHOT: Final = 20
"""Lanes of a look's chance, one a decision, so that no decision shifts another; 0 to 3 are the planner's."""

_SPOTS: Final = 50
"""A bot serves from within this share of the court's height around its middle, in per cent."""
_RUN_UP: Final = 12
"""Ticks for which the key of a moving serve is held before it, and half as long after."""
_NEAR: Final = 20
"""Court units from home that are near enough to stay."""

Ball: TypeAlias = tuple[int, int, int, int]


@dataclass(slots=True)
class Thought:
    """One look's plan in the making."""

    rules: Ruleset
    skill: Skill
    view: View
    hand: Hand
    chance: Chance
    earlier: tuple[Action, ...]
    """What is left of the plan before; it goes on until `start`."""
    start: int
    """The tick at which the bot has reacted to what it sees."""

    def rally(self, ball: Ball) -> None:
        """Meet the ball if it comes, and wait well for the next one."""
        speed, read = pace(ball), reads(self.rules, self.view.t, ball, self.skill.bounces)
        if (ball[2] > 0) == (self.view.slot == 1):
            read, speed = self._meet(read, speed), faster(self.rules, speed)
        else:
            self.hand.follow(self.earlier, self.start)
        self._await(max(self.start, self.hand.t), read, speed)

    def serve(self) -> None:
        """Go to a spot, wait a little, serve."""
        rules, view, skill, hand, chance = self.rules, self.view, self.skill, self.hand, self.chance
        opens = max(view.t - view.waited + rules.serve_earliest, self.start + 3 * _RUN_UP)
        last = view.t - view.waited + rules.serve_auto - _RUN_UP
        strike = min(last, opens + max(0, skill.pause + chance.gauss(PAUSE, skill.pause // 3)))
        liked = skill.serve or (1 if chance.happens(SIDE, 50) else -1)
        side = liked if chance.happens(SLANT, skill.slant) else 0
        room = rules.height * _SPOTS // 200
        spot = rules.height // 2 + skill.middle + chance.between(SPOT, -room, room)
        hand.follow(self.earlier, self.start)
        hand.go(self.start, spot, by=strike - _RUN_UP)
        hand.hold(strike - _RUN_UP, side)
        hand.serve(strike)
        hand.hold(strike + _RUN_UP // 2, 0)
        away = sent(rules, strike, view.slot, hand.y, rules.first_speed, rules.serve_index * side)
        self._await(strike + _RUN_UP, away, rules.first_speed)

    def rest(self) -> None:
        """No ball to play: go where the next one is best awaited."""
        self.hand.follow(self.earlier, self.start)
        place = self.hand.y if self.skill.home == "stay" else self.rules.height // 2 + self.skill.middle
        self._settle(self.start, place)

    def _meet(self, read: Coming, speed: int) -> Coming:
        """Move to the ball and send it back; where the bot believes that it then comes down."""
        rules, view, hand = self.rules, self.view, self.hand
        error = self.chance.gauss(AIM, self.skill.aim[zone(rules, read.y)])
        ball = Coming(read.t, max(rules.radius, min(read.y + error, rules.height - rules.radius)))
        off = offset(rules, self.skill, view.slot, ball, speed, view.foe_y, self.chance.at(SHOT))
        hand.follow(self.earlier, min(self.start, ball.t))
        if self.start < ball.t:
            hand.go(self.start, ball.y - off, self._slip(SLIP), by=ball.t)
        hand.wait(ball.t)
        index = index_of(rules, ball.y - hand.y, hand.key)
        hand.follow(self.earlier, self.start)
        hand.wait(ball.t + 1)
        return sent(rules, ball.t, view.slot, ball.y, faster(rules, speed), index)

    def _await(self, t: int, foe: Coming, speed: int) -> None:
        """From tick `t` on be where the opponent's return of a ball that reaches him as `foe` is best awaited."""
        rules, view, skill = self.rules, self.view, self.skill
        self.hand.wait(t)
        place = home(rules, skill, view.slot, self.hand.y, foe, speed)
        if skill.guess and foe.t < view.t + SECOND:
            place = lean(rules, skill, view.slot, place, foe, speed, view.foe_y, view.foe_key)
        self._settle(t, place)

    def _settle(self, t: int, place: int) -> None:
        self.hand.wait(t)
        if abs(place - self.hand.y) < _NEAR * self.rules.subunits:
            self.hand.hold(t, 0)
        else:
            self.hand.go(t, place, self._slip(SLIP_HOME))

    def _slip(self, lane: int) -> int:
        """By how many ticks a key is held too long, or if negative too short."""
        return (self.chance.gauss(lane, self.skill.jitter) + 50) // 100
