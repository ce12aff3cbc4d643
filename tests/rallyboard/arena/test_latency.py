"""Two browsers 80 ms away, give or take 20: what each saw at its own paddle is what the log says.

The whole arena on simulated time: real match, real frames, a network that delays each of them by its own chance and
never changes their order. The players know the tick only by their pings, as browsers do.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

import pytest

from game_engine import Hit, Key, Match, Missed, Phase
from rallyboard.arena import protocol as wire
from rallyboard.arena.client import Client
from rallyboard.arena.clock import MS, SECOND, TICKS
from tests.kit.player import Copy
from tests.rallyboard.arena.stage import Court

FRAME_NS = SECOND // 60
SECONDS = 70


@dataclass
class Network:
    """Delivers what it was given, later, in the order of sending."""

    court: Court
    chance: random.Random
    base_ms: float
    spread_ms: float
    coming: list[tuple[int, int, Callable[[], None]]] = field(default_factory=list)
    last: dict[object, int] = field(default_factory=dict)
    count: int = 0

    def carry(self, lane: object, deliver: Callable[[], None]) -> None:
        delay = int(self.chance.uniform(self.base_ms - self.spread_ms, self.base_ms + self.spread_ms) * MS)
        at = max(self.court.clock.ns + delay, self.last.get(lane, 0))
        self.last[lane] = at
        self.at(at, deliver)

    def at(self, ns: int, call: Callable[[], None]) -> None:
        self.count += 1
        heappush(self.coming, (ns, self.count, call))

    async def run(self, until_ns: int) -> None:
        while self.coming and self.coming[0][0] <= until_ns and not self.court.over:
            ns, _, call = heappop(self.coming)
            self.court.go((ns - self.court.clock.ns) / MS)
            call()
            if self.count % 50 == 0:
                await self.court.synced()


class Browser:
    """A player's page: predicts its own match, chases the ball, and notes every hit it saw at its own paddle."""

    def __init__(self, network: Network, slot: int, skew_ns: int, *, echoes: bool) -> None:
        self.network, self.slot, self.skew_ns, self.echoes = network, slot, skew_ns, echoes
        self.saw: dict[int, Hit] = {}
        self.copy: Copy | None = None
        self.client: Client | None = None
        self.n = self.held = 0
        self.mine: dict[int, Key] = {}
        self.pings: list[tuple[int, float]] = []
        self.shown = 0

    def send(self, frame: bytes) -> None:
        self.network.carry((self, "down"), lambda: self.take(wire.read_server(frame)))

    def close(self, code: int) -> None:
        pass

    def say(self, frame: wire.ClientIn) -> None:
        def arrive() -> None:
            if self.client is not None and self.client in self.network.court.live.play.crowd.players:
                assert self.network.court.say(self.client, frame) is None

        self.network.carry((self, "up"), arrive)

    # --- The clock, from pings alone -------------------------------------------------------------------

    def own_ns(self) -> int:
        return self.network.court.clock.ns + self.skew_ns

    def tick(self) -> int:
        _, offset = min(self.pings)
        return int(self.own_ns() * TICKS / SECOND + offset)

    def ping(self, turn: int = 0) -> None:
        self.say(wire.Ping(self.own_ns()))
        self.network.at(self.network.court.clock.ns + (250 if turn < 8 else 2000) * MS, lambda: self.ping(turn + 1))

    # --- What the server says --------------------------------------------------------------------------

    def take(self, frame: wire.ServerOut) -> None:
        match frame:
            case wire.State():
                self.copy = Copy(frame)
            case wire.KeyTold() | wire.ServeTold():
                assert self.copy is not None
                self.copy.add(frame)
            case wire.Restamped():
                self.restamp(frame)
            case wire.Pong():
                if self.echoes:
                    self.say(wire.Echo(frame.cts))
                rtt = self.own_ns() - frame.cts
                self.pings.append((rtt, frame.tick - (self.own_ns() - rtt / 2) * TICKS / SECOND))
                del self.pings[:-8]
            case _:
                pass

    def restamp(self, frame: wire.Restamped) -> None:
        assert self.copy is not None
        old = self.mine[frame.n]
        if old in self.copy.entries:
            self.copy.entries.remove(old)
        self.copy.insert(Key(frame.t, self.slot, old.key))

    # --- Playing ---------------------------------------------------------------------------------------

    def draw(self) -> None:
        """One frame on the screen, sixty times a second."""
        self.network.at(self.network.court.clock.ns + FRAME_NS, self.draw)
        if self.copy is None or len(self.pings) < 4 or (tick := self.tick()) < 1:
            return
        key = self.wanted(self.look(tick))
        if key != self.held:
            self.press(key, tick)

    def wanted(self, head: Match) -> int:
        """Go at the last moment and meet the ball with the edge, so that a key counted a little later is a miss."""
        if head.phase is not Phase.RALLY or (contact := head.next_event()) is None:
            return 0
        future = head.clone()
        met = future.advance(contact)[-1]
        if not isinstance(met, (Hit, Missed)) or met.slot != self.slot:
            return 0
        side = 65_000 if contact % 2 else -65_000
        gap = min(825_000, max(75_000, met.y + side)) - head.paddle_y(self.slot)
        left = (contact - head.tick) * head.ruleset.paddle_speed
        return 0 if abs(gap) < 8_000 or left > abs(gap) + 15_000 else (1 if gap > 0 else -1)

    def look(self, tick: int) -> Match:
        """What is drawn; a hit that appears at the own paddle between two frames was seen."""
        assert self.copy is not None
        head = self.copy.base.clone()
        events = []
        for entry in self.copy.entries:
            if head.tick <= entry.t < tick:
                events += head.apply(entry)
        events += head.advance(max(tick, head.tick))
        for event in events:
            if isinstance(event, Hit) and event.slot == self.slot and self.shown < event.t <= tick:
                self.saw[event.t] = event
        self.shown = max(self.shown, tick)
        self.copy.at(tick)
        return head

    def press(self, key: int, tick: int) -> None:
        self.n += 1
        self.held = key
        entry = self.mine[self.n] = Key(tick, self.slot, key)
        assert self.copy is not None
        self.copy.insert(entry)
        self.say(wire.KeyFrame(self.n, tick, key))


async def rally(court: Court, seed: int, *, echoes: bool = True) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Hits as (tick, slot): those the receivers saw, and those of the log; 80 ms one way, give or take 20."""
    network = Network(court, random.Random(seed), 80, 20)
    browsers = [Browser(network, slot, (slot + 1) * 50_000 * MS + 123, echoes=echoes) for slot in (0, 1)]
    for browser in browsers:
        browser.client = court.live.attach(browser, (browser.slot,), 0)
        browser.ping()
        browser.draw()
    await network.run(court.clock.ns + SECONDS * SECOND)
    room = court.live.play.room
    saw = {(tick, browser.slot) for browser in browsers for tick in browser.saw if tick <= room.base.tick}
    return saw, {(event.t, event.slot) for event in room.events if isinstance(event, Hit)}


@pytest.mark.parametrize("seed", range(5))
async def test_every_hit_the_receiver_saw_is_in_the_log(court: Callable[..., Court], seed: int) -> None:
    saw, logged = await rally(court(), seed)
    assert len(saw) > 20
    assert saw - logged == set()


async def test_without_a_measured_round_trip_hits_would_be_lost(court: Callable[..., Court]) -> None:
    saw, logged = await rally(court(), 0, echoes=False)
    assert saw - logged
