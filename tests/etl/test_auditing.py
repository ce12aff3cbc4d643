"""Every audit finds what it is for: a sound match passes them all, and each breach is caught by its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl import auditing
from etl.auditing import AUDITS, Audit, expel, offenders
from etl.models import MODELS
from etl.pipeline import Pipeline
from etl.sources import ListSource, Record
from etl.warehouse import Warehouse

BREACHES = {
    "one_row_a_match": "INSERT INTO dim_match SELECT * FROM dim_match WHERE seq = 1",
    "one_row_a_rally": "UPDATE fct_rally SET rally_no = 99 WHERE rally_no = 2 AND match_id = $match",
    "one_row_a_shot": "INSERT INTO fct_shot SELECT * FROM fct_shot WHERE match_id = $match LIMIT 1",
    "two_sides_a_match": "DELETE FROM agg_match_player WHERE slot = 1 AND match_id = $match",
    "goals_make_the_score": "UPDATE dim_match SET s0 = s0 + 1 WHERE match_id = $match",
    "hits_are_made_shots": "UPDATE fct_rally SET hits = hits + 1 WHERE rally_no = 1 AND match_id = $match",
    "a_made_shot_has_a_successor": "UPDATE fct_shot SET slot = 1 - slot WHERE shot_no = 1 AND match_id = $match",
    "a_point_ends_with_a_miss": "UPDATE fct_rally SET winner_slot = 1 - winner_slot WHERE match_id = $match",
    "only_reachable_balls_are_made": "UPDATE fct_shot SET slack = -1 WHERE made AND match_id = $match",
    "contact_means_reach": "UPDATE fct_shot SET off = 85.001 WHERE made AND shot_no > 0 AND match_id = $match",
    "win_probability_is_known": "UPDATE fct_rally SET wp_after = NULL WHERE match_id = $match",
    "win_probability_has_no_jumps": "UPDATE fct_rally SET wp_before = .9 WHERE rally_no = 2 AND match_id = $match",
    "px_is_a_probability": "UPDATE fct_shot SET px = 1.5 WHERE match_id = $match",
    "time_runs_forward": "UPDATE fct_rally SET t1 = t0 - 1 WHERE match_id = $match",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, played: list[Record]) -> Path:
    """A closed warehouse file of five sound matches."""
    file = tmp_path_factory.mktemp("sound") / "w.duckdb"
    warehouse = Warehouse(file)
    Pipeline(warehouse, ListSource(played[:5])).run_once()
    warehouse.close()
    return file


@pytest.fixture
def connection(sound: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of it with every match in scope."""
    copy = duckdb.connect(shutil.copy(sound, tmp_path / "copy.duckdb"))
    copy.execute("CREATE TEMP TABLE dim_scope AS SELECT match_id FROM dim_match")
    yield copy
    copy.close()


def test_a_sound_match_breaks_no_audit(connection: duckdb.DuckDBPyConnection) -> None:
    assert offenders(connection) == {}


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.name)
def test_each_audit_finds_its_breach(connection: duckdb.DuckDBPyConnection, audit: Audit) -> None:
    ((match,),) = connection.execute("SELECT match_id FROM dim_match WHERE seq = 1").fetchall()
    sql = BREACHES[audit.name]
    connection.execute(sql, {"match": match} if "$match" in sql else None)
    found = {row[0] for row in connection.execute(audit.sql).fetchall()}
    assert found == {match}


def test_an_audit_looks_only_at_the_matches_in_scope(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE fct_shot SET px = 2")
    connection.execute("CREATE OR REPLACE TEMP TABLE dim_scope AS SELECT match_id FROM dim_match WHERE seq = 2")
    assert len(offenders(connection)) == 1


def test_an_expelled_match_leaves_no_row(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE fct_shot SET px = 2 WHERE match_id = (SELECT match_id FROM dim_match WHERE seq = 3)")
    broken = offenders(connection)
    expel(connection, broken)
    for model in MODELS:
        if model.kind == "by match":
            rows = connection.execute(f"SELECT DISTINCT match_id FROM {model.name}").fetchall()
            assert len(rows) == 4
            assert str(next(iter(broken))) not in {str(row[0]) for row in rows}


def test_a_match_that_breaks_an_audit_becomes_a_reject(
    warehouse: Warehouse, played: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = Audit("nobody_wins", "No match has a winner.", "SELECT match_id FROM dim_match WHERE winner_side = 0")
    monkeypatch.setattr(auditing, "AUDITS", (strict,))
    report = Pipeline(warehouse, ListSource(played[:10])).run_once()
    with warehouse.cursor() as cursor:
        kept = cursor.execute("SELECT reason, detail FROM rejects").fetchall()
        left = cursor.execute("SELECT DISTINCT winner_side FROM dim_match").fetchall()
    assert report.loaded + report.rejected == 10
    assert set(kept) == {("audit", "nobody_wins: No match has a winner.")}
    assert left == [(1,)]
