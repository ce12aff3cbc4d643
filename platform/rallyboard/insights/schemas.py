"""What the API tells about statistics beside the boards themselves, whose shape is `dashboards.shape`."""

import msgspec

from dashboards.freshness import State


class Metric(msgspec.Struct, frozen=True):
    """One entry of the metric book: what it says to a player, and what exactly is counted."""

    key: str
    name: str
    sentence: str
    formula: str
    unit: str
    unit_of_n: str
    show_from: int
    interval: str
    version: int


class Freshness(msgspec.Struct, frozen=True):
    """How far the boards are behind the matches that were played; times in UTC."""

    offset: int
    behind: int
    loaded_at: str | None
    matches: int
    rejects: int
    state: State


class Pending(msgspec.Struct, frozen=True):
    """The answer 202: the match is over and its board will be there in a moment; ask again after Retry-After."""

    detail: str
    behind: int
    code: str = "insights/not_loaded_yet"
