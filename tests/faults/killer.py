"""Kills the real server at random instants while matches are live; holds what was told against what is left.

An acknowledged fact is one that a client saw: a goal frame, an end frame. The witnesses (this
process) keep them in memory of their own. In the end every match's log is fetched, replayed and compared. The report is
one line in the form that Jepsen prints, with the seed that repeats the run.

    python -m tests.faults.killer --kills 50 --matches 20 [--power-loss] [--unsafe] [--seed 1]
"""

import argparse
import asyncio
import contextlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import websockets

from game_engine import ruleset
from game_engine.codec import decode
from game_engine.events import Goal
from game_engine.replay import replay
from rallyboard.arena import protocol as wire
from tests.faults.power_loss import PowerLossStore
from tests.kit.player import Player
from tests.kit.server import Server
from tests.kit.visitor import Visitor

SKILLS = (60.0, 500.0, 5000.0)
"""One who chases, one who is late, one who stands still: points come often."""
Point = tuple[int, int, int, int]
"""A goal as it was told: tick, winner, score of slot 0, score of slot 1."""


@dataclass
class Witness:
    """What one match's clients were told, and who plays it."""

    match_id: str
    seats: list[Visitor]
    points: set[Point] = field(default_factory=set)
    ends: set[tuple[int, int]] = field(default_factory=set)
    over: bool = False

    def remember(self, frames: list[wire.ServerOut]) -> None:
        for frame in frames:
            if isinstance(frame, wire.GoalTold):
                self.points.add((frame.t, frame.winner, frame.s0, frame.s1))
            elif isinstance(frame, wire.EndTold):
                self.ends.add((frame.reason, frame.winner))
                self.over = True


@dataclass
class Report:
    """The line: attempts are the points that logs hold, acknowledged those that a client saw."""

    faults: int
    seed: int
    attempted: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    recovered: int = 0
    matches: int = 0
    finished: int = 0

    def line(self) -> str:
        ok = self.acknowledged - len(self.lost)
        return (
            f"faults {self.faults} | matches {self.matches} ({self.finished} finished) | attempted {self.attempted} | "
            f"acked {self.acknowledged} | ok {ok} | LOST {len(self.lost)} | DUPLICATED {len(self.duplicated)} | "
            f"unexpected {len(self.unexpected)} | recovered {self.recovered} | seed {self.seed}"
        )


class Killer:
    """Keeps `live` matches going over a server that dies every few seconds."""

    def __init__(self, server: Server, live: int, seed: int) -> None:
        self.server, self.live = server, live
        self.chance = random.Random(seed)
        self.witnesses: list[Witness] = []
        self.visitors: dict[str, Visitor] = {}
        self.players: set[Player] = set()
        self.stopping = False

    async def run(self, kills: int, store: PowerLossStore | None) -> None:
        self.keepers = [asyncio.create_task(self._keep_one_going(number)) for number in range(self.live)]
        for _ in range(kills):
            await self._moment()
            await asyncio.to_thread(self.server.kill)
            if store is not None:
                await asyncio.to_thread(store.cut)
            await asyncio.to_thread(self.server.start)
        self.stopping = True
        await self._finish()

    async def _moment(self) -> None:
        """When to kill: every third time anywhere in the comeback, else soon after a point was told."""
        if self.chance.random() < 1 / 3:
            await asyncio.sleep(self.chance.uniform(0.0, 5.0))
            return
        told = self.told
        for _ in range(600):
            if self.told != told:
                break
            await asyncio.sleep(0.02)
        await asyncio.sleep(self.chance.uniform(0.0, 1.0))

    @property
    def told(self) -> int:
        """Points told so far, those of the sockets that are open now included."""
        live = sum(isinstance(frame, wire.GoalTold) for player in self.players for frame in player.received)
        return live + sum(len(witness.points) for witness in self.witnesses)

    async def _finish(self) -> None:
        """Everybody resigns, so that every match ends and its log is whole."""
        await asyncio.wait_for(asyncio.gather(*self.keepers), 180)
        for visitor in self.visitors.values():
            await visitor.http.aclose()

    async def _keep_one_going(self, number: int) -> None:
        while not self.stopping:
            witness = await self._open(number)
            if witness is None:
                await asyncio.sleep(0.2)
                continue
            self.witnesses.append(witness)
            seats = witness.seats
            await asyncio.gather(*(self._keep_playing(witness, visitor) for visitor in seats))

    async def _open(self, number: int) -> Witness | None:
        """A new match, every other one against the house; None when the server is down just now."""
        try:
            left = await self._visitor(f"Left {number}")
            if number % 2:
                made = await left.against_bot("classic-5", 1 + number % 5)
                return Witness(made["id"], [left])
            made = await left.invite("classic-5")
            right = await self._visitor(f"Right {number}")
            await right.accept(made["invite_code"])
            return Witness(made["id"], [left, right])
        except (httpx.TransportError, AssertionError):
            return None

    async def _visitor(self, alias: str) -> Visitor:
        """The same people play on, so the site sees no flood of new guests."""
        if alias not in self.visitors:
            visitor = Visitor(self.server.base, alias)
            await visitor.__aenter__()
            self.visitors[alias] = visitor
        return self.visitors[alias]

    async def _keep_playing(self, witness: Witness, visitor: Visitor) -> None:
        sent = 0
        while not witness.over:
            player: Player | None = None
            try:
                ticket = await visitor.ticket(witness.match_id)
                player = Player(self.server.base, ticket)
                player.n = sent
                self.players.add(player)
                async with player.connected():
                    await self._play(player)
            except (httpx.TransportError, websockets.WebSocketException, OSError, AssertionError, TimeoutError):
                await asyncio.sleep(0.1 + 0.2 * self.chance.random())
            finally:
                if player is not None:
                    self.players.discard(player)
                    sent = player.n
                    witness.remember(player.received)
            if not witness.over:
                witness.over = await self._ended_unseen(witness, visitor)

    async def _play(self, player: Player) -> None:
        playing = asyncio.create_task(player.play(skill=self.chance.choice(SKILLS)))
        while not playing.done():
            await asyncio.sleep(0.1)
            if self.stopping and player.began.is_set():
                await player.resign()
                await asyncio.wait_for(player.over.wait(), 5)
        await playing

    async def _ended_unseen(self, witness: Witness, visitor: Visitor) -> bool:
        """The match may have ended, or been lost, while this client was cut off: then the site says so."""
        with contextlib.suppress(httpx.TransportError):
            answer = await visitor.http.get(f"/matches/{witness.match_id}")
            return answer.status_code == 404 or answer.json().get("status") in {"finished", "void"}
        return False


