"""The ETL dies sixty times in the middle of its work: nothing is lost, nothing doubled, and a rebuild is equal."""

import pickle
import random
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from etl.pipeline import Pipeline
from etl.sources import Record
from etl.sources.listing import ListSource
from etl.warehouse import Warehouse
from tests.kit.league import league

pytestmark = pytest.mark.timeout(900)
ROOT = Path(__file__).parents[2]
KILLS, MATCHES, SEED = 60, 220, 11


def spoiled(record: Record) -> Record:
    """Every ninth record is broken, each in one of four ways; all must end among the rejects."""
    broken = [
        record.data[:100],
        record.data[:-3] + b"abc",
        b"",
        b"RBL1" + bytes(60),
    ]
    return replace(record, data=broken[record.seq % 4]) if record.seq % 9 == 0 else record


def load(records: Path, file: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.loader", str(records), str(file)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def kill_in_mid_batch(records: Path, file: Path, chance: random.Random) -> bool:
    """Start the loader and kill it soon after it began; False when it was done before that."""
    with load(records, file) as loader:
        assert loader.stdout is not None
        assert loader.stdout.readline() == "loading\n"
        time.sleep(chance.uniform(0.0, 0.5))
        loader.kill()
        return "done" not in loader.stdout.read()


def standing(file: Path) -> dict[str, int]:
    """What the warehouse holds now, counted."""
    with closing(Warehouse(file)) as warehouse, warehouse.cursor() as cursor:
        counts = {
            "loaded": "SELECT count(*) FROM dim_match",
            "distinct": "SELECT count(DISTINCT match_id) FROM dim_match",
            "rejects": "SELECT count(*) FROM rejects",
            "distinct_rejects": "SELECT count(DISTINCT seq) FROM rejects",
            "shots": "SELECT count(*) FROM fct_shot",
            "distinct_shots": "SELECT count(*) FROM (SELECT DISTINCT match_id, rally_no, shot_no FROM fct_shot)",
            "offset": "SELECT max(seq) FROM etl_offset",
        }
        return {name: cursor.execute(sql).fetchall()[0][0] for name, sql in counts.items()}


def test_sixty_kills_in_mid_batch_lose_and_double_nothing(tmp_path: Path, n: int | None) -> None:
    stream = tuple(spoiled(record) for record in league(MATCHES))
    records = tmp_path / "records"
    records.write_bytes(pickle.dumps(stream))
    chance, kills, rounds = random.Random(SEED), 0, 0
    while kills < (n or KILLS):
        rounds += 1
        file = tmp_path / f"warehouse-{rounds}.duckdb"
        while kills < (n or KILLS) and kill_in_mid_batch(records, file, chance):
            kills += 1
    with load(records, file) as loader:
        assert loader.stdout is not None
        assert loader.stdout.read().endswith("done\n")
    found = standing(file)
    spoilt = sum(record.seq % 9 == 0 for record in stream)
    assert found["offset"] == MATCHES
    assert (found["loaded"], found["rejects"]) == (MATCHES - spoilt, spoilt)
    assert found["distinct"] == found["loaded"]
    assert found["distinct_rejects"] == found["rejects"]
    assert found["distinct_shots"] == found["shots"] > 10_000
    print(f"kills {kills} | rounds {rounds} | records {MATCHES} | {found}")
    assert hashes(file) == hashes(rebuilt(tmp_path / "rebuilt.duckdb", stream))


def rebuilt(file: Path, stream: tuple[Record, ...]) -> Path:
    """The same stream loaded in one go, in batches of another size."""
    with closing(Warehouse(file)) as warehouse:
        for _ in Pipeline(warehouse, ListSource(stream)).run(50):
            pass
    return file


def hashes(file: Path) -> dict[str, str]:
    with closing(Warehouse(file)) as warehouse:
        found = warehouse.table_hashes()
    return {table: value for table, value in found.items() if table != "etl_run"}
