"""Freshness says how far the boards are behind, and the ledger what was done."""

from etl.freshness import freshness
from etl.ledger import standing
from etl.pipeline import Pipeline
from etl.sources import ListSource, Record
from etl.warehouse import Warehouse


def test_an_empty_house_is_empty(warehouse: Warehouse) -> None:
    with warehouse.cursor() as cursor:
        found = freshness(cursor, ListSource())
    assert (found.state, found.offset, found.behind, found.loaded_at) == ("empty", 0, 0, None)


def test_what_is_not_loaded_yet_is_behind(warehouse: Warehouse, played: list[Record]) -> None:
    source = ListSource(played[:10])
    Pipeline(warehouse, source).run_once(4)
    with warehouse.cursor() as cursor:
        assert (freshness(cursor, source).state, freshness(cursor, source).behind) == ("behind", 6)
        assert freshness(cursor, source, rebuilding=True).state == "rebuilding"


def test_what_is_loaded_is_fresh_and_counted(warehouse: Warehouse, played: list[Record]) -> None:
    source = ListSource([*played[:3], Record(99, "bad", b"no log")])
    Pipeline(warehouse, source).run_once()
    with warehouse.cursor() as cursor:
        found = freshness(cursor, source, rebuilding=True)
    assert (found.state, found.matches, found.rejects, found.offset) == ("fresh", 3, 1, 99)
    assert found.loaded_at is not None


def test_the_ledger_adds_up_over_runs(warehouse: Warehouse, played: list[Record]) -> None:
    source = ListSource([*played[:5], Record(98, "bad", b"no log"), Record(99, "worse", b"")])
    for _ in Pipeline(warehouse, source).run(3):
        pass
    with warehouse.cursor() as cursor:
        stand = standing(cursor, "list")
        runs = cursor.execute("SELECT run, from_seq, to_seq, read, rejected FROM etl_run ORDER BY run").fetchall()
    assert (stand.seq, stand.read, stand.loaded, stand.rejected) == (99, 7, 5, 2)
    assert runs == [(1, 0, 3, 3, 0), (2, 3, 98, 3, 1), (3, 98, 99, 1, 1)]


def test_streams_stand_apart(warehouse: Warehouse, played: list[Record]) -> None:
    Pipeline(warehouse, ListSource(played[:2], "a")).run_once()
    Pipeline(warehouse, ListSource([Record(1, "bad", b"")], "b")).run_once()
    with warehouse.cursor() as cursor:
        assert standing(cursor, "a").seq == 2
        assert standing(cursor, "b").rejected == 1
        assert standing(cursor, "c").seq == 0
