"""The layers of the models hold, by DuckDB's own account of which tables a query reads."""

from pathlib import Path

import duckdb
import pytest

import etl.models
from etl.auditing import AUDITS
from etl.models import MODELS, Model
from etl.warehouse import Warehouse

MAY_READ = {
    "stg": {"stg", "dim", "model"},
    "dim": {"stg", "dim", "etl"},
    "model": {"stg", "model"},
    "fct": {"stg", "dim", "model"},
    "agg": {"fct", "dim"},
}
QUERIES = [model for model in MODELS if model.kind != "macro"]


@pytest.fixture(scope="module")
def reads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Which tables each model reads."""
    from etl.pipeline import Pipeline
    from etl.sources import ListSource
    from tests.etl.matches import records

    warehouse = Warehouse(tmp_path_factory.mktemp("layers") / "w.duckdb")
    Pipeline(warehouse, ListSource(records(2))).run_once()
    with warehouse.transaction() as connection:
        return {model.name: connection.get_table_names(model.sql) for model in QUERIES}


@pytest.mark.parametrize("model", QUERIES, ids=lambda model: model.name)
def test_a_model_reads_only_the_layers_below_it(model: Model, reads: dict[str, set[str]]) -> None:
    allowed = MAY_READ[model.name.split("_")[0]]
    assert {table for table in reads[model.name] if table.split("_")[0] not in allowed} == set()


def test_a_model_comes_after_those_it_reads(reads: dict[str, set[str]]) -> None:
    place = {model.name: at for at, model in enumerate(MODELS)}
    for name, tables in reads.items():
        assert all(place[table] <= place[name] for table in tables if table in place), name


def test_every_file_is_a_model_with_a_header() -> None:
    files = {file.stem for file in Path(etl.models.__file__).parent.glob("*.sql")}
    assert files == {model.name for model in MODELS}
    assert {model.kind for model in MODELS} == {"macro", "stage", "insert new", "by match"}
    assert all(model.grain for model in QUERIES)


def test_a_planted_breach_is_seen(reads: dict[str, set[str]]) -> None:
    with duckdb.connect() as connection:
        found = connection.get_table_names("WITH dim_fake AS (SELECT m FROM fct_shot) SELECT m FROM dim_fake")
    assert found == {"fct_shot"}
    assert "stg_shot" in reads["fct_shot"]


def test_an_audit_reads_facts_and_dimensions_only() -> None:
    connection = duckdb.connect()
    connection.execute((Path(etl.__file__).parent / "schema.sql").read_text())
    connection.execute("CREATE TEMP TABLE dim_scope (match_id UUID)")
    for audit in AUDITS:
        kinds = {table.split("_")[0] for table in connection.get_table_names(audit.sql)}
        assert kinds <= {"fct", "dim", "agg"}, audit.name
