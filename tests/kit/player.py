"""A player over a real socket: keeps its own copy of the match, predicts, plays, and remembers all it was told.

It is the harness's witness: `received` holds every frame in order, so what a client was ever promised can be held
against what the server still knows after a crash.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import websockets

from game_engine import Key, Match, Phase, Serve, ruleset
from game_engine.intents import Entry, Resign, ResignReason, order
from rallyboard.arena import protocol as wire

SETTLED = 240
"""Ticks after which no entry can come late any more, so the copy's base may move on."""


class Copy:
    """The client's own match: a base, and the entries after it in canonical order."""

    def __init__(self, state: wire.State) -> None:
        self.base = Match.unpack(ruleset(state.header.ruleset), state.base)
        self.entries: list[Entry] = []
        for told in state.pend:
            self.add(told)

    def add(self, told: wire.EntryTold) -> None:
        self.insert(_entry(told))

    def insert(self, entry: Entry) -> None:
        """An entry before the base is news to nobody: the base was sent with it, or the server will restamp it."""
        if entry.t >= self.base.tick:
            self.entries.append(entry)
            self.entries.sort(key=order)

    def at(self, tick: int) -> Match:
        """The match as this client sees it at `tick`."""
        while self.entries and self.entries[0].t < tick - SETTLED:
            self.base.apply(self.entries.pop(0))
        head = self.base.clone()
        for entry in self.entries:
            if head.tick <= entry.t < tick:
                head.apply(entry)
        if tick > head.tick:
            head.advance(tick)
        return head

    def digest(self, tick: int) -> int:
        return self.at(tick).digest()


