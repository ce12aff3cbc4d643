"""A rebuilt warehouse holds the same rows, and takes the old one's place only when it is whole."""

from pathlib import Path

import pytest

from etl.errors import WarehouseBusy
from etl.pipeline import Pipeline
from etl.rebuilding import rebuild
from etl.sources import ListSource, Record
from etl.warehouse import Warehouse


def test_a_rebuild_gives_equal_tables(tmp_path: Path, played: list[Record]) -> None:
    file, source = tmp_path / "w.duckdb", ListSource(played)
    live = Warehouse(file)
    for _ in Pipeline(live, source).run(9):
        pass
    hashes = live.table_hashes()
    live.close()
    rebuilt = rebuild(file, source)
    assert rebuilt.same
    assert rebuilt.after == hashes


def test_a_row_that_no_log_tells_is_seen_and_gone(tmp_path: Path, played: list[Record]) -> None:
    file, source = tmp_path / "w.duckdb", ListSource(played[:10])
    assert rebuild(file, source).same
    live = Warehouse(file)
    with live.transaction() as connection:
        connection.execute("UPDATE fct_shot SET made = NOT made WHERE shot_no = 1")
    live.close()
    rebuilt = rebuild(file, source)
    assert {name for name in rebuilt.after if rebuilt.after[name] != rebuilt.before[name]} == {"fct_shot"}
    assert rebuild(file, source).same


def test_what_a_killed_rebuild_left_behind_is_no_hindrance(tmp_path: Path, played: list[Record]) -> None:
    file = tmp_path / "w.duckdb"
    (tmp_path / "w.duckdb.rebuild").write_bytes(b"half of a file")
    assert rebuild(file, ListSource(played[:3])).same
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w.duckdb"]


def test_progress_is_told_batch_by_batch(tmp_path: Path, played: list[Record]) -> None:
    told: list[int] = []
    rebuild(tmp_path / "w.duckdb", ListSource(played), lambda report: told.append(report.read))
    assert told == [60, 60]


def test_an_open_warehouse_is_not_replaced(tmp_path: Path, played: list[Record]) -> None:
    live = Warehouse(tmp_path / "w.duckdb", threads=2)
    with pytest.raises(WarehouseBusy):
        rebuild(tmp_path / "w.duckdb", ListSource(played))
    live.close()
