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
    """One way to split: an SQL expression, and a name for each of its values when they are bands."""

    key: str
    name: str
    sql: str
    per: Per
    labels: tuple[str, ...] = ()
    unit: str = ""

    def label(self, value: object) -> str:
        """The plain name of one value; a value without a band is its own name."""
        if self.labels and isinstance(value, int):
            return self.labels[value]
        return str(value)


def bands(column: str, cuts: tuple[float, ...]) -> str:
    """SQL that gives 0 below the first cut, 1 below the second, and so on; no band for NULL."""
    steps = " ".join(f"WHEN {column} < {cut:g} THEN {place}" for place, cut in enumerate(cuts))
    return f"CASE WHEN {column} IS NULL THEN NULL {steps} ELSE {len(cuts)} END"


ZONES = ("top", "upper", "upper middle", "lower middle", "lower", "bottom")
SPARE_CUTS = (0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 900.0, 1400.0)
SPARE_LABELS = ("< 0", "0-100", "100-200", "200-300", "300-400", "400-500", "500-600", "600-900", "900-1400", "1400 +")
SPEED_LABELS = ("under 1200", "1200-1500", "1500-1800", "1800-2100", "2100 +")
RT_CUTS = tuple(float(cut) for cut in range(100, 1600, 100))
RT_LABELS = (*(f"{cut - 100:g}-{cut:g}" for cut in RT_CUTS), "1500 +")

_ENTRIES = (
    Dimension("player", "player", "{who}.player_id", "match"),
    Dimension("opponent", "opponent", "{who}.opp_id", "match"),
    Dimension("match", "match", "{who}.match_id", "match"),
    Dimension("slot", "side", "{who}.slot", "match", ("left", "right")),
    Dimension("ruleset", "ruleset", "m.ruleset", "match"),
    Dimension(
        "length", "rally length", bands("r.hits", (5, 10)), "rally", ("1-4 hits", "5-9 hits", "10 hits or more"), "hits"
    ),
    Dimension("serving", "serve or receive", "(r.server_slot <> a.slot)::INT", "rally", ("serving", "receiving")),
    Dimension("zone", "where the ball came", "s.landing_zone", "shot", ZONES),
    Dimension("speed", "ball speed", bands("s.in_speed", (1200, 1500, 1800, 2100)), "shot", SPEED_LABELS, "u/s"),
    Dimension(
        "bounces",
        "wall bounces",
        bands("s.bounces", (1, 2, 3)),
        "shot",
        ("none", "one", "two", "three or more"),
    ),
    Dimension("spare", "time to spare", bands("s.slack", SPARE_CUTS), "shot", SPARE_LABELS, "ms"),
    Dimension(
        "need",
        "distance to run",
        bands("s.need", (50, 150, 300)),
        "shot",
        ("under 50", "50-150", "150-300", "300 or more"),
        "u",
    ),
    Dimension("reaction", "reaction time", bands("s.rt", RT_CUTS), "shot", RT_LABELS, "ms"),
    Dimension("placed", "where the shot landed", "s.opp_zone", "shot", ZONES),
    Dimension("struck", "where it was struck", "s.landing_zone", "shot", ZONES),
    Dimension("served", "serve direction", "sign(s.out_vy)::INT + 1", "serve", ("upwards", "flat", "downwards")),
    Dimension(
        "offset",
        "place on the paddle",
        bands("s.off", (-60, -36, -12, 12, 36, 60)),
        "shot",
        ("upper edge", "upper", "above middle", "middle", "below middle", "lower", "lower edge"),
    ),
)

DIMENSIONS: Mapping[str, Dimension] = MappingProxyType({entry.key: entry for entry in _ENTRIES})