async def judge(server: Server, witnesses: list[Witness], report: Report) -> Report:
    """Fetch every log, replay it, and compare with what was told."""
    async with httpx.AsyncClient(base_url=f"{server.base}/api/v1", timeout=30) as http:
        for witness in witnesses:
            report.matches += 1
            report.acknowledged += len(witness.points) + len(witness.ends)
            _no_two_stories(witness, report)
            card = (await http.get(f"/matches/{witness.match_id}")).json()
            answer = await http.get(f"/matches/{witness.match_id}/log")
            if answer.status_code != 200:
                report.lost.extend(f"{witness.match_id} {point}" for point in witness.points | witness.ends)
                continue
            report.finished += 1
            _compare(witness, card, answer.content, report)
    return report


def _no_two_stories(witness: Witness, report: Report) -> None:
    """The same point told with two different contents is a duplicate in disguise."""
    scores = [point[2:] for point in witness.points]
    report.duplicated.extend(f"{witness.match_id} {score}" for score in set(scores) if scores.count(score) > 1)


def _compare(witness: Witness, card: dict[str, Any], data: bytes, report: Report) -> None:
    log = decode(data)
    again = replay(ruleset(log.header.ruleset), log.header.cfg.serve0, log.entries)
    logged = {(event.t, event.winner, event.s0, event.s1) for event in again.events if isinstance(event, Goal)}
    report.attempted += len(logged)
    report.lost.extend(f"{witness.match_id} {point}" for point in witness.points - logged)
    report.recovered += len(logged - witness.points)
    if tuple(again.events) != tuple(log.events):
        report.unexpected.append(f"{witness.match_id}: the stored events are not those of its replay")
    if list(again.match.scores) != card["scores"] or (again.match.winner,) != (card["winner_slot"],):
        report.unexpected.append(f"{witness.match_id}: {again.match.scores} replayed, {card['scores']} stored")
    told = {winner for _, winner in witness.ends}
    if told and told != {-1 if again.match.winner is None else again.match.winner}:
        report.lost.append(f"{witness.match_id}: told that {told} won, logged {again.match.winner}")


def campaign(
    folder: Path, kills: int, matches: int, seed: int, power_loss: bool = False, unsafe: bool = False
) -> Report:
    """One whole run in `folder`; its line is printed as it ends."""
    settings = {"ETL": "off", "JOBS": "off", "LOG_LEVEL": "warning", "SPECTATOR_DELAY_MS": "0", "ENV": "test"}
    if unsafe:
        settings["UNSAFE_ANNOUNCE_BEFORE_SYNC"] = "1"
    with _disk(folder, power_loss) as (data, store), Server(data, **settings) as server:
        killer = Killer(server, matches, seed)
        began = time.monotonic()
        asyncio.run(killer.run(kills, store))
        report = asyncio.run(judge(server, killer.witnesses, Report(kills, seed)))
    print(report.line(), f"| {time.monotonic() - began:.0f} s", flush=True)
    return report


@contextlib.contextmanager
def _disk(folder: Path, power_loss: bool) -> Iterator[tuple[Path, PowerLossStore | None]]:
    if not power_loss:
        yield folder / "data", None
        return
    with PowerLossStore(folder / "disk") as store:
        yield store.mount / "data", store


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--matches", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--power-loss", action="store_true")
    parser.add_argument("--unsafe", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = campaign(Path(folder), wanted.kills, wanted.matches, wanted.seed, wanted.power_loss, wanted.unsafe)
    faults = {"lost": report.lost, "duplicated": report.duplicated, "unexpected": report.unexpected}
    print(json.dumps({name: rows[:10] for name, rows in faults.items()}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
