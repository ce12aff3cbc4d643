"""Sparring: two brains play a whole match on the bare rules, without a clock, a socket or a journal.

The entries that come out are those of a real match (looks, keys, serves and the end marker), so this is where the
strength of the bots is measured, and where tests get matches that look like play.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from game_engine.bots.planner import Brain
from game_engine.bots.plans import Action, Press
from game_engine.bots.roster import Bot
from game_engine.events import Event
from game_engine.intents import End, Entry, Key, Look, Serve
from game_engine.match import Match
from game_engine.rulesets import DEFAULT, Ruleset
from game_engine.views import once_per_second


@dataclass(frozen=True, slots=True)
class Bout:
    """A finished match of two bots: what they did, what the rules made of it, and where it ended."""

    entries: tuple[Entry, ...]
    events: tuple[Event, ...]
    match: Match


class Side(Protocol):
    """Whoever plays one seat of a bout."""

    due: int
    """The next tick at which it does something."""

    def act(self, match: Match) -> Iterator[Entry]:
        """What it does at the present tick; each entry is applied before the next is asked for."""
        ...


class Corner:
    """One bot in its corner: when it acts or looks next, and what it then does."""

    __slots__ = ("_actions", "_brain", "_look", "_seen", "_slot", "due")

    def __init__(self, slot: int, brain: Brain) -> None:
        """A brain that has not looked yet."""
        self._slot = slot
        self._brain = brain
        self._actions: list[Action] = []
        self._seen: int | None = None
        self.due = self._look = brain.first_look()

    def act(self, match: Match) -> Iterator[Entry]:
        """What is due by the present tick, keys and serves first, then the look."""
        t = match.tick
        while self._actions and self._actions[-1].t <= t:
            action = self._actions.pop()
            yield Key(t, self._slot, action.key, t, t) if isinstance(action, Press) else Serve(t, self._slot, t, t)
        if self._look <= t:
            yield self._glance(match, t)
        self.due = min(self._look, self._actions[-1].t) if self._actions else self._look

    def _glance(self, match: Match, t: int) -> Look:
        view = once_per_second(match, self._slot, t, self._seen)
        plan = self._brain.look(view)
        self._seen, self._look, self._actions = t, plan.next_look, list(reversed(plan.actions))
        return Look(t, self._slot, view.digest)


def spar(left: Bot, right: Bot, seed: int, ruleset: Ruleset = DEFAULT, serve0: int = 0) -> Bout:
    """Play a match to its end. The same arguments give the same match, entry for entry."""
    corners = [Corner(slot, Brain(bot, slot, ruleset, seed)) for slot, bot in enumerate((left, right))]
    return bout(corners, ruleset, serve0)


def bout(sides: Sequence[Side], ruleset: Ruleset = DEFAULT, serve0: int = 0) -> Bout:
    """The same for sides made elsewhere; the side in slot 0 goes first within a tick."""
    match = Match.start(ruleset, serve0)
    entries: list[Entry] = []
    events: list[Event] = []
    while True:
        events += match.advance(min(side.due for side in sides))
        if match.reason is not None:
            break
        for side in sides:
            if side.due <= match.tick:
                for entry in side.act(match):
                    entries.append(entry)
                    events += match.apply(entry)
    entries.append(End(match.tick, match.reason))
    return Bout(tuple(entries), tuple(events), match)
