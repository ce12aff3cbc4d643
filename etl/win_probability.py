"""Win probability: P(slot 0 wins the match) at every score, as a table that SQL joins.

WP(a, b, server) with `a` points for slot 0, `b` for slot 1 and `server` the slot that serves the next rally:

- the server wins a rally with the serve prior of the rules version, whoever he is (no ratings yet); the match itself
  never enters, or the curve would know its own end;
- WP is 1 or 0 where the match is won; else p * WP(a+1, b) + (1-p) * WP(a, b+1), p being slot 0's chance in this rally;
- from (target-1) all, won by two, each serves once a pair: level = w / (w + l), where w is the chance that slot 0
  wins both rallies of a pair and l that he loses both. Later scores fold back: only the difference counts.

A row also holds both branches, `wp_won` and `wp_lost` from slot 0's view; their difference is the leverage.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from game_engine.rulesets import Ruleset

SERVE_PRIOR: Final = {"pong/1": 0.53}
"""Share of rallies the server wins, by rules version: balance runs of the rules gave 52.0 to 53.6 %."""

FALLBACK_PRIOR: Final = 0.5


@dataclass(frozen=True, slots=True)
class Chance:
    """One score with its win probability and those after the next rally, all for slot 0."""

    a: int
    b: int
    server: int
    wp: float
    wp_won: float
    wp_lost: float


def table(rules: Ruleset, prior: float | None = None) -> list[Chance]:
    """Every score a match under these rules can be at before a rally, folded at deuce, with each slot serving."""
    chance = SERVE_PRIOR.get(rules.version, FALLBACK_PRIOR) if prior is None else prior
    curve = _Curve(rules, chance)
    return [curve.row(a, b, serve0) for a, b in _scores(rules) for serve0 in (0, 1)]


def _scores(rules: Ruleset) -> Iterator[tuple[int, int]]:
    """Open scores; past (target-1) all only the three that every later one folds to."""
    top = rules.target + (rules.win_by - 1)
    for a in range(top):
        for b in range(top):
            if not rules.wins(a, b) and not rules.wins(b, a) and min(a, b) < rules.target:
                yield a, b


class _Curve:
    """The recursion for one ruleset and one serve prior."""

    def __init__(self, rules: Ruleset, prior: float) -> None:
        self._rules = rules
        self._prior = prior
        self._at = cache(self._exact)

    def row(self, a: int, b: int, serve0: int) -> Chance:
        """The table's row; rounded so that equal rules give equal bytes on every machine."""
        server = self._rules.server(serve0, a + b)
        found = self._at(a, b, serve0), self._at(a + 1, b, serve0), self._at(a, b + 1, serve0)
        return Chance(a, b, server, *(round(value, 12) for value in found))

    def _exact(self, a: int, b: int, serve0: int) -> float:
        if self._rules.wins(a, b):
            return 1.0
        if self._rules.wins(b, a):
            return 0.0
        if self._rules.win_by == 2 and a == b >= self._rules.target - 1:
            return self._level()
        rally = self._rally(self._rules.server(serve0, a + b))
        return rally * self._at(a + 1, b, serve0) + (1 - rally) * self._at(a, b + 1, serve0)

    def _rally(self, server: int) -> float:
        return self._prior if server == 0 else 1 - self._prior

    def _level(self) -> float:
        both = self._rally(0) * self._rally(1)
        neither = (1 - self._rally(0)) * (1 - self._rally(1))
        return both / (both + neither)
