"""A hand on the keys: it knows where its paddle will be, and writes down what it presses.

The paddle moves at the players' own speed; all a hand can do about that is press earlier or hold longer.
"""

from collections.abc import Sequence
from itertools import zip_longest

from game_engine.bots.plans import Action, Press, ServeAt
from game_engine.court import paddle_at
from game_engine.rulesets import Ruleset


class Hand:
    """The own paddle from the tick of a look on, and the actions since."""

    __slots__ = ("_actions", "_followed", "_key", "_rules", "key", "t", "y")

    def __init__(self, rules: Ruleset, t: int, y: int, key: int) -> None:
        """A paddle at `y` at tick `t`, holding `key`."""
        self.t = self._followed = t
        self.y = y
        self.key = self._key = key
        self._rules = rules
        self._actions: list[Action] = []

    def wait(self, t: int) -> None:
        """Let time pass up to `t`; a tick that is past already changes nothing."""
        if t <= self.t:
            return
        if self.key:
            rules = self._rules
            way = self.key * rules.paddle_speed * (t - self.t)
            self.y = paddle_at(self.y, way, rules.half, rules.height - rules.half)
        self.t = t

    def hold(self, t: int, key: int) -> None:
        """From tick `t` on hold `key`."""
        self.wait(t)
        if key != self.key:
            self._actions.append(Press(self.t, key))
            self.key = key

    def serve(self, t: int) -> None:
        """Serve at tick `t`."""
        self.wait(t)
        self._actions.append(ServeAt(self.t))

    def go(self, t: int, y: int, slip: int = 0, by: int | None = None) -> None:
        """From tick `t` on move to `y` and stop there, `slip` ticks too late; at `by` it may be still on its way."""
        self.wait(t)
        speed, way = self._rules.paddle_speed, y - self.y
        ticks = (abs(way) + speed // 2) // speed
        ticks = max(0, ticks + slip) if ticks else 0
        if ticks:
            self.hold(self.t, 1 if way > 0 else -1)
        if by is None or self.t + ticks <= by:
            self.hold(self.t + ticks, 0)
        else:
            self.wait(by)

    def follow(self, earlier: Sequence[Action], until: int) -> None:
        """Carry on with an earlier plan up to and including tick `until`."""
        for action in earlier:
            if self._followed < action.t <= until:
                if isinstance(action, Press):
                    self.hold(action.t, action.key)
                else:
                    self.serve(action.t)
        self._followed = max(self._followed, until)
        self.wait(until)

    def actions(self) -> tuple[Action, ...]:
        """Everything done, without keys that were changed again in the same tick before anything came of them."""
        lasting: list[Action] = []
        key = self._key
        for action, following in zip_longest(self._actions, self._actions[1:]):
            if isinstance(action, Press):
                replaced = isinstance(following, Press) and following.t == action.t
                if replaced or action.key == key:
                    continue
                key = action.key
            lasting.append(action)
        return tuple(lasting)
