"""Freshness: what every board says about the data it was made from."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from dashboards.questions import Cursor

_LOADED = """\
SELECT count(*), max(loaded_at), (SELECT count(*) FROM rejects), (SELECT max(seq) FROM etl_offset) FROM dim_match"""

State = Literal["empty", "fresh", "behind", "rebuilding"]


class Freshness(Struct, frozen=True):
    """How far the boards are: the last log record loaded, finished matches not loaded yet, and what was refused."""

    offset: int
    behind: int
    loaded_at: datetime | None
    matches: int
    rejects: int
    state: State


def loaded(cursor: Cursor, behind: int = 0, *, rebuilding: bool = False) -> Freshness:
    """What the warehouse holds now; `behind` finished matches wait outside. `loaded_at` is UTC."""
    matches, at, rejects, offset = cursor.execute(_LOADED).fetchall()[0]
    return Freshness(offset or 0, behind, at, matches, rejects, _state(matches, behind, rebuilding))


def version(cursor: Cursor) -> int:
    """Changes whenever anything in the warehouse may have changed: the number of the last run of the ETL."""
    return int(cursor.execute("SELECT coalesce(max(run), 0) FROM etl_run").fetchall()[0][0])


def _state(matches: int, behind: int, rebuilding: bool) -> State:
    if behind:
        return "rebuilding" if rebuilding else "behind"
    return "fresh" if matches else "empty"
