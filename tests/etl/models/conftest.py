"""A bench for one model at a time: rows in by table, rows out as dicts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import etl
from etl import rules
from etl.models import MODELS, load
from game_engine.rulesets import RULESETS

Row = dict[str, Any]
SHA = RULESETS["classic-5"].sha()
MATCH = "00000000-0000-0000-0000-000000000001"


class Bench:
    """An in-memory warehouse with the rules of classic-5 and one staged match, m = 0."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        connection.execute((Path(etl.__file__).parent / "schema.sql").read_text())
        connection.execute("INSERT INTO etl_schema VALUES ('test', 'test')")
        for model in MODELS:
            if model.kind == "macro":
                connection.execute(model.sql)
        for name, frame in rules.frames([RULESETS["classic-5"]]).items():
            connection.register("frame", frame)
            connection.execute(f"CREATE TEMP TABLE {name} AS FROM frame")
        self.put("dim_rules", self.run("dim_rules"))
        self.put("model_win_probability", self.run("model_win_probability"))
        self.stage("stg_match", [{"m": 0, "seq": 1, "match_id": MATCH, "rules_sha": SHA, "rules_v": "pong/1"}])
        connection.execute("ALTER TABLE stg_match ALTER match_id TYPE UUID")

    def stage(self, table: str, rows: list[Row]) -> None:
        """Make a staging table of these rows."""
        self.connection.register("frame", pl.DataFrame(rows, infer_schema_length=None))
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM frame")

    def put(self, table: str, rows: list[Row]) -> None:
        """Insert rows into a table of the warehouse; columns left out are NULL."""
        self.connection.register("frame", pl.DataFrame(rows, infer_schema_length=None))
        self.connection.execute(f"INSERT INTO {table} BY NAME FROM frame")

    def run(self, name: str) -> list[Row]:
        """The rows that the model selects."""
        relation = self.connection.sql(load(name).sql)
        return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


@pytest.fixture
def bench() -> Iterator[Bench]:
    """A fresh bench."""
    connection = duckdb.connect()
    yield Bench(connection)
    connection.close()
