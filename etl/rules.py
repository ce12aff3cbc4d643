"""Rules as frames: what `dim_rules` and `model_win_probability` are filled from when a batch brings new ones."""

import json
from collections.abc import Iterable
from typing import Final

import polars as pl

from etl import win_probability
from game_engine.rulesets import Ruleset


def frames(rules: Iterable[Ruleset]) -> dict[str, pl.DataFrame]:
    """The frames `stg_rules` and `stg_chance` of these rules."""
    known = [(each.sha(), each) for each in rules]
    chances = [(sha, row) for sha, each in known for row in win_probability.table(each)]
    return {
        "stg_rules": pl.DataFrame([_row(sha, each) for sha, each in known], schema=_RULES, orient="row"),
        "stg_chance": pl.DataFrame(
            [(sha, row.a, row.b, row.server, row.wp, row.wp_won, row.wp_lost) for sha, row in chances],
            schema=_CHANCE,
            orient="row",
        ),
    }


def _row(sha: str, rules: Ruleset) -> tuple[str | int, ...]:
    return (
        sha, rules.version, rules.id, rules.target, rules.win_by, rules.subunits, rules.ticks_per_second,
        rules.height, rules.radius, rules.half, rules.paddle_speed, json.dumps(rules.fields(), sort_keys=True),
    )  # fmt: skip


_RULES: Final = {
    "rules_sha": pl.String, "rules_v": pl.String, "ruleset": pl.String, "target": pl.Int32, "win_by": pl.Int32,
    "subunits": pl.Int32, "tick_rate": pl.Int32, "height": pl.Int32, "radius": pl.Int32, "half": pl.Int32,
    "paddle_speed": pl.Int32, "constants": pl.String,
}  # fmt: skip
_CHANCE: Final = {
    "rules_sha": pl.String, "a": pl.Int32, "b": pl.Int32, "server": pl.Int8, "wp": pl.Float64,
    "wp_won": pl.Float64, "wp_lost": pl.Float64,
}  # fmt: skip
