"""A warehouse opens, shares, and survives what happens to files."""

import random
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from etl.errors import WarehouseUnusable
from etl.pipeline import Pipeline
from etl.sources import ListSource, Record
from etl.warehouse import Warehouse


def rows(warehouse: Warehouse, table: str) -> int:
    with warehouse.cursor() as cursor:
        return len(cursor.table(table))


def filled(path: Path, played: list[Record]) -> None:
    warehouse = Warehouse(path)
    Pipeline(warehouse, ListSource(played)).run_once()
    warehouse.close()


def test_what_was_committed_is_there_after_reopening(tmp_path: Path, played: list[Record]) -> None:
    filled(tmp_path / "w.duckdb", played[:5])
    again = Warehouse(tmp_path / "w.duckdb")
    assert (rows(again, "dim_match"), again.aside) == (5, None)
    again.close()


def test_a_reader_sees_committed_rows_only(warehouse: Warehouse) -> None:
    with warehouse.transaction() as connection:
        connection.execute("INSERT INTO dim_date VALUES ('2026-11-01', 44, 11, 7)")
        assert rows(warehouse, "dim_date") == 0
    assert rows(warehouse, "dim_date") == 1


def test_a_failed_transaction_leaves_nothing_and_the_next_one_works(warehouse: Warehouse) -> None:
    def fail() -> None:
        with warehouse.transaction() as connection:
            connection.execute("INSERT INTO dim_date VALUES ('2026-11-01', 44, 11, 7)")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    with warehouse.transaction() as connection:
        connection.execute("INSERT INTO dim_date VALUES ('2026-11-02', 45, 11, 1)")
    assert rows(warehouse, "dim_date") == 1


def test_readers_in_threads_work_beside_the_writer(warehouse: Warehouse, played: list[Record]) -> None:
    seen: list[int] = []

    def read() -> None:
        seen.extend(rows(warehouse, "agg_match_player") for _ in range(50))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in Pipeline(warehouse, ListSource(played[:20])).run(5):
        pass
    for reader in readers:
        reader.join()
    assert len(seen) == 150
    assert set(seen) <= {0, 10, 20, 30, 40}


def test_another_process_is_told_that_the_file_is_taken(tmp_path: Path) -> None:
    held = Warehouse(tmp_path / "w.duckdb")
    code = f"from pathlib import Path; from etl.warehouse import Warehouse; Warehouse(Path({str(held.path)!r}))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    held.close()
    assert "WarehouseBusy" in other.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w.duckdb"]


def test_a_file_that_is_no_database_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "w.duckdb").write_bytes(b"not a database" * 1000)
    opened = Warehouse(tmp_path / "w.duckdb")
    assert opened.aside == tmp_path / "w.aside.duckdb"
    assert opened.aside.read_bytes() == b"not a database" * 1000
    assert rows(opened, "dim_match") == 0
    opened.close()


def test_a_damaged_file_is_set_aside_every_time_and_rebuilt(tmp_path: Path, played: list[Record]) -> None:
    file, dice = tmp_path / "w.duckdb", random.Random(3)
    filled(file, played[:5])
    for _ in range(2):
        data = bytearray(file.read_bytes())
        for _ in range(40):
            data[dice.randrange(len(data))] ^= 0xFF
        file.write_bytes(data)
        opened = Warehouse(file)
        assert opened.aside is not None
        assert opened.aside.read_bytes() == data
        assert Pipeline(opened, ListSource(played[:5])).run_once().loaded == 5
        opened.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w.aside.duckdb", "w.duckdb"]


def test_a_file_that_other_models_made_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Warehouse(tmp_path / "w.duckdb").close()
    monkeypatch.setattr("etl.warehouse.FINGERPRINT", "another")
    opened = Warehouse(tmp_path / "w.duckdb")
    assert opened.aside is not None
    opened.close()


def test_a_folder_that_is_a_file_is_no_corruption(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(WarehouseUnusable):
        Warehouse(tmp_path / "taken" / "w.duckdb")


def test_hashes_ignore_order_and_wall_clock_but_no_value(warehouse: Warehouse) -> None:
    def hashed(*days: str) -> str:
        with warehouse.transaction() as connection:
            connection.execute("DELETE FROM dim_date")
            for day in days:
                connection.execute("INSERT INTO dim_date VALUES (?, 1, 1, 1)", [day])
        return warehouse.table_hashes()["dim_date"]

    assert hashed("2026-11-01", "2026-11-02") == hashed("2026-11-02", "2026-11-01")
    assert hashed("2026-11-01", "2026-11-02") != hashed("2026-11-01", "2026-11-03")
    assert "etl_run" not in warehouse.table_hashes()


def test_no_extension_is_fetched_at_run_time(warehouse: Warehouse) -> None:
    with warehouse.cursor() as cursor:
        settings = dict(
            cursor.execute("SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%extensions'").fetchall()
        )
        assert set(settings.values()) == {"false"}
        with pytest.raises(duckdb.Error):
            cursor.execute("SELECT * FROM read_xlsx('none.xlsx')").fetchall()
