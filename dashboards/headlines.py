"""Headlines: one honest sentence that tells how a match was won, as a friend would say it.

Each story looks at the facts and says how strongly they speak for it (0: not at all, 1: hardly seen); the strongest is
told. All are facts of this match, none claims anything about skill, and each states its score and its rallies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from dashboards import words
from dashboards.figures.course import Seats, score
from dashboards.figures.moments import swing, turning_points
from dashboards.listings import Match, Rally
from dashboards.shape import Headline

Told = tuple[float, str]
_SILENT: Told = (0.0, "")
_ENDS = {
    "resign": "resigned",
    "disconnect": "lost the connection for too long",
    "afk": "was away for too long",
}


@dataclass(frozen=True, slots=True)
class Tale:
    """What the stories are told from: the finished rallies, seen from the winner's side."""

    match: Match
    rallies: Sequence[Rally]
    winner: str
    loser: str
    side: int

    @property
    def result(self) -> str:
        """The winner's points first."""
        return score((self.match.scores[self.side], self.match.scores[1 - self.side]))

    def own(self, rally: Rally) -> float:
        """The winner's win chance before a rally."""
        return rally.wp_before if self.side == 0 else 1 - rally.wp_before

    def at(self, rally: Rally) -> str:
        """The score before a rally, the winner's points first."""
        return score((rally.before[self.side], rally.before[1 - self.side]))

    def won(self) -> list[Rally]:
        """The rallies the winner won."""
        return [rally for rally in self.rallies if rally.winner == self.side]


def headline(match: Match, rallies: Sequence[Rally], seats: Seats) -> Headline:
    """The sentence and what it rests on."""
    n = words.evidence(len(rallies), "rallies")
    if match.winner is None:
        return Headline(
            f"{seats[0]} and {seats[1]} left it undecided at {score(match.scores)} {n}.", _evidence(rallies)
        )
    tale = Tale(match, rallies, seats[match.winner], seats[1 - match.winner], match.winner)
    if match.reason in _ENDS:
        text = f"{tale.loser} {_ENDS[match.reason]} with the score at {tale.result}, {tale.winner} wins"
        return Headline(f"{text} {n}.", _evidence(rallies))
    return Headline(f"{max(story(tale) for story in STORIES)[1]} {n}.", _evidence(rallies))


def _evidence(rallies: Sequence[Rally]) -> str:
    first = next(iter(turning_points(rallies)), None)
    if first is None:
        return "No rally was played."
    moved = words.number(100 * swing(first))
    return f"Largest swing: point {first.no} at {score(first.before)}, {moved} points of 100, from the score alone."


def _comeback(tale: Tale) -> Told:
    low = min(tale.rallies, key=tale.own)
    chance = tale.own(low)
    text = (
        f"{tale.winner} came back from {tale.at(low)}, a win chance of {words.measure(100 * chance, '%')}, "
        f"to beat {tale.loser} {tale.result}"
    )
    return max(0.0, 1 - chance / 0.3), text


def _walkover(tale: Tale) -> Told:
    lost = tale.match.scores[1 - tale.side]
    text = f"{tale.winner} let {tale.loser} have only {words.count(lost, 'points')} and won {tale.result}"
    if not lost:
        text = f"{tale.winner} did not give {tale.loser} a single point and won {tale.result}"
    return max(0.0, 0.95 - 2 * lost / tale.match.target), text


def _deuce(tale: Tale) -> Told:
    extra = tale.match.scores[tale.side] - tale.match.target
    level = score((tale.match.target - 1, tale.match.target - 1))
    text = f"{tale.winner} needed {words.count(extra + 1, 'points')} from {level} on to edge {tale.loser} {tale.result}"
    return (min(0.9, 0.5 + 0.1 * extra) if extra > 0 else 0.0), text


def _run(tale: Tale) -> Told:
    runs = [list(group) for winner, group in groupby(tale.rallies, lambda rally: rally.winner) if winner == tale.side]
    if not runs:
        return _SILENT
    best = max(runs, key=len)
    text = (
        f"{words.count(len(best), 'points')} in a row from {tale.at(best[0])} carried {tale.winner} past {tale.loser}, "
        f"{tale.result}"
    )
    return max(0.0, min(0.9, (len(best) - 3.5) / 5)), text


def _aces(tale: Tale) -> Told:
    return _share(
        tale, "ace", 0.15, "{winner} won {k} of {all} points with serves nobody touched and beat {loser} {result}"
    )


def _gifts(tale: Tale) -> Told:
    return _share(
        tale, "unforced", 0.25, "{loser} missed {k} balls that 85 in 100 are saved of; {winner} took it {result}"
    )


def _winners(tale: Tale) -> Told:
    return _share(tale, "winner", 0.45, "{winner} hit {k} of {all} points past {loser}, {result}")


def _share(tale: Tale, end: str, usual: float, text: str) -> Told:
    """A way of winning points, by how far its share is above a usual one; from three points on."""
    won = tale.won()
    k = sum(rally.end == end for rally in won)
    said = text.format(winner=tale.winner, loser=tale.loser, result=tale.result, k=k, all=len(won))
    return (min(0.85, max(0.0, 1.5 * (k / len(won) - usual))) if k >= 3 else 0.0), said


def _seesaw(tale: Tale) -> Told:
    signs = [sign for rally in tale.rallies if (sign := _sign(rally.before))]
    changes = sum(before != now for before, now in pairwise(signs))
    text = f"The lead changed {changes} times before {tale.winner} beat {tale.loser} {tale.result}"
    return max(0.0, min(0.8, (changes - 1.5) / 6)), text


def _marathon(tale: Tale) -> Told:
    longest = max(tale.rallies, key=lambda rally: rally.hits)
    text = (
        f"{tale.winner} beat {tale.loser} {tale.result} in a match whose longest rally had "
        f"{words.count(longest.hits, 'hits')}"
    )
    return max(0.0, min(0.7, (longest.hits - 15) / 60)), text


def _wire(tale: Tale) -> Told:
    behind = any(rally.before[tale.side] < rally.before[1 - tale.side] for rally in tale.rallies)
    text = f"{tale.winner} was never behind and beat {tale.loser} {tale.result}"
    return (0.0 if behind else 0.2), text


def _plain(tale: Tale) -> Told:
    first = turning_points(tale.rallies)[0]
    text = f"{tale.winner} beat {tale.loser} {tale.result}; the point at {tale.at(first)} weighed most"
    return 0.05, text


def _sign(pair: tuple[int, int]) -> int:
    return (pair[0] > pair[1]) - (pair[0] < pair[1])


STORIES: tuple[Callable[[Tale], Told], ...] = (
    _comeback, _walkover, _deuce, _run, _aces, _gifts, _winners, _seesaw, _marathon, _wire, _plain,
)  # fmt: skip
