"""Win probability a second way: the mass of all futures is pushed forward, rally by rally, until next to none is open.

The ETL solves the same recursion backwards with a closed form at deuce; here deuce is simply played on.
"""

from functools import cache

from game_engine import Ruleset

SERVER_WINS = {"pong/1": 0.53}
"""Share of rallies the server wins; stated again here, so that a slip in the ETL's constant is seen."""

_OPEN = 1e-15


@cache
def win_probability(rules: Ruleset, a: int, b: int, serve0: int) -> float:
    """P(slot 0 wins) at `a` to `b` before a rally, for equal players."""
    futures, won = {(a, b): 1.0}, 0.0
    while futures:
        later: dict[tuple[int, int], float] = {}
        for (own, other), mass in futures.items():
            if rules.wins(own, other):
                won += mass
            elif not rules.wins(other, own) and mass > _OPEN:
                chance = _rally(rules, own + other, serve0)
                later[own + 1, other] = later.get((own + 1, other), 0.0) + mass * chance
                later[own, other + 1] = later.get((own, other + 1), 0.0) + mass * (1 - chance)
        futures = later
    return won


def _rally(rules: Ruleset, played: int, serve0: int) -> float:
    prior = SERVER_WINS[rules.version]
    return prior if rules.server(serve0, played) == 0 else 1 - prior
