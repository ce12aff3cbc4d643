"""The pipeline loads every record once or keeps it once among the rejects, whatever happens on the way."""

import random
import subprocess
import sys
import textwrap
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from etl.pipeline import Pipeline
from etl.rejects import Reason
from etl.sources import ListSource, Record
from etl.warehouse import Warehouse
from game_engine.intents import End, EndReason
from tests.etl.damage import damaged, renamed
from tests.etl.matches import play, record, records, resigned


def run(warehouse: Warehouse, source: list[Record], limit: int = 50) -> None:
    for _ in Pipeline(warehouse, ListSource(source)).run(limit):
        pass


def count(warehouse: Warehouse, table: str) -> int:
    with warehouse.cursor() as cursor:
        return len(cursor.table(table))


def reasons(warehouse: Warehouse) -> Counter[str]:
    with warehouse.cursor() as cursor:
        return Counter(row[0] for row in cursor.execute("SELECT reason FROM rejects").fetchall())


def test_a_batch_leaves_rows_and_an_offset(warehouse: Warehouse, played: list[Record]) -> None:
    report = Pipeline(warehouse, ListSource(played)).run_once(10)
    assert (report.read, report.loaded, report.rejected, report.offset) == (10, 10, 0, 10)
    assert count(warehouse, "dim_match") == 10
    assert count(warehouse, "agg_match_player") == 20


def test_a_second_run_loads_nothing(warehouse: Warehouse, played: list[Record]) -> None:
    run(warehouse, played[:20])
    before = warehouse.table_hashes()
    report = Pipeline(warehouse, ListSource(played[:20])).run_once()
    assert (report.read, report.offset) == (0, 20)
    assert warehouse.table_hashes() == before


def test_the_same_log_delivered_again_changes_no_fact(warehouse: Warehouse, played: list[Record]) -> None:
    run(warehouse, played[:5])
    before = warehouse.table_hashes()
    run(warehouse, [*played[:5], replace(played[2], seq=99), replace(played[2], seq=100)])
    after = warehouse.table_hashes()
    assert {name: value for name, value in after.items() if before[name] != value}.keys() == {"etl_offset"}
    assert count(warehouse, "dim_match") == 5


def test_another_log_of_a_known_match_is_kept_and_refused(warehouse: Warehouse, played: list[Record]) -> None:
    forged = play(2)
    forged = replace(forged, header=replace(forged.header, match=played[0].match_id))
    run(warehouse, [played[0], replace(record(2, forged), s0=None)])
    assert reasons(warehouse) == {Reason.OTHER_LOG: 1}
    with warehouse.cursor() as cursor:
        assert cursor.execute("SELECT raw FROM rejects").fetchall()[0][0] == record(2, forged).data


def test_batches_of_any_size_give_equal_tables(tmp_path: Path, played: list[Record]) -> None:
    hashes = []
    for size in (7, 60):
        warehouse = Warehouse(tmp_path / f"{size}.duckdb")
        run(warehouse, played, size)
        hashes.append(warehouse.table_hashes())
        warehouse.close()
    assert hashes[0] == hashes[1]
    assert hashes[0]["model_xsave"].startswith("1:")


def test_a_result_that_the_log_does_not_tell_is_refused(warehouse: Warehouse, played: list[Record]) -> None:
    wrong = [replace(played[0], s0=9), replace(played[1], winner=None), replace(played[2], match_id="other")]
    run(warehouse, wrong)
    assert reasons(warehouse) == {Reason.RESULT_MISMATCH: 3}
    assert count(warehouse, "fct_shot") == 0


def test_a_log_without_its_end_is_kept_with_its_place(warehouse: Warehouse) -> None:
    log = play(1)
    early = [*log.entries[:5], End(log.entries[4].t, EndReason.SCORE), *log.entries[5:]]
    run(warehouse, [record(1, replace(log, entries=tuple(early)))])
    with warehouse.cursor() as cursor:
        assert cursor.execute('SELECT stream, seq, "at", reason FROM rejects').fetchall() == [
            ("list", 1, "entries[5]", "bad_entry"),
        ]


