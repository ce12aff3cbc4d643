"""Audits: SQL files that select offending rows, run over the matches of a batch before it is committed.

Each file states its sentence in the header; its first column is the match. A match that breaks a sentence is taken out
of the facts and kept among the rejects, so what a board reads has passed them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from etl.loading import forget
from etl.models import MODELS


@dataclass(frozen=True, slots=True)
class Audit:
    """One sentence about the facts and the query for what breaks it."""

    name: str
    sentence: str
    sql: str


def read(file: Path) -> Audit:
    """Read one audit file and its header."""
    sql = file.read_text(encoding="utf-8")
    name, sentence = (line.removeprefix("-- ") for line in sql.splitlines()[:2])
    return Audit(name.removeprefix("name: "), sentence, sql)


AUDITS: Final = tuple(read(file) for file in sorted((Path(__file__).parent / "audits").glob("*.sql")))


def offenders(connection: duckdb.DuckDBPyConnection) -> Mapping[str, Audit]:
    """The matches in scope that break an audit, each with the first it breaks."""
    found: dict[str, Audit] = {}
    for audit in AUDITS:
        for row in connection.execute(audit.sql).fetchall():
            found.setdefault(str(row[0]), audit)
    return found


def expel(connection: duckdb.DuckDBPyConnection, matches: Mapping[str, Audit]) -> None:
    """Delete every row of these matches from the facts."""
    connection.execute("CREATE OR REPLACE TEMP TABLE dim_scope AS SELECT unnest(?)::UUID AS match_id", [list(matches)])
    for model in MODELS:
        if model.kind == "by match":
            forget(connection, model.name)