class Player:
    """One socket in one seat (or two, or none for a spectator)."""

    def __init__(self, base: str, ticket: dict[str, Any], origin: str | None = None) -> None:
        self.url = base.replace("http", "ws") + ticket["socket"]
        self.ticket, self.origin = ticket["ticket"], origin or base
        self.received: list[wire.ServerOut] = []
        self.over = asyncio.Event()
        self.began = asyncio.Event()
        self.copy: Copy | None = None
        self.state: wire.State | None = None
        self.close_code: int | None = None
        self.failure: Exception | None = None
        self.n = 0
        self._clock: tuple[float, int] | None = None  # (monotonic seconds, tick) of one moment
        self._frozen = True
        self._rtt = float("inf")
        self._asked: dict[int, float] = {}
        self._mine: dict[int, Key | Serve] = {}
        self._served = -1000

    # --- The socket ------------------------------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def connected(self) -> AsyncIterator["Player"]:
        async with websockets.connect(self.url, origin=self.origin, compression=None) as socket:
            self._socket = socket
            await socket.send(wire.write_client(wire.Hello(self.ticket, wire.VERSION, self.n)).decode())
            tasks = [asyncio.create_task(self._receive()), asyncio.create_task(self._ping())]
            try:
                yield self
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                if self.failure is not None:
                    raise self.failure

    async def _receive(self) -> None:
        try:
            async for text in self._socket:
                frame = wire.read_server(text)
                self.received.append(frame)
                await self._take(frame)
        except websockets.ConnectionClosed:
            pass
        except Exception as wrong:
            self.failure = wrong
            raise
        finally:
            self.close_code = self._socket.close_code
            self.over.set()

    async def _ping(self) -> None:
        for turn in range(1_000_000):
            cts = time.monotonic_ns() // 1000
            self._asked[cts] = time.monotonic()
            await self.send(wire.Ping(cts))
            await asyncio.sleep(0.25 if turn < 8 else 2)

    async def send(self, frame: wire.ClientIn) -> None:
        with contextlib.suppress(websockets.ConnectionClosed):
            await self._socket.send(wire.write_client(frame).decode())

    # --- What the server says --------------------------------------------------------------------------

    async def _take(self, frame: wire.ServerOut) -> None:
        match frame:
            case wire.State():
                self.state, self.copy = frame, Copy(frame)
                self._clock, self._frozen = (time.monotonic(), frame.tick), True
                self.began.set()
            case wire.Restamped():
                self._restamp(frame)
            case wire.KeyTold() | wire.ServeTold() | wire.ResignTold() if self.copy:
                self.copy.add(frame)
            case wire.Pong():
                await self._synchronise(frame)
            case wire.Stopped():
                self._clock, self._frozen, self._rtt = (time.monotonic(), frame.t), True, float("inf")
            case wire.Countdown():
                self._clock, self._frozen = (time.monotonic() + frame.wall_ms / 1000, frame.tick), False
            case wire.EndTold():
                self.over.set()
            case _:
                pass

    def _restamp(self, frame: wire.Restamped) -> None:
        entry = self._mine.pop(frame.n, None)
        if entry is None or self.copy is None:
            return
        if entry in self.copy.entries:
            self.copy.entries.remove(entry)
        if frame.t >= 0:
            self.copy.insert(replace(entry, t=frame.t))

    def _predict(self, entry: Key | Serve) -> None:
        self._mine[self.n] = entry
        if self.copy:
            self.copy.insert(entry)

    async def _synchronise(self, frame: wire.Pong) -> None:
        await self.send(wire.Echo(frame.cts))
        asked = self._asked.pop(frame.cts, None)
        if asked is None:
            return
        now = time.monotonic()
        if now - asked <= self._rtt:
            self._rtt, self._clock = now - asked, ((now + asked) / 2, frame.tick)
            self._frozen = False

    # --- Acting ----------------------------------------------------------------------------------------

    @property
    def slots(self) -> tuple[int, ...]:
        assert self.state is not None
        return self.state.header.slots

    def tick(self) -> int:
        if self._clock is None:
            return 0
        since = 0.0 if self._frozen else time.monotonic() - self._clock[0]
        return max(0, self._clock[1] + int(since * 240))

    async def key(self, key: int, slot: int | None = None, at: int | None = None) -> None:
        stamp = self.tick() if at is None else at
        self.n += 1
        self._predict(Key(stamp, self.slots[0] if slot is None else slot, key))
        await self.send(wire.KeyFrame(self.n, stamp, key, -1 if slot is None else slot))

    async def serve(self, slot: int | None = None) -> None:
        stamp = self.tick()
        self.n += 1
        self._predict(Serve(stamp, self.slots[0] if slot is None else slot))
        await self.send(wire.ServeFrame(self.n, stamp, -1 if slot is None else slot))

    async def resign(self, slot: int | None = None) -> None:
        self.n += 1
        await self.send(wire.ResignFrame(self.n, -1 if slot is None else slot))

    async def play(self, until: float = 120.0, skill: float = 60.0) -> None:
        """Chase the ball with every seat of this socket until the match is over; `skill` is the slack in units."""
        await asyncio.wait_for(self.began.wait(), 10)
        held = dict.fromkeys(self.slots, 0)
        deadline = time.monotonic() + until
        while not self.over.is_set() and time.monotonic() < deadline:
            await asyncio.sleep(0.06)
            for slot in self.slots:
                await self._serve_when_open(slot)
                wanted = self._wanted(slot, skill)
                if wanted is not None and wanted != held[slot]:
                    held[slot] = wanted
                    await self.key(wanted, slot if len(self.slots) > 1 else None)

    async def _serve_when_open(self, slot: int) -> None:
        assert self.copy is not None
        if self.copy.at(self.tick()).serve_open(slot) and self.tick() - self._served > 240:
            self._served = self.tick()
            await self.serve(slot if len(self.slots) > 1 else None)

    def _wanted(self, slot: int, skill: float) -> int | None:
        assert self.copy is not None
        head = self.copy.at(self.tick())
        ball = head.ball()
        if head.phase is Phase.OVER or ball is None:
            return 0 if ball is None else None
        gap = ball[1] - head.paddle_y(slot)
        return 0 if abs(gap) < skill * 1000 else (1 if gap > 0 else -1)

    # --- What it witnessed -----------------------------------------------------------------------------

    def goals(self) -> list[wire.GoalTold]:
        return [frame for frame in self.received if isinstance(frame, wire.GoalTold)]

    def result(self) -> wire.EndTold | None:
        ends = [frame for frame in self.received if isinstance(frame, wire.EndTold)]
        return ends[-1] if ends else None


def _entry(told: wire.EntryTold) -> Entry:
    match told:
        case wire.KeyTold():
            return Key(told.t, told.slot, told.key)
        case wire.ServeTold():
            return Serve(told.t, told.slot)
        case wire.ResignTold():
            return Resign(told.t, told.slot, ResignReason(told.reason))
