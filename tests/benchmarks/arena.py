"""Live matches on one core: our arena with its journal on, against a minimal Colyseus room that does the same.

Both servers are pinned to core 0, the load (Node `ws`, six key changes a second from each client) to core 1; a round
is void when the load's core was busier than 0.85. Server cost is what the kernel says its threads ran (`schedstat`),
not the wall clock. Rounds are interleaved and medians quoted. p99 limits: ours 20 ms from a key to the opponent's
client, a patch design 75 ms between patches.
"""

import asyncio
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.kit.server import Server, free_port
from tests.kit.visitor import Visitor

PEERS = Path(__file__).parent / "peers"
MATCHES, SECONDS, ROUNDS = 300, 10, 3
RAMP = (300, 450, 675, 1000, 1500, 2250)
BUSIEST_LOADER = 0.85
EACH = 15
LIMITS_MS = {"rallyboard": ("p99", 20.0), "colyseus": ("gap99", 75.0)}


def cpu_seconds(pid: int) -> float:
    """What all threads of a process have run so far."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


@contextmanager
def rallyboard(folder: Path) -> Iterator[tuple[int, str]]:
    with Server(folder / "data", ETL="off", LOG_LEVEL="warning", ENV="test") as server:
        assert server.process is not None
        os.sched_setaffinity(server.process.pid, {0})
        yield server.process.pid, server.base


@contextmanager
def colyseus(folder: Path) -> Iterator[tuple[int, str]]:
    port = free_port()
    command = ["taskset", "-c", "0", "node", "colyseus.mjs", str(port), str(folder / "journal")]
    environment = {**os.environ, "NODE_ENV": "production"}
    with subprocess.Popen(command, cwd=PEERS, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid, f"http://127.0.0.1:{port}"
        process.kill()


async def open_matches(base: str, matches: int, line: Any) -> None:
    """Pairs of guests play fifteen matches each. First all are opened, which is slow, then all are begun at once:
    a match's two tickets go to the load as soon as they are there, so that none is over before the last begins."""
    async with AsyncExitStack() as visitors:
        opened: list[tuple[Visitor, Visitor, str]] = []
        for first in range(0, matches, EACH):
            address = f"127.0.1.{1 + first // EACH % 200}"
            left, right = [
                await visitors.enter_async_context(Visitor(base, name, address)) for name in ("Left", "Right")
            ]
            for _ in range(min(EACH, matches - first)):
                made = await left.invite("classic-21")
                await right.accept(made["invite_code"])
                opened.append((left, right, made["id"]))
        for left, right, match_id in opened:
            seats = [await left.ticket(match_id), await right.ticket(match_id)]
            line.write((json.dumps(seats) + "\n").encode())
            line.flush()
    line.close()


def measure(peer: str, matches: int, seconds: int = SECONDS) -> dict[str, float]:
    """One run of one contestant: cost, bytes and lateness of `matches` matches."""
    contestant = {"rallyboard": rallyboard, "colyseus": colyseus}[peer]
    with tempfile.TemporaryDirectory() as folder, contestant(Path(folder)) as (pid, base):
        command = ["taskset", "-c", "1", "node", "load.mjs", peer, base, str(matches), str(seconds)]
        with subprocess.Popen(command, cwd=PEERS, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as load:
            assert load.stdout is not None
            if peer == "rallyboard":
                asyncio.run(open_matches(base, matches, load.stdin))
            assert load.stdout.readline() == b"measuring\n", "the load did not get its matches going"
            began = cpu_seconds(pid)
            found: dict[str, float] = json.loads(load.stdout.readline())
            used = cpu_seconds(pid) - began
    found["us"] = used * 1e6 / (matches * found["seconds"])
    found["core"] = used / found["seconds"]
    found["bytes_s"] = found["bytes"] / (matches * found["seconds"])
    return found


def held(peer: str) -> int:
    """The largest step of the ramp that one core holds within the p99 limit, the load's core not being the bound."""
    figure, limit = LIMITS_MS[peer]
    most = 0
    for matches in RAMP:
        found = measure(peer, matches, 6)
        late = found[figure] if found[figure] is not None else float("inf")
        fit = late < limit and found["loader"] < BUSIEST_LOADER
        print(f"  ramp {peer} {matches}: p99 {late:.1f} ms, core {found['core']:.2f}, load {found['loader']:.2f}")
        if not fit:
            break
        most = matches
    return most


def main() -> dict[str, float]:
    if not (PEERS / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=PEERS, check=True)
    rounds: dict[str, list[dict[str, float]]] = {"rallyboard": [], "colyseus": []}
    for _ in range(ROUNDS):
        for peer, found in rounds.items():
            found.append(measure(peer, MATCHES))
            time.sleep(0.5)
    ours, theirs = (_median(rounds[peer]) for peer in ("rallyboard", "colyseus"))
    for peer, row in (("rallyboard", ours), ("colyseus", theirs)):
        print(_line(peer, row))
    matches = {peer: held(peer) for peer in rounds}
    ratios = {
        "cpu": theirs["us"] / ours["us"],
        "bytes": ours["bytes_s"] / theirs["bytes_s"],
        "matches": matches["rallyboard"] / max(1, matches["colyseus"]),
    }
    print(f"arena: match-seconds per CPU-second, ours/Colyseus = {ratios['cpu']:.2f}; bytes = {ratios['bytes']:.2f}")
    print(f"arena: held on a core {matches['rallyboard']}/{matches['colyseus']} = {ratios['matches']:.2f}")
    return ratios


def _line(peer: str, row: dict[str, float]) -> str:
    late, void = row[LIMITS_MS[peer][0]], " VOID" if row["loader"] > BUSIEST_LOADER else ""
    cost = f"{row['us']:.0f} us CPU, {row['bytes_s']:.0f} B a match-second"
    return f"arena: {peer} {cost}, p99 {late:.1f} ms, load {row['loader']:.2f}{void}"


def _median(rows: list[dict[str, float]]) -> dict[str, float]:
    names = [name for name in rows[0] if isinstance(rows[0][name], int | float)]
    return {name: statistics.median(row[name] for row in rows) for name in names}


if __name__ == "__main__":
    main()