def test_a_resigned_match_keeps_its_last_rally_as_forfeit(warehouse: Warehouse) -> None:
    log = play(4)
    cut = resigned(log, log.events[len(log.events) // 2].t + 2)
    run(warehouse, [record(1, cut)])
    with warehouse.cursor() as cursor:
        assert cursor.execute("SELECT reason, winner_side FROM dim_match").fetchall() == [("resign", 1)]
        ends = cursor.execute("SELECT end_kind, winner_slot, wp_after FROM fct_rally ORDER BY rally_no").fetchall()
    assert [end for end in ends if end[1] is None] == [("forfeit", None, 0.0)]
    assert ends[-1][0] == "forfeit"


def test_two_thousand_damaged_logs_are_loaded_or_kept_and_none_raises(warehouse: Warehouse) -> None:
    dice, whole = random.Random(11), records(40)
    source = [
        replace(found, seq=seq, data=damaged(renamed(found.data, seq), dice), s0=None)
        for seq, found in ((seq, whole[seq % 40]) for seq in range(1, 2_001))
    ]
    run(warehouse, source, 500)
    with warehouse.cursor() as cursor:
        stand = cursor.execute("SELECT read, loaded, rejected FROM etl_offset").fetchall()
    assert stand == [(2_000, stand[0][1], count(warehouse, "rejects"))]
    assert stand[0][1] + stand[0][2] == 2_000
    assert set(reasons(warehouse)) >= {
        Reason.CORRUPT,
        Reason.TRUNCATED,
        Reason.BAD_HEADER,
        Reason.BAD_EVENT,
        Reason.AUDIT,
    }
    assert Reason.UNLOADABLE not in reasons(warehouse)


def test_a_record_that_breaks_a_model_is_found_among_the_others(
    warehouse: Warehouse, played: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl import pipeline

    bad, load = played[6].match_id, pipeline.load

    def breaking(connection: duckdb.DuckDBPyConnection, batch: pipeline.Batch) -> None:
        if any(log.match_id == bad for log in batch.logs):
            raise duckdb.ConversionException("a number no table holds")
        load(connection, batch)

    monkeypatch.setattr(pipeline, "load", breaking)
    report = Pipeline(warehouse, ListSource(played[:10])).run_once()
    assert (report.read, report.loaded, report.rejected, report.offset) == (10, 9, 1, 10)
    assert reasons(warehouse) == {Reason.UNLOADABLE: 1}


def test_a_failure_in_mid_batch_rolls_everything_back(
    warehouse: Warehouse, played: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl import pipeline

    before = warehouse.table_hashes()

    def full(*_: object) -> None:
        raise duckdb.IOException("No space left on device")

    monkeypatch.setattr(pipeline.ledger, "note", full)
    with pytest.raises(duckdb.IOException):
        Pipeline(warehouse, ListSource(played[:10])).run_once()
    assert warehouse.table_hashes() == before
    monkeypatch.undo()
    assert Pipeline(warehouse, ListSource(played[:10])).run_once().loaded == 10


LOADER = """
    import sys
    from pathlib import Path
    from etl.pipeline import Pipeline
    from etl.sources import FolderSource
    from etl.warehouse import Warehouse
    folder, file = map(Path, sys.argv[1:])
    print("open", flush=True)
    for report in Pipeline(Warehouse(file), FolderSource(folder)).run(4):
        print(report.offset, flush=True)
"""


def test_killed_in_mid_batch_nothing_is_lost_and_nothing_doubled(tmp_path: Path, played: list[Record]) -> None:
    folder, file = tmp_path / "logs", tmp_path / "w.duckdb"
    folder.mkdir()
    for found in played:
        data = found.data if found.seq % 10 else found.data[:-1]
        (folder / f"{found.seq:03}.rbl").write_bytes(data)
    for wait in (0.05, 0.15, 0.3):
        loader = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(LOADER), folder, file], stdout=subprocess.PIPE, text=True
        )
        assert loader.stdout is not None
        assert loader.stdout.readline() == "open\n"
        time.sleep(wait)
        loader.kill()
        loader.communicate()
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(LOADER), folder, file], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    warehouse = Warehouse(file)
    assert warehouse.aside is None
    assert (count(warehouse, "dim_match"), count(warehouse, "rejects")) == (54, 6)
    with warehouse.cursor() as cursor:
        ((rows, distinct),) = cursor.execute(
            "SELECT count(*), count(DISTINCT (match_id, rally_no, shot_no)) FROM fct_shot"
        ).fetchall()
    warehouse.close()
    assert rows == distinct > 1_000
