"""How long every question of both boards takes at one million shots, each alone on one thread, medians.

Real matches of all house bots are played and loaded, then their rows are copied under new match ids until there are a
million shots. DuckDB has one thread, as beside a live server, so the CPU time of the asking thread is the time a query
takes on a free core; the wall clock beside it also holds whatever else this machine is doing.
"""

import sys
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from dashboards.boards import player_board, session_board
from dashboards.filters import Filters
from etl.pipeline import Pipeline
from etl.sources import ListSource, Record
from etl.warehouse import Warehouse
from game_engine.bots.roster import ROSTER
from game_engine.bots.sparring import spar
from game_engine.codec import Config, Header, Log, Player, encode
from game_engine.rulesets import DEFAULT

LIMIT_MS, SHOTS, ROUNDS = 100.0, 1_000_000, 7
PLAYED = 200
BOTS = list(ROSTER.values())
KEYS = {bot.slug: str(uuid.uuid5(uuid.NAMESPACE_DNS, bot.slug)) for bot in BOTS}
COPIED = ("dim_match", "fct_rally", "fct_shot", "fct_net", "agg_match_player")


@dataclass
class Stopwatch:
    """A cursor that times every statement, by the figure or query it stands for."""

    cursor: Any
    times: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def execute(self, query: str, parameters: object = None) -> "Rows":
        wall, cpu = time.perf_counter(), time.thread_time()
        rows = self.cursor.execute(query, parameters).fetchall()
        spent = (1000 * (time.thread_time() - cpu), 1000 * (time.perf_counter() - wall))
        self.times.setdefault(query, []).append(spent)
        return Rows(rows)


@dataclass(frozen=True)
class Rows:
    """What a timed statement found."""

    rows: list[Any]

    def fetchall(self) -> list[Any]:
        return self.rows


def record(seed: int) -> Record:
    """One real match between two house bots."""
    left, right = BOTS[seed % len(BOTS)], BOTS[(seed + 1 + seed // len(BOTS)) % len(BOTS)]
    bout = spar(left, right, seed)
    seats = tuple(
        Player(at, KEYS[bot.slug], "ai", f"L{bot.level}", bot.slug, seed) for at, bot in enumerate((left, right))
    )
    header = Header(
        match=str(uuid.uuid5(uuid.NAMESPACE_DNS, f"bench {seed}")), rules=DEFAULT.version, ruleset=DEFAULT.id,
        rules_sha=DEFAULT.sha(), mode="league", started_at=f"2026-03-01T12:{seed % 60:02}:00+00:00",
        cfg=Config(DEFAULT.map, DEFAULT.target, True, DEFAULT.team, 0, DEFAULT.items), players=seats,
    )  # fmt: skip
    s0, s1 = bout.match.scores
    return Record(
        seed + 1, header.match, encode(Log(header, bout.entries, bout.events)), None, s0, s1, bout.match.winner
    )


def filled(folder: Path, shots: int) -> Warehouse:
    """A warehouse of so many shots."""
    warehouse = Warehouse(folder / "bench.duckdb", memory="1GB")
    for _ in Pipeline(warehouse, ListSource([record(seed) for seed in range(PLAYED)])).run():
        pass
    with warehouse.transaction() as writer:
        ((real,),) = writer.execute("SELECT count(*) FROM fct_shot").fetchall()
        copies = -(-shots // real)
        for table in COPIED:
            writer.execute(_copy(table), {"copies": copies})
        writer.execute("UPDATE dim_match SET started_at = started_at + to_minutes((seq % 300000)::INT)")
    return warehouse


def _copy(table: str) -> str:
    key = "match_id, md5(match_id::VARCHAR || copy)::UUID AS match_id"
    return f"""INSERT INTO {table} BY NAME
        SELECT * EXCLUDE (copy) REPLACE ({key.split(", ", 1)[1]}) FROM {table}, range(1, $copies) t(copy)"""


def timed(warehouse: Warehouse) -> dict[str, tuple[float, float]]:
    """Median (CPU, wall) ms of each statement of both boards, for players and matches by turns."""
    with warehouse.cursor() as cursor:
        watch = Stopwatch(cursor)
        matches = cursor.execute("SELECT match_id::VARCHAR FROM dim_match USING SAMPLE 40 (reservoir, 7)").fetchall()
        for player, (match,) in islice(zip(KEYS.values(), matches, strict=False), ROUNDS):
            player_board(watch, player, Filters(), {})
            session_board(watch, match, {})
    return {sql: tuple(map(median, zip(*times, strict=True))) for sql, times in watch.times.items()}


def main(shots: int = SHOTS) -> None:
    """Build, time, print."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = filled(Path(folder), shots)
        times = timed(warehouse)
        warehouse.close()
    slowest = sorted(times.items(), key=lambda pair: -pair[1][0])
    for sql, (cpu, wall) in slowest[:8]:
        print(f"{cpu:7.1f} ms CPU {wall:7.1f} ms wall  {' '.join(sql.split())[:90]}")
    whole = [sum(each[at] for each in times.values()) for at in (0, 1)]
    print(f"{len(times)} statements at {shots:,} shots: slowest {slowest[0][1][0]:.1f} ms CPU (limit {LIMIT_MS:.0f}), "
          f"both boards once {whole[0]:.0f} ms CPU, {whole[1]:.0f} ms wall")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else SHOTS)
