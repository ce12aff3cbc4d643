"""A flight: the ball from one launch to its next contact, in closed form."""

from typing import NamedTuple

from game_engine.court import arrival, bounces, fold, heading
from game_engine.rulesets import Ruleset


class Flight(NamedTuple):
    """Launched at tick `t` from x, y with vx, vy, after `touched` walls. Never changes, so clones share it."""

    t: int
    x: int
    y: int
    vx: int
    vy: int
    touched: int

    @classmethod
    def launch(cls, rules: Ruleset, t: int, slot: int, y: int, speed: int, index: int) -> "Flight":
        """Off a paddle's plane at an angle index; never into the wall it touches."""
        vx = speed * rules.cos[abs(index)] // rules.scale
        vy = speed * rules.sin[abs(index)] // rules.scale
        if index < 0:
            vy = -vy
        if (y == rules.radius and vy < 0) or (y == rules.height - rules.radius and vy > 0):
            vy = -vy
        return cls(t, rules.planes[slot], y, -vx if slot else vx, vy, 0)

    @property
    def receiver(self) -> int:
        """The slot it flies to."""
        return 1 if self.vx > 0 else 0

    def y_at(self, rules: Ruleset, t: int) -> int:
        """Where it is from top to bottom."""
        return rules.radius + fold(self._raw(rules, t), rules.height - 2 * rules.radius)

    def seen(self, rules: Ruleset, t: int) -> tuple[int, int, int, int]:
        """x, y, vx, vy at a tick."""
        vy = heading(self._raw(rules, t), self.vy, rules.height - 2 * rules.radius)
        return self.x + self.vx * (t - self.t), self.y_at(rules, t), self.vx, vy

    def bounces(self, rules: Ruleset, t: int) -> int:
        """Walls touched up to and at a tick."""
        return self.touched + bounces(self._raw(rules, t), self.vy, rules.height - 2 * rules.radius)

    def reaches(self, x: int) -> int:
        """The first tick at or past this x."""
        return self.t + arrival(abs(x - self.x), abs(self.vx))

    def _raw(self, rules: Ruleset, t: int) -> int:
        return self.y - rules.radius + self.vy * (t - self.t)
