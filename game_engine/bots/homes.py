"""Waiting well: where to be when the opponent strikes the ball."""

from game_engine.bots.shots import index_of
from game_engine.bots.sight import Coming, faster, sent
from game_engine.bots.skill import Skill
from game_engine.rulesets import Ruleset

_RETURNS = (-12, -6, 0, 6, 12)
"""Angle indices of the returns that a bot with a model imagines."""


def home(rules: Ruleset, skill: Skill, slot: int, y: int, foe: Coming, speed: int) -> int:
    """Where to wait for what the opponent makes of a ball that reaches him as `foe`; `y` is where the paddle is.

    With a model it is the point from which the worst of the imagined returns is missed by least.
    """
    if skill.home == "stay":
        return y
    if skill.home == "centre":
        return rules.height // 2 + skill.middle
    speed = faster(rules, speed)
    reached = [
        (back.y, rules.paddle_speed * max(0, back.t - foe.t - skill.react))
        for back in (sent(rules, foe.t, 1 - slot, foe.y, speed, index) for index in _RETURNS)
    ]
    lowest = max(landing - range_ for landing, range_ in reached)
    highest = min(landing + range_ for landing, range_ in reached)
    return (lowest + highest) // 2 + skill.middle


def lean(rules: Ruleset, skill: Skill, slot: int, place: int, foe: Coming, speed: int, foe_y: int, foe_key: int) -> int:
    """`place`, moved by the bot's guess towards the return that the opponent's stance and key suggest.

    Going all the way took 58 of 100 points from going half-way, so that is what a full guess does.
    """
    index = index_of(rules, foe.y - foe_y, foe_key)
    back = sent(rules, foe.t, 1 - slot, foe.y, faster(rules, speed), index)
    return place + (back.y - place) * skill.guess // 100
