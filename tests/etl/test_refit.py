"""A model is fitted when the stream says so, changes every px at once, and a refused one changes none."""

from itertools import islice
from pathlib import Path

import duckdb
import numpy as np
import pytest

from etl import refit, xsave
from etl.pipeline import Pipeline
from etl.sources import ListSource, Record
from etl.warehouse import Warehouse


def test_fits_fall_due_at_sizes_that_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(refit.due(0, 49)) == []
    assert list(refit.due(0, 650)) == [50, 75, 100, 150, 200, 300, 400, 600]
    assert list(refit.due(100, 300)) == [150, 200, 300]
    assert list(islice(refit.due(0, 10**9), 4)) == [50, 75, 100, 150]


def test_the_fiftieth_match_brings_a_model_and_px_for_all(warehouse: Warehouse, played: list[Record]) -> None:
    pipeline = Pipeline(warehouse, ListSource(played))
    assert pipeline.run_once(49).refits == 0
    with warehouse.cursor() as cursor:
        assert cursor.execute("SELECT count(px) FROM fct_shot").fetchall() == [(0,)]
    assert pipeline.run_once(1).refits == 1
    with warehouse.cursor() as cursor:
        sql = "SELECT count(*) FROM fct_shot WHERE (px IS NULL) <> (kind = 'serve')"
        assert cursor.execute(sql).fetchall() == [(0,)]
        assert cursor.execute("SELECT count(*) FROM fct_rally WHERE end_kind IS NULL").fetchall() == [(0,)]
        assert cursor.execute("SELECT count(*) FROM agg_match_player WHERE px_n <> o").fetchall() == [(0,)]


def test_px_is_what_numpy_predicts_from_the_stored_coefficients(facts: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT slack, in_speed, bounces, need, px FROM fct_shot WHERE px IS NOT NULL ORDER BY ALL"
    rows = np.array(facts.execute(sql).fetchall(), dtype=np.float64)
    ((coef,),) = facts.execute("SELECT coef FROM model_xsave WHERE accepted").fetchall()
    s = rows[:, 0] / 1000
    hinges = [np.maximum(s - at, 0) for at in (0.2, 0.3, 0.4, 0.5, 0.6, 0.9, 1.4)]
    need = [rows[:, 3] / 100, *(np.maximum(rows[:, 3] - at, 0) / 100 for at in (200, 400)), rows[:, 3] == 0]
    features = np.column_stack([np.ones_like(s), s, *hinges, rows[:, 1] / 1000, rows[:, 2], *need])
    assert xsave.predict(features, np.array(coef)) == pytest.approx(rows[:, 4], abs=1e-6)


def test_a_model_tells_easy_balls_from_hard_ones(facts: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT n, auc, log_loss < base_loss FROM model_xsave WHERE accepted"
    ((n, area, better),) = facts.execute(sql).fetchall()
    assert n > 2_000
    assert area > 0.6
    assert better


def test_opp_px_is_the_px_of_the_answer(facts: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT count(*) FROM fct_shot AS shot
        JOIN fct_shot AS reply ON reply.match_id = shot.match_id AND reply.rally_no = shot.rally_no
            AND reply.shot_no = shot.shot_no + 1
        WHERE shot.opp_px IS DISTINCT FROM reply.px
    """
    assert facts.execute(sql).fetchall() == [(0,)]


def test_a_refused_fit_is_kept_with_its_reason_and_changes_nothing(
    warehouse: Warehouse, played: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xsave, "DECILE_SIZE", 1)
    monkeypatch.setattr(xsave, "LARGEST_ERROR", 0.0)
    for _ in Pipeline(warehouse, ListSource(played)).run():
        pass
    with warehouse.cursor() as cursor:
        ((accepted, reason),) = cursor.execute("SELECT accepted, reason FROM model_xsave").fetchall()
        assert cursor.execute("SELECT count(px) FROM fct_shot").fetchall() == [(0,)]
    assert not accepted
    assert reason.startswith("decile 1 predicts")


def test_the_newest_accepted_model_stays_when_a_later_one_is_refused(
    tmp_path: Path, played: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refit, "due", lambda fitted, matches: (size for size in (50, 60) if fitted < size <= matches))
    warehouse = Warehouse(tmp_path / "w.duckdb")
    pipeline = Pipeline(warehouse, ListSource(played))
    pipeline.run_once(50)
    before = warehouse.table_hashes()["model_xsave"]
    monkeypatch.setattr(xsave, "LEAST_CONTACTS", 10**6)
    pipeline.run_once(10)
    with warehouse.cursor() as cursor:
        assert cursor.execute("SELECT matches, accepted FROM model_xsave ORDER BY 1").fetchall() == [
            (50, True),
            (60, False),
        ]
        assert cursor.execute("SELECT count(*) FROM fct_shot WHERE kind <> 'serve' AND px IS NULL").fetchall() == [(0,)]
    assert warehouse.table_hashes()["model_xsave"] != before
    warehouse.close()


def test_a_fit_reads_the_newest_contacts_only(
    warehouse: Warehouse, played: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refit, "NEWEST_CONTACTS", 2_100)
    for _ in Pipeline(warehouse, ListSource(played)).run():
        pass
    with warehouse.cursor() as cursor:
        assert cursor.execute("SELECT n FROM model_xsave").fetchall() == [(2_100,)]
