"""Does a flood of logins reach a live match? From a key to the opponent's client, with the flood and without, in turns.

Two people play over sockets; one key at a time is timed from its sending to its arrival at the opponent. Meanwhile
another process sends logins at a steady rate, each for another address and from another network: more than the hashing
pool can check, so that it never rests and its queue is full. Server on core 0, clients on core 1, as in `arena`; the
flood, which would come from other machines, gives way to the players there. Windows alternate, their first second is
not counted. The goal: p99 under flood within twice p99 idle.

    python -m tests.benchmarks.login_flood [--windows 6] [--seconds 8] [--rate 120]
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from rallyboard.arena import protocol as wire
from tests.kit.player import Player
from tests.kit.server import Server
from tests.kit.visitor import Visitor

SECRET = "a secret of more than thirty-two bytes"
BETWEEN_S, LOST_S, SETTLED_S = 0.03, 2.0, 1.0
KEYS = (1, 0, -1, 0)


class Rival(Player):
    """Knows when each key of the opponent arrived."""

    def __init__(self, base: str, ticket: dict[str, Any]) -> None:
        super().__init__(base, ticket)
        self.heard = asyncio.Event()
        self.at = 0.0

    async def _take(self, frame: wire.ServerOut) -> None:
        if isinstance(frame, wire.KeyTold) and frame.slot not in self.slots:
            self.at = time.perf_counter()
            self.heard.set()
        await super()._take(frame)


class Duel:
    """Two people who play on, match after match, until they are told to stop."""

    def __init__(self, base: str) -> None:
        self.base, self.stopping = base, False
        self.waits: dict[str, list[float]] = {"idle": [], "flood": []}
        self.window = ""

    async def run(self) -> None:
        async with Visitor(self.base, "Left") as left, Visitor(self.base, "Right") as right:
            while not self.stopping:
                made = await left.invite("classic-21")
                await right.accept(made["invite_code"])
                one, other = [Rival(self.base, await seat.ticket(made["id"])) for seat in (left, right)]
                async with one.connected(), other.connected():
                    await self._play(one, other)
                    await one.resign()

    async def _play(self, one: Rival, other: Rival) -> None:
        await asyncio.gather(one.began.wait(), other.began.wait())
        turn = 0
        while not (self.stopping or one.over.is_set() or other.over.is_set()):
            turn += 1
            for sender, hearer in ((one, other), (other, one)):
                await sender._serve_when_open(sender.slots[0])
                await self._key(sender, hearer, KEYS[turn % len(KEYS)])
                await asyncio.sleep(BETWEEN_S)

    async def _key(self, sender: Rival, hearer: Rival, key: int) -> None:
        hearer.heard.clear()
        window, sent = self.window, time.perf_counter()
        await sender.key(key)
        try:
            await asyncio.wait_for(hearer.heard.wait(), LOST_S)
        except TimeoutError:
            if sender.over.is_set() or hearer.over.is_set():
                return
            hearer.at = time.perf_counter()
        if window and window == self.window:
            self.waits[window].append(1000 * (hearer.at - sent))


async def alternate(base: str, windows: int, seconds: float, rate: int) -> tuple[dict[str, list[float]], Counter[str]]:
    """Waits in milliseconds by kind of window, and what the flood was answered."""
    words = [sys.executable, "-m", "tests.benchmarks.login_flood", "--flood", base, "--rate", str(rate)]
    flood = await asyncio.create_subprocess_exec(*words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert flood.stdin is not None
    assert flood.stdout is not None
    await flood.stdout.readline()
    duel = Duel(base)
    playing = asyncio.create_task(duel.run())
    for number in range(2 * windows):
        kind = ("idle", "flood")[number % 2]
        flood.stdin.write(b"on\n" if kind == "flood" else b"off\n")
        await asyncio.sleep(SETTLED_S)
        duel.window = kind
        await asyncio.sleep(seconds)
        duel.window = ""
    flood.stdin.close()
    duel.stopping = True
    await playing
    told = (await flood.stdout.read()).decode().split()
    await flood.wait()
    return duel.waits, Counter({name: int(count) for name, _, count in (word.partition("=") for word in told)})


async def pour(base: str, rate: int) -> None:
    """The flood: `rate` logins a second while the last line of standard input says on; ends with it."""
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    is_on, answers, number = False, Counter[str](), 0
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    print("ready", flush=True)
    told = asyncio.create_task(lines.readline())
    pool = httpx.Limits(max_connections=200)
    page = httpx.AsyncClient(base_url=base, headers={"origin": base}, timeout=30, limits=pool)
    async with page, asyncio.TaskGroup() as group:
        while not (told.done() and not told.result()):
            await asyncio.sleep(1 / rate)
            if told.done():
                is_on = told.result() == b"on\n"
                told = asyncio.create_task(lines.readline()) if told.result() else told
            if is_on:
                number += 1
                group.create_task(_try(page, number, answers))
    print(" ".join(f"{status}={count}" for status, count in sorted(answers.items())), flush=True)


async def _try(http: httpx.AsyncClient, number: int, answers: Counter[str]) -> None:
    body = {"email": f"nobody{number}@example.org", "password": "not the password at all"}
    here = f"10.{number >> 8 & 255}.{number & 255}.9"
    try:
        answer = await http.post("/api/v1/auth/login", json=body, headers={"x-forwarded-for": here})
        answers[str(answer.status_code)] += 1
    except httpx.TransportError:
        answers["none"] += 1


def report(waits: dict[str, list[float]], answers: Counter[str]) -> float:
    p50, p99 = ({kind: float(np.quantile(row, share)) for kind, row in waits.items()} for share in (0.5, 0.99))
    ratio = p99["flood"] / p99["idle"]
    flood = ", ".join(f"{status} x{count}" for status, count in sorted(answers.items()))
    for kind, row in waits.items():
        print(f"login_flood: {kind} n={len(row)} | key to opponent p50 {p50[kind]:.1f} ms, p99 {p99[kind]:.1f} ms")
    assert min(answers["401"], answers["503"]) > 0, f"that was no flood: {answers}"
    verdict = "within" if ratio <= 2 else "MORE THAN"
    print(f"login_flood: p99 flood/idle = {ratio:.2f}, {verdict} 2 | the flood was answered {flood}", flush=True)
    return ratio


def main(words: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--windows", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--rate", type=int, default=120)
    parser.add_argument("--flood", default="", help=argparse.SUPPRESS)
    wanted = parser.parse_args(words or [])
    if wanted.flood:
        asyncio.run(pour(wanted.flood, wanted.rate))
        return
    with tempfile.TemporaryDirectory() as folder:
        settings = {"SECRET": SECRET, "ETL": "off", "PROXIES": "127.0.0.1", "LOG_LEVEL": "error", "DATABASE": ""}
        with Server(Path(folder) / "data", **settings) as server:
            assert server.process is not None
            for thread in Path(f"/proc/{server.process.pid}/task").iterdir():
                os.sched_setaffinity(int(thread.name), {0})
            os.sched_setaffinity(0, {1})
            report(*asyncio.run(alternate(server.base, wanted.windows, wanted.seconds, wanted.rate)))


if __name__ == "__main__":
    main(sys.argv[1:])
