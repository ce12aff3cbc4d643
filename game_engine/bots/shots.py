"""Choosing a return: where on the paddle to meet the ball, so that it lands where the bot wants it."""

from game_engine.bots.sight import Coming, faster, sent, zone
from game_engine.bots.skill import Skill
from game_engine.court import angle_index
from game_engine.rng import Chance
from game_engine.rulesets import Ruleset

_CHOICES = 7
_TASTE = 40
"""Weight of whim against a whole court's distance from the opponent at full attack, in per cent."""
_FAVOURITE = 100
"""Weight of landing in the favourite zone, on the same scale."""


def index_of(rules: Ruleset, off: int, key: int) -> int:
    """The angle index of meeting the ball `off` its paddle's centre, clamped to its reach."""
    reach = rules.half + rules.radius
    return angle_index(max(-reach, min(off, reach)), reach, rules.angle_steps, rules.drag * key)


def offset(rules: Ruleset, skill: Skill, slot: int, ball: Coming, speed: int, foe_y: int, chance: Chance) -> int:
    """How far below the paddle's centre the bot means to meet the ball coming at `speed`.

    Of seven offsets it takes the one that scores best: distance of the landing point from the opponent, weighted by
    its attack, plus its favourite zone, plus whim.
    """
    choices = [skill.edge * step // (_CHOICES // 2) for step in range(-(_CHOICES // 2), _CHOICES // 2 + 1)]
    whims = [chance.below(lane, rules.height * _TASTE // 100) for lane in range(_CHOICES)]
    if not skill.attack and skill.target is None:
        return choices[whims.index(max(whims))]
    speed = faster(rules, speed)

    def score(number: int) -> int:
        landing = sent(rules, ball.t, slot, ball.y, speed, index_of(rules, choices[number], 0)).y
        liked = skill.target is not None and zone(rules, landing) == skill.target
        return (skill.attack * abs(landing - foe_y) + liked * _FAVOURITE * rules.height) // 100 + whims[number]

    return choices[max(range(_CHOICES), key=score)]
