"""The hall: every open line of this worker, and which of them hears what of whom.

Nothing is pushed from where it happens: what may have changed is noted, looked up for all lines in one go a moment
later, and only differences are sent. Every ten seconds everything is looked up, so that a lost message, or a worker
that died, is no lasting untruth.
"""

import asyncio
from collections.abc import Iterable
from typing import Final, TypeAlias

import structlog
from sqlalchemy.exc import SQLAlchemyError

from rallyboard.arena.clock import Clock, RealClock
from rallyboard.arena.line import Line
from rallyboard.backplane.bus import Bus
from rallyboard.kit.errors import RallyboardError
from rallyboard.players.friends import Friends
from rallyboard.players.schemas import Friends as Lists
from rallyboard.players.service import Players
from rallyboard.presence.protocol import Regrouped, write
from rallyboard.presence.service import Presence
from rallyboard.presence.visitor import Visitor

CHANNEL: Final = "friends"
MOST: Final = 200
"""Lines of one player on one worker: more than a browser has pages."""
GATHER_S: Final = 0.05
LOOK_S: Final = 10.0
PART: Final = 200
DATABASE_DOWN: Final = (SQLAlchemyError, RallyboardError, OSError)
Group: TypeAlias = tuple[frozenset[str], ...]
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.presence")


class Hall:
    """Making one opens nothing; `start` and `stop` belong to the event loop of the lines."""

    def __init__(
        self, presence: Presence, friends: Friends, players: Players, bus: Bus, clock: Clock | None = None
    ) -> None:
        self._presence, self._friends, self._players, self._bus = presence, friends, players, bus
        self._clock = clock or RealClock()
        self._lines: dict[str, list[Visitor]] = {}
        self._watchers: dict[str, set[Visitor]] = {}
        self._groups: dict[str, Group] = {}
        self._moved: set[str] = set()
        self._doubted: set[str] = set()
        self._stirred = asyncio.Event()
        self._working: asyncio.Task[None] | None = None
        self._stopping = False
        presence.on_moved.append(self._note_moved)
        bus.subscribe(CHANNEL, self._hear)
        bus.on_gap(self._doubt_all)

    async def start(self) -> None:
        """Begin to tell."""
        self._stopping = False
        self._working = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Nobody is told anything any more."""
        self._stopping = True
        self._stirred.set()
        if self._working is not None:
            # Not cancelled: a question to the database is read to its end.
            await self._working
            self._working = None

    async def regrouped(self, player: str) -> None:
        """The player's lists of friends are other than before, and the database knows it."""
        self._bus.publish(CHANNEL, player.encode())

    def numbers(self) -> dict[str, float]:
        """What the metrics page shows of the hall."""
        return {"lines": sum(map(len, self._lines.values())), "watched_players": len(self._watchers)}

    # --- Coming and going ------------------------------------------------------------------------------

    def enter(self, player: str, line: Line) -> Visitor | None:
        """The line hears of its player's friends from now on; None when the player has too many."""
        held = self._lines.setdefault(player, [])
        if len(held) >= MOST:
            return None
        visitor = Visitor(player, line, self._clock)
        held.append(visitor)
        self._doubt([player])
        return visitor

    def leave(self, visitor: Visitor) -> None:
        """The line is closed; twice is no error."""
        held = self._lines.get(visitor.player, [])
        if visitor not in held:
            return
        held.remove(visitor)
        self._watch(visitor, {})
        if not held:
            del self._lines[visitor.player]
            self._groups.pop(visitor.player, None)

    def _watch(self, visitor: Visitor, friends: dict[str, str]) -> None:
        for key in visitor.friends.keys() - friends.keys():
            self._watchers[key].discard(visitor)
            if not self._watchers[key]:
                del self._watchers[key]
        for key in friends:
            self._watchers.setdefault(key, set()).add(visitor)
        visitor.befriend(friends)

    # --- What may have changed -------------------------------------------------------------------------

    def _note_moved(self, player: str) -> None:
        if player in self._watchers:
            self._moved.add(player)
            self._stirred.set()

    def _hear(self, message: bytes) -> None:
        player = message.decode(errors="replace")
        if player in self._lines:
            self._groups.pop(player, None)
            self._doubt([player])

    def _doubt_all(self) -> None:
        self._moved.update(self._watchers)
        self._doubt(self._lines)

    def _doubt(self, players: Iterable[str]) -> None:
        self._doubted.update(players)
        self._stirred.set()

    # --- Looking and telling ---------------------------------------------------------------------------

    async def _work(self) -> None:
        while not self._stopping:
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._stirred.wait()
            except TimeoutError:
                self._moved.update(self._watchers)
            await asyncio.sleep(GATHER_S)
            self._stirred.clear()
            try:
                await self._look()
            except DATABASE_DOWN as error:
                log.warning("friends could not be looked up", reason=type(error).__name__)
                await asyncio.sleep(1.0)
                self._doubt_all()
            except Exception:
                log.exception("friends could not be looked up")

    async def _look(self) -> None:
        while self._doubted:
            player = self._doubted.pop()
            if player in self._lines:
                await self._regroup(player)
        moved, self._moved = sorted(self._moved & self._watchers.keys()), set()
        for start in range(0, len(moved), PART):
            await self._tell(moved[start : start + PART])

    async def _regroup(self, player: str) -> None:
        """Read a player's lists, and tell the lines that did not know them so."""
        row = await self._players.get(player)
        if row is None:
            return
        lists = await self._friends.lists(row)
        before, self._groups[player] = self._groups.get(player), _group(lists)
        friends = {friend.player.key: friend.player.slug for friend in lists.friends}
        for visitor in self._lines.get(player, ()):
            if visitor.greeted and before != self._groups[player]:
                visitor.line.send(write(Regrouped()))
            visitor.greeted = True
            self._watch(visitor, friends)
            for friend in lists.friends:
                visitor.tell(friend.player.key, friend.presence)

    async def _tell(self, players: list[str]) -> None:
        """What these players do, to whoever watches them; the invisible do nothing."""
        rows = await self._players.many(players)
        states = await self._presence.states([key for key, row in rows.items() if not row.invisible])
        for player in players:
            for visitor in list(self._watchers.get(player, ())):
                visitor.tell(player, states.get(player, "offline"))


def _group(lists: Lists) -> Group:
    """What two readings of the lists are compared by."""
    return tuple(frozenset(one.player.key for one in part) for part in (lists.friends, lists.asked, lists.asking))
