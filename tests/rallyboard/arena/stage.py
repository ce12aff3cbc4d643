"""A court for tests: real matches over a real journal, with a clock that is moved by hand and lines that remember."""

import asyncio
from pathlib import Path

from game_engine.bots.roster import ROSTER
from rallyboard.arena import protocol as wire
from rallyboard.arena.client import Client
from rallyboard.arena.clock import MS, SECOND, SimulatedClock
from rallyboard.arena.fixture import Fixture, SeatPlan, bot_seat
from rallyboard.arena.hearing import hear
from rallyboard.arena.journal import Journal
from rallyboard.arena.live import Live
from rallyboard.arena.play import Stage
from rallyboard.arena.wakes import Wakes

NOW = "2026-01-01T00:00:00.000+00:00"
ADA, BOB = (
    SeatPlan("00000000-0000-4000-8000-00000000000a", "guest"),
    SeatPlan("00000000-0000-4000-8000-00000000000b", "guest"),
)
BOT = bot_seat(ROSTER["comet"], "00000000-0000-4000-8000-0000000000cc")
MATCH = "01a1fc9e-03d3-70d1-848c-9a5aa71801f4"


def fixture(
    one: SeatPlan | None = ADA,
    two: SeatPlan | None = BOB,
    mode: str = "casual",
    serve0: int = 0,
    ruleset: str = "classic-5",
) -> Fixture:
    return Fixture(MATCH, mode, ruleset, serve0, NOW, (one, two))


class Ear:
    """A line that remembers what was said, and why it was hung up."""

    def __init__(self) -> None:
        self.frames: list[wire.ServerOut] = []
        self.code: int | None = None

    def send(self, frame: bytes) -> None:
        assert self.code is None, "a frame after goodbye"
        self.frames.append(wire.read_server(frame))

    def close(self, code: int) -> None:
        self.code = self.code or code

    def take(self) -> list[wire.ServerOut]:
        """What was said since the last time."""
        said, self.frames = self.frames, []
        return said

    def said(self, kind: type[wire.ServerOut]) -> list[wire.ServerOut]:
        return [frame for frame in self.frames if isinstance(frame, kind)]


class Court:
    """One live match, its journal, and the time."""

    def __init__(
        self, folder: Path, plan: Fixture | None = None, *, delay_ms: int = 3000, unsafe: bool = False
    ) -> None:
        self.clock = SimulatedClock(10 * SECOND)
        loop = asyncio.get_running_loop()
        self.journal = Journal(folder, self.clock.now_ns, loop.call_soon_threadsafe, unsafe=unsafe)
        self.stage = Stage(self.clock, self.journal, Wakes(self.clock), delay_ms * MS)
        self.begun: list[Live] = []
        self.over: list[Live] = []
        self.live = self.make(plan or fixture())
        self.journal.start()

    def make(self, plan: Fixture) -> Live:
        return Live(plan, self.stage, self.begun.append, self.over.append)

    def sit(self, *slots: int, last_n: int = 0) -> tuple[Client, Ear]:
        ear = Ear()
        client = self.live.attach(ear, slots, last_n)
        assert client is not None
        return client, ear

    def say(self, client: Client, frame: wire.ClientIn | str) -> wire.Close | None:
        text = frame if isinstance(frame, str) else wire.write_client(frame)
        return hear(self.live, client, text, self.clock.ns)

    def go(self, ms: float) -> None:
        """Let time pass, with every wake-up at its moment."""
        until = self.clock.ns + int(ms * MS)
        while self.live.wake_ns is not None and self.live.wake_ns <= until:
            self.clock.ns = max(self.clock.ns, self.live.wake_ns)
            self.live.wake_ns = None
            self.live.wake(self.clock.ns)
        self.clock.ns = until

    async def run(self, ms: float, *clients: Client) -> None:
        """Let time pass with pages that ping and a disk that keeps up."""
        until = self.clock.ns + int(ms * MS)
        while self.clock.ns < until:
            self.go(min(1000, (until - self.clock.ns) / MS))
            for client in clients:
                if client in self.live.play.crowd.players + self.live.play.crowd.watchers:
                    self.say(client, wire.Ping(self.clock.ns))
            await self.synced()

    async def synced(self) -> None:
        """Everything accepted so far is on disk, and who waited for that was told."""
        done = asyncio.get_running_loop().create_future()
        self.journal.after_sync(lambda: done.set_result(None))
        await done

    @property
    def tick(self) -> int:
        return self.live.play.tick(self.clock.ns)

    def close(self) -> None:
        self.stage.wakes.stop()
        self.journal.close()
