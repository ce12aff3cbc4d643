"""What the ETL makes of real play: two hundred matches of the house bots, as the league leaves them."""

import json
from collections.abc import Iterator
from itertools import islice

import duckdb
import pytest

from etl.pipeline import Pipeline
from etl.sources import ListSource
from etl.warehouse import Warehouse
from etl.win_probability import SERVE_PRIOR
from game_engine.rulesets import RULESETS
from tests.etl.bots import bot_records


@pytest.fixture(scope="module")
def league(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor over two hundred loaded matches."""
    warehouse = Warehouse(tmp_path_factory.mktemp("league") / "w.duckdb")
    records = list(islice(bot_records(RULESETS["classic-5"]), 200))
    reports = list(Pipeline(warehouse, ListSource(records)).run(100))
    assert sum(report.loaded for report in reports) == 200
    with warehouse.cursor() as cursor:
        yield cursor
    warehouse.close()


def test_xsave_is_accepted_and_calibrated(league: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT n, auc, log_loss, base_loss, calib FROM model_xsave WHERE accepted ORDER BY matches DESC LIMIT 1"
    ((n, auc, loss, base, calib),) = league.execute(sql).fetchall()
    deciles = json.loads(calib)
    assert n > 5_000
    assert auc > 0.65
    assert loss < base - 0.02
    assert sum(decile["n"] for decile in deciles) == n
    assert max(abs(decile["px"] - decile["made"]) for decile in deciles) < 0.05


def test_px_sums_to_what_was_made(league: duckdb.DuckDBPyConnection) -> None:
    ((made, expected),) = league.execute("SELECT sum(px_made), sum(px_sum) FROM agg_match_player").fetchall()
    assert made == pytest.approx(expected, rel=0.005)


def test_more_time_to_spare_means_more_saves(league: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT avg(made::INTEGER) FROM fct_shot WHERE kind <> 'serve' AND need > 0
        GROUP BY slack < 600, slack > 1100 ORDER BY min(slack)
    """
    hurried, middle, easy = (row[0] for row in league.execute(sql).fetchall())
    assert hurried + 0.1 < middle < easy


def test_servers_win_about_as_often_as_the_prior_says(league: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT sum(serve_won) / sum(serve_n) FROM agg_match_player"
    assert league.execute(sql).fetchall()[0][0] == pytest.approx(SERVE_PRIOR["pong/1"], abs=0.04)


def test_win_probability_ends_at_the_result(league: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT count(*) FROM dim_match AS match
        WHERE (SELECT arg_max(wp_after, rally_no) FROM fct_rally WHERE match_id = match.match_id) <> 1 - winner_side
    """
    assert league.execute(sql).fetchall() == [(0,)]


def test_rallies_end_in_every_way(league: duckdb.DuckDBPyConnection) -> None:
    ends = {row[0] for row in league.execute("SELECT DISTINCT end_kind FROM fct_rally").fetchall()}
    assert ends == {"ace", "winner", "forced", "unforced"}


def test_nobody_reacts_before_the_ball_is_struck(league: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT min(rt), median(rt), max(rt - flight) FROM fct_shot WHERE rt IS NOT NULL"
    ((first, middle, late),) = league.execute(sql).fetchall()
    assert first >= 0
    assert 100 < middle < 1_500
    assert late < 0
