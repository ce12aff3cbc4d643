"""Dimensions: the ways a metric may be split, each a column or a column cut into bands with plain names.

A new dimension is one entry at the end of this file. `per` names the fact whose rows have it; "match" means that
agg_match_player has it too, so that no shot needs to be read. In `sql`, m is the match, a the player's match, r the
rally, s the shot (of a serve: the serve), and {who} the row that says whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Per = Literal["match", "rally", "serve", "shot"]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to split: a column that must be known, the SQL that cuts it, and a name for each of its bands."""

    key: str
    name: str
    column: str
    per: Per
    labels: tuple[str, ...] = ()
    unit: str = ""
    cut: str = ""

    @property
    def sql(self) -> str:
        """The value to group by; only asked where the column is not NULL."""
        return self.cut or self.column

    def label(self, value: object) -> str:
        """The plain name of one value; a value without a band is its own name."""
        if self.labels and isinstance(value, int):
            return self.labels[value]
        return str(value)


def bands(
    key: str, name: str, column: str, per: Per, first: float, width: float, labels: tuple[str, ...], unit: str = ""
) -> Dimension:
    """A column cut in even steps: band 0 below `first`, then one band each `width`, the last without an end.

    Even steps because a floor costs DuckDB a quarter of a CASE over a million rows.
    """
    cut = f"least(greatest(floor(({column} - {first:g}) / {width:g}) + 1, 0), {len(labels) - 1})::INT"
    return Dimension(key, name, column, per, labels, unit, cut)


def _steps(first: int, width: int, count: int) -> tuple[str, ...]:
    """`100-200`, `200-300`, ... and an open end."""
    starts = [first + width * place for place in range(count)]
    return (*(f"{start}-{start + width}" for start in starts), f"{first + width * count} +")


ZONES = ("top", "upper", "upper middle", "lower middle", "lower", "bottom")
_PADDLE = ("upper edge", "upper", "above middle", "middle", "below middle", "lower", "lower edge")

_ENTRIES = (
    Dimension("player", "player", "{who}.player_id", "match"),
    Dimension("opponent", "opponent", "{who}.opp_id", "match"),
    Dimension("match", "match", "{who}.match_id", "match"),
    Dimension("slot", "side", "{who}.slot", "match", ("left", "right")),
    Dimension("ruleset", "ruleset", "m.ruleset", "match"),
    bands("length", "rally length", "r.hits", "rally", 5, 5, ("1-4 hits", "5-9 hits", "10 hits or more"), "hits"),
    Dimension(
        "serving", "serve or receive", "r.server_slot", "rally", ("serving", "receiving"),
        cut="(r.server_slot <> a.slot)::INT",
    ),
    Dimension(
        "served", "serve direction", "s.out_vy", "serve", ("upwards", "flat", "downwards"),
        cut="sign(s.out_vy)::INT + 1",
    ),
    Dimension("zone", "where the ball came", "s.landing_zone", "shot", ZONES),
    Dimension("struck", "where it was struck", "s.landing_zone", "shot", ZONES),
    Dimension("placed", "where the shot landed", "s.opp_zone", "shot", ZONES),
    bands("speed", "ball speed", "s.in_speed", "shot", 1200, 300, ("under 1200", *_steps(1200, 300, 3)), "u/s"),
    bands("bounces", "wall bounces", "s.bounces", "shot", 1, 1, ("none", "one", "two", "three or more")),
    bands("spare", "time to spare", "s.slack", "shot", 0, 100, ("below 0", *_steps(0, 100, 12)), "ms"),
    bands("need", "distance to run", "s.need", "shot", 100, 100, ("under 100", *_steps(100, 100, 2)), "u"),
    bands("reaction", "reaction time", "s.rt", "shot", 100, 100, ("0-100", *_steps(100, 100, 14)), "ms"),
    bands("offset", "place on the paddle", "s.off", "shot", -60, 24, _PADDLE),
)  # fmt: skip

DIMENSIONS: Mapping[str, Dimension] = MappingProxyType({entry.key: entry for entry in _ENTRIES})
