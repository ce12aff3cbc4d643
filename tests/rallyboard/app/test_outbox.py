import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from etl.sources import Record, Source
from rallyboard.app.outbox import OutboxSource
from rallyboard.db.migrate import migrate


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    file = tmp_path / "odd ? name %20.sqlite3"
    migrate(file)
    return file


MATCH = {
    "mode": "bot", "ruleset": "classic-5", "rules": "pong/1", "rules_sha": "", "status": "finished", "created_at": "",
    "s0": 5, "s1": 2, "ticks": 9, "open": 0, "header": "", "result_hash": 7, "winner_slot": 0,
}  # fmt: skip


def store(file: Path, match_id: str, data: bytes, topic: str = "match.finished") -> None:
    row = {"id": match_id, **MATCH}
    columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f'INSERT INTO "match" ({columns}) VALUES ({marks})', tuple(row.values()))
        connection.execute("INSERT INTO match_log VALUES (?, ?, '')", (match_id, data))
        connection.execute("INSERT INTO outbox (topic, match_id, created_at) VALUES (?, ?, '')", (topic, match_id))


def test_finished_matches_are_read_in_order_with_the_result_that_was_told(site_file: Path) -> None:
    source: Source = OutboxSource(site_file)
    assert (list(source.read(0, 10)), source.behind(0)) == ([], 0)
    store(site_file, "a", b"first")
    store(site_file, "b", b"second")
    assert source.read(0, 10) == [Record(1, "a", b"first", 7, 5, 2, 0), Record(2, "b", b"second", 7, 5, 2, 0)]
    assert (source.behind(0), source.behind(1), source.behind(2)) == (2, 1, 0)


def test_reading_goes_on_where_it_stopped_and_takes_no_more_than_asked(site_file: Path) -> None:
    for number in range(5):
        store(site_file, str(number), b"log")
    source = OutboxSource(site_file)
    assert [record.seq for record in source.read(0, 2)] == [1, 2]
    assert [record.seq for record in source.read(2, 2)] == [3, 4]
    assert [record.seq for record in source.read(4, 2)] == [5]


def test_other_news_are_not_for_the_etl(site_file: Path) -> None:
    store(site_file, "a", b"log", topic="player.renamed")
    assert OutboxSource(site_file).behind(0) == 0


def test_a_reader_cannot_change_anything(site_file: Path) -> None:
    source = OutboxSource(site_file)
    with closing(source._connect()) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM outbox")
