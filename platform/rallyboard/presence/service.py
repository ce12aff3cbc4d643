"""Presence: what players are doing, on all workers together.

Each worker writes what it sees of a player to the shared store, for half a minute at a time, and tells the others of
every change. A worker that dies is forgotten by itself; while the store is away, each knows its own visitors only.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Final, Literal

import msgspec

from rallyboard.backplane.bus import Bus
from rallyboard.backplane.errors import StoreDown
from rallyboard.backplane.store import Store

CHANNEL: Final = "presence"
BEAT_S: Final = 10.0
AWAY_S: Final = 1.0
"""How soon it is tried again after the store was away."""
LIFE_S: Final = 30.0
LINGER_S: Final = 2.0
"""A page that is loaded anew is away for a moment: nobody is told."""
PART: Final = 500
Activity = Literal["playing", "watching", "idle"]
State = Literal["playing", "watching", "idle", "offline"]
ACTIVITIES: Final[tuple[Activity, ...]] = ("playing", "watching", "idle")
"""The first that holds is what a player does; who only has a page open is idle."""


class Moved(msgspec.Struct, frozen=True, omit_defaults=True):
    """What workers tell each other: look at this player again; here, `ceased` is no longer so."""

    player: str
    ceased: Activity | None = None


class Presence:
    """Making one opens nothing. Players are named by their keys."""

    def __init__(self, bus: Bus, store: Store, linger: float = LINGER_S) -> None:
        self._bus, self._store, self._linger = bus, store, linger
        self._here: dict[str, Counter[Activity]] = {}
        self._written: dict[str, Activity] = {}
        self._moved: set[str] = set()
        self._contested: set[str] = set()
        self._stirred, self._doubt = asyncio.Event(), asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.on_moved: list[Callable[[str], None]] = []
        """Called with a player whose state, seen from all workers, may be another than before."""
        bus.subscribe(CHANNEL, self._hear)
        bus.on_gap(self._doubt.set)

    async def start(self) -> None:
        """Begin to write down who is here."""
        self._tasks = [asyncio.create_task(self._write_always()), asyncio.create_task(self._beat())]

    async def stop(self) -> None:
        """Nobody is here any more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        self._here.clear()
        for player in list(self._written):
            await self._write(player)

    # --- Coming and going ------------------------------------------------------------------------------

    def attend(self, player: str, activity: Activity) -> Callable[[], None]:
        """The player has one more socket that does this; call what is returned, once, when it is closed."""
        self._here.setdefault(player, Counter())[activity] += 1
        self._stir(player)
        return lambda: self._leave(player, activity)

    def look_again(self, player: str) -> None:
        """What others may know of this player is perhaps not what they were told."""
        self._bus.publish(CHANNEL, msgspec.json.encode(Moved(player)))

    def _leave(self, player: str, activity: Activity) -> None:
        if player in self._here:
            self._here[player][activity] -= 1
            asyncio.get_running_loop().call_later(self._linger, self._forget, player)

    def _forget(self, player: str) -> None:
        if not +self._here.get(player, Counter[Activity]()):
            self._here.pop(player, None)
        self._stir(player)

    def _seen(self, player: str) -> Activity | None:
        """What the player does on this worker."""
        held = self._here.get(player)
        return None if held is None else next((one for one in ACTIVITIES if held[one] > 0), None)

    def _stir(self, player: str) -> None:
        self._moved.add(player)
        self._stirred.set()

    # --- Looking ---------------------------------------------------------------------------------------

    async def states(self, players: Collection[str]) -> dict[str, State]:
        """What these players are doing; those who are offline are left out."""
        asked = list(dict.fromkeys(players))
        found: dict[str, State] = {}
        for player, seen in zip(asked, await self._looked_up(asked), strict=True):
            if player in self._written:
                seen.add(self._written[player])
            if seen:
                found[player] = min(seen, key=ACTIVITIES.index)
        return found

    async def _looked_up(self, players: Sequence[str]) -> list[set[Activity]]:
        """What any worker wrote of each; nothing while the store is away."""
        keys = [_key(player, one) for player in players for one in ACTIVITIES]
        try:
            values = await self._store.get_many(keys)
        except StoreDown:
            values = [None] * len(keys)
        rows = zip(*[iter(values)] * len(ACTIVITIES), strict=True)
        return [{one for one, value in zip(ACTIVITIES, row, strict=True) if value is not None} for row in rows]

    # --- Writing down ----------------------------------------------------------------------------------

    async def _write_always(self) -> None:
        while True:
            await self._stirred.wait()
            self._stirred.clear()
            while self._moved:
                await self._write(self._moved.pop())

    async def _write(self, player: str) -> None:
        now, before = self._seen(player), self._written.pop(player, None)
        if now is not None:
            self._written[player] = now
        # While the store is away there is nothing to be done: each beat writes everything, and the old runs out.
        with suppress(StoreDown):
            if now is not None:
                await self._store.set(_key(player, now), b"1", LIFE_S)
            if before is not None and before != now:
                await self._store.delete(_key(player, before))
        if now != before or player in self._contested:
            self._contested.discard(player)
            self._bus.publish(CHANNEL, msgspec.json.encode(Moved(player, before if before != now else None)))

    async def _beat(self) -> None:
        wait = BEAT_S
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._doubt.wait()
            self._doubt.clear()
            wait = BEAT_S if await self._written_again() else AWAY_S

    async def _written_again(self) -> bool:
        """Everything once more, before it runs out; False while the store is away."""
        written = [_key(player, activity) for player, activity in self._written.items()]
        try:
            for start in range(0, len(written), PART):
                await self._store.set_many(dict.fromkeys(written[start : start + PART], b"1"), LIFE_S)
        except StoreDown:
            return False
        return True

    def _hear(self, message: bytes) -> None:
        moved = msgspec.json.decode(message, type=Moved)
        if moved.ceased is not None and self._written.get(moved.player) == moved.ceased:
            # Another worker has just deleted what is still so here.
            self._contested.add(moved.player)
            self._stir(moved.player)
        for call in self.on_moved:
            call(moved.player)


def _key(player: str, activity: Activity) -> str:
    return f"presence:{player}:{activity}"
