"""A pilot: a house bot in a seat. It looks once a second, and between looks only does what it planned.

It enters keys through the same `Room` as everybody, stamped with the tick it acts at. Each look is logged with the
hash of what was seen, so that anybody can check how often and at what it looked.
"""

from collections.abc import Iterable

from game_engine.bots.planner import Brain, Press, ServeAt
from game_engine.bots.roster import bot
from game_engine.intents import Entry, Look
from game_engine.match import Match
from game_engine.rulesets import Ruleset
from game_engine.views import once_per_second
from rallyboard.arena.room import Room

Action = Press | ServeAt


class Pilot:
    """Flies one seat of one match. Told the tick, it reads no clock."""

    def __init__(self, slug: str, slot: int, rules: Ruleset, seed: int) -> None:
        self.slot = slot
        self._brain = Brain(bot(slug), slot, rules, seed)
        self._look_at = self._brain.first_look()
        self._plan: list[Action] = []

    def due(self) -> int:
        """The next tick at which it does something."""
        return min(self._look_at, self._plan[0].t) if self._plan else self._look_at

    def act(self, room: Room, now: int) -> list[Entry]:
        """Everything due up to `now`, in order; the entries that were accepted."""
        entered: list[Entry] = []
        while self.due() <= now:
            if self._plan and self._plan[0].t <= now:
                entry = self._do(room, self._plan.pop(0), now)
            else:
                entry = self._look(room, now)
            if entry is not None:
                entered.append(entry)
        return entered

    def remember(self, match: Match, entries: Iterable[Entry]) -> None:
        """After a restart: have the same plan again, by looking again at what the log says it looked at."""
        for entry in entries:
            match.apply(entry)
            if isinstance(entry, Look) and entry.slot == self.slot:
                self._think(match, entry.t)

    def forget_before(self, tick: int) -> None:
        """What was planned up to `tick` was done, or is too late."""
        self._plan = [action for action in self._plan if action.t > tick]

    def _do(self, room: Room, action: Action, now: int) -> Entry | None:
        if isinstance(action, ServeAt):
            return room.serve(self.slot, action.t, now)
        room.advance(now)
        if room.head.paddle_dir(self.slot) == action.key:
            return None
        return room.key(self.slot, action.key, action.t, now)

    def _look(self, room: Room, now: int) -> Entry:
        room.advance(now)
        entry = Look(now, self.slot, self._think(room.head, now))
        room.note(entry)
        return entry

    def _think(self, match: Match, now: int) -> int:
        view = once_per_second(match, self.slot, now)
        plan = self._brain.look(view)
        self._plan, self._look_at = list(plan.actions), plan.next_look
        return view.digest
