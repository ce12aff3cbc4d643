"""The models: one SQL file each, read as data. The header of a file names it, its kind and its grain.

    stg_*  ->  dim_*, model_*  ->  fct_*  ->  agg_*

`fct_` reads `stg_`, `dim_` and `model_`; `agg_` reads `fct_` and `dim_`; a test asks DuckDB's own parser. Kinds:

- macro: functions of the ETL's own connection, made when it opens
- stage: a temporary table of the batch at hand, replaced each time
- insert new: rows whose key is not there yet
- by match: rows of the matches at hand replace what was there of the same matches
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ORDER: Final = (
    "codes",
    "xsave_features",
    "dim_rules",
    "model_win_probability",
    "dim_player",
    "dim_date",
    "dim_match",
    "stg_contact",
    "stg_opportunity",
    "stg_press",
    "stg_reaction",
    "stg_rally",
    "stg_shot",
    "fct_input",
    "fct_net",
    "fct_shot",
    "fct_rally",
    "agg_match_player",
)
"""Every model, each after those it reads."""


@dataclass(frozen=True, slots=True)
class Model:
    """One model: what it is called, how its rows reach the table, what one row is, and its SQL."""

    name: str
    kind: str
    grain: str
    sql: str


def load(name: str, folder: Path = Path(__file__).parent) -> Model:
    """Read one model file and its header."""
    sql = (folder / f"{name}.sql").read_text(encoding="utf-8")
    header = dict(line[3:].split(": ", 1) for line in sql.splitlines()[:3] if line.startswith("-- ") and ": " in line)
    return Model(header["name"], header["kind"], header.get("grain", ""), sql)


MODELS: Final = tuple(load(name) for name in ORDER)
