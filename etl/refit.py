"""Refitting xSave: when, on what, and what follows for the facts.

When the matches of a rules version reach 50, 75, 100, 150, 200, 300, 400, 600, … (doubling, with a step between), the
model is fitted on exactly the first so many of them, in order of the stream. The rule depends on the stream alone, not
on how it was cut into batches, so a rebuilt warehouse holds the same models and the same px, bit for bit.

A refused fit is kept with its reason and changes nothing: the newest accepted model stays in force. An accepted one
rescores every match of its rules: their rows are recalled from the facts into the staging tables that the same models
read when a match is loaded.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import count
from typing import Final

import duckdb

from etl.loading import run
from etl.models import MODELS
from etl.xsave import Fit, Matrix, Vector, fit

Connection = duckdb.DuckDBPyConnection

MODE: Final = "classic-1v1"
NEWEST_CONTACTS: Final = 400_000
"""A fit reads at most so many contacts, the newest ones; more would add cost, not knowledge."""

_RESCORED: Final = frozenset({"fct_shot", "fct_rally", "agg_match_player"})
_SCOPE: Final = "CREATE OR REPLACE TEMP TABLE dim_scope AS SELECT match_id FROM dim_match WHERE rules_v = ?"
_RECALL: Final = (
    """
    CREATE OR REPLACE TEMP TABLE stg_shot AS
    SELECT * EXCLUDE (px, opp_px) FROM fct_shot SEMI JOIN dim_scope USING (match_id)
    """,
    """
    CREATE OR REPLACE TEMP TABLE stg_rally AS
    SELECT * EXCLUDE (end_kind) FROM fct_rally SEMI JOIN dim_scope USING (match_id)
    """,
)
"""What a rescored match needs again of what was staged when it was loaded."""

_STANDING: Final = """
    SELECT rules_v, coalesce(any_value(fitted), 0) AS fitted, count(*) AS matches
    FROM dim_match
    LEFT JOIN (SELECT rules_v, max(matches) AS fitted FROM model_xsave GROUP BY rules_v) AS model USING (rules_v)
    GROUP BY rules_v
    ORDER BY rules_v
"""
_CONTACTS: Final = """
    CREATE OR REPLACE TEMP TABLE stg_fit AS
    WITH fitted AS (
        SELECT match_id, seq FROM dim_match WHERE rules_v = $rules_v ORDER BY seq LIMIT $matches
    ),
    contact AS (
        SELECT seq, rally_no, shot_no, slack, in_speed, bounces, need, made
        FROM fct_shot
        JOIN fitted USING (match_id)
        WHERE kind <> 'serve'
    )
    SELECT xsave_features(slack, in_speed, bounces, need) AS features, made
    FROM contact
    ORDER BY seq, rally_no, shot_no
    OFFSET (SELECT greatest(0, count(*) - $newest) FROM contact)
"""


def due(fitted: int, matches: int) -> Iterator[int]:
    """The sizes at which a model is fitted, those above `fitted` and up to `matches`."""
    for doubled in count():
        for base in (50, 75):
            size = base << doubled
            if size > matches:
                return
            if size > fitted:
                yield size


def refit(connection: Connection) -> int:
    """Fit every model that has become due in this transaction; how many fits were tried."""
    tried = 0
    for rules_v, fitted, matches in connection.execute(_STANDING).fetchall():
        fits = [(size, fit(*_contacts(connection, rules_v, size))) for size in due(fitted, matches)]
        for size, each in fits:
            _keep(connection, rules_v, size, each)
        if any(each.refusal is None for _, each in fits):
            rescore(connection, rules_v)
        tried += len(fits)
    return tried


def rescore(connection: Connection, rules_v: str) -> None:
    """Give every shot of these rules the px of the newest accepted model, and all that follows from it."""
    connection.execute(_SCOPE, [rules_v])
    for statement in _RECALL:
        connection.execute(statement)
    run(connection, [model for model in MODELS if model.name in _RESCORED])
    for table in ("stg_shot", "stg_rally"):
        connection.execute(f"DROP TABLE {table}")


def _contacts(connection: Connection, rules_v: str, matches: int) -> tuple[Matrix, Vector]:
    """Features and outcomes of all contacts of the first so many matches, in order of the stream."""
    wanted = {"rules_v": rules_v, "matches": matches, "newest": NEWEST_CONTACTS}
    connection.execute(_CONTACTS, wanted)
    ((n,),) = connection.execute("SELECT count(*) FROM stg_fit").fetchall()
    features: Vector = connection.sql("SELECT unnest(features) AS feature FROM stg_fit").pl()["feature"].to_numpy()
    made: Vector = connection.sql("SELECT made::DOUBLE AS made FROM stg_fit").pl()["made"].to_numpy()
    connection.execute("DROP TABLE stg_fit")
    return features.reshape(n, len(features) // max(n, 1)), made


def _keep(connection: Connection, rules_v: str, matches: int, found: Fit) -> None:
    calib = json.dumps([asdict(decile) for decile in found.deciles])
    connection.execute(
        "INSERT INTO model_xsave VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            rules_v, MODE, matches, found.refusal is None, found.refusal, list(found.coef),
            found.n, found.auc, found.log_loss, found.base_loss, calib,
        ],
    )  # fmt: skip
