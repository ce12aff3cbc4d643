"""Freshness: how far the boards are behind the matches that were played."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import duckdb

from etl.ledger import standing
from etl.sources import Source

State = Literal["empty", "fresh", "behind", "rebuilding"]


@dataclass(frozen=True, slots=True)
class Freshness:
    """Where the warehouse stands: its offset in the stream, how many records lie beyond it, and what it holds.

    `rebuilding`: the file was set aside and is being filled again. `loaded_at` is UTC, None before the first run.
    """

    offset: int
    behind: int
    loaded_at: datetime | None
    matches: int
    rejects: int
    state: State


def freshness(cursor: duckdb.DuckDBPyConnection, source: Source, *, rebuilding: bool = False) -> Freshness:
    """Compare what is loaded with what the source holds. `rebuilding`: the warehouse was set aside at its opening."""
    stand = standing(cursor, source.name)
    behind = source.behind(stand.seq)
    ((matches, loaded_at),) = cursor.execute("SELECT count(*), max(loaded_at) FROM dim_match").fetchall()
    ((refused,),) = cursor.execute("SELECT count(*) FROM rejects").fetchall()
    return Freshness(stand.seq, behind, loaded_at, matches, refused, _state(matches, behind, rebuilding))


def _state(matches: int, behind: int, rebuilding: bool) -> State:
    if behind:
        return "rebuilding" if rebuilding else "behind"
    return "fresh" if matches else "empty"
