"""Loading: the frames of a batch become temporary tables, and the models turn them into facts.

Everything here runs inside the caller's transaction. `dim_scope` names the matches at hand; a model of the kind
"by match" replaces exactly their rows, so loading a match twice leaves it there once.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import duckdb
import polars as pl

from etl import rules
from etl.batch import Batch
from etl.models import MODELS, Model

Connection = duckdb.DuckDBPyConnection

_BRING: Final = "CREATE OR REPLACE TEMP TABLE {table} AS SELECT {columns} FROM frame"
_COLUMNS: Final[Mapping[str, str]] = {
    "stg_match": "* REPLACE (match_id::UUID AS match_id)",
    "stg_seat": "* REPLACE (player_key::UUID AS player_key)",
}
_SCOPE: Final = "CREATE OR REPLACE TEMP TABLE dim_scope AS {matches}"
_FORGET: Final = "DELETE FROM {table} WHERE match_id IN (FROM dim_scope)"
_FILL: Final[Mapping[str, str]] = {
    "stage": "CREATE OR REPLACE TEMP TABLE {name} AS {sql}",
    "insert new": "INSERT INTO {name} BY NAME {sql}",
    "by match": "INSERT INTO {name} BY NAME {sql}",
}


def load(connection: Connection, batch: Batch) -> None:
    """Load these matches: bring their frames in and run every model over them."""
    played = {log.header.rules_sha: log.rules for log in batch.logs}
    known = {row[0] for row in connection.execute("SELECT rules_sha FROM dim_rules").fetchall()}
    bring(connection, batch.frames() | rules.frames([played[sha] for sha in sorted(played.keys() - known)]))
    scope(connection, "SELECT match_id FROM stg_match")
    run(connection, MODELS)


def bring(connection: Connection, frames: Mapping[str, pl.DataFrame]) -> None:
    """Copy frames into the temporary tables of their names; afterwards no query needs a Python object."""
    for table, frame in frames.items():
        connection.register("frame", frame)
        connection.execute(_BRING.format(table=table, columns=_COLUMNS.get(table, "*")))
        connection.unregister("frame")


def scope(connection: Connection, matches: str) -> None:
    """Let the models work on the matches that this query selects."""
    connection.execute(_SCOPE.format(matches=matches))


def run(connection: Connection, models: Iterable[Model]) -> None:
    """Run these models in order over the matches in scope; macros live in the connection already."""
    for model in models:
        if model.kind == "by match":
            forget(connection, model.name)
        if model.kind in _FILL:
            connection.execute(_FILL[model.kind].format(name=model.name, sql=model.sql))


def forget(connection: Connection, table: str) -> None:
    """Delete the rows of the matches in scope from one table."""
    connection.execute(_FORGET.format(table=table))
