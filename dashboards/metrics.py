"""The metric book: every number Rallyboard publishes, as data that a player, the compiler and a second counter read.

A new metric is one entry at the end of this file. `value` is what one row of its fact counts for; the
answer is the mean of `value` over the rows that `where` keeps, times `scale` (or their median or spread).
`summed` names the same sums in agg_match_player, so that answers by match, opponent or date scan no shots.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Fact = Literal["rally", "serve", "shot"]
Kind = Literal["share", "mean", "median", "spread"]

INTERVALS: Mapping[Kind, str] = MappingProxyType(
    {
        "share": "Wilson, 95 %",
        "mean": "Ratio estimator by match (in one match: by rally), Student's t, 95 %",
        "median": "Woodruff by match (in one match: by rally), 95 %",
        "spread": "Linearised by match (in one match: by rally), Student's t, 95 %",
    }
)


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of agg_match_player that hold this metric: sum(top) / sum(bottom)."""

    top: str
    bottom: str
    squares: str | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """One published number: what a player reads, what a counter counts, and when it may be shown."""

    key: str
    name: str
    sentence: str
    formula: str
    unit: str
    unit_of_n: str
    show_from: int
    kind: Kind
    fact: Fact
    where: str
    value: str
    scale: float = 1.0
    summed: Sums | None = None
    better: Literal["more", "less", "neither"] = "more"
    version: int = 1

    @property
    def interval(self) -> str:
        """How its interval is made, in words."""
        return INTERVALS[self.kind]


_PLAYED = "r.winner_slot IS NOT NULL"
_WON = "(r.winner_slot = a.slot)::INT"
_FACED = "s.kind <> 'serve'"
_MODEL = (
    "The save model's chance: that an average player reaches this ball, from time to spare, speed, bounces, distance."
)
_CUT = "Rallies cut short are not counted."

_ENTRIES = (
    Metric(
        key="M1",
        name="Points won",
        sentence="Of all the points you played, how many you won.",
        formula="rallies won / rallies played, x 100. A rally cut short by the end of the match is not counted.",
        unit="%",
        unit_of_n="points",
        show_from=60,
        kind="share",
        fact="rally",
        where=_PLAYED,
        value=_WON,
        scale=100,
        summed=Sums("a.pts", "a.pts + a.opp_pts"),
    ),
    Metric(
        key="M2",
        name="Serve points won",
        sentence="Of the points you served, how many you won.",
        formula="rallies won / rallies played, x 100, over rallies this player served. " + _CUT,
        unit="%",
        unit_of_n="serves",
        show_from=60,
        kind="share",
        fact="serve",
        where=f"{_PLAYED} AND r.server_slot = a.slot",
        value=_WON,
        scale=100,
        summed=Sums("a.serve_won", "a.serve_n"),
    ),
    Metric(
        key="M3",
        name="Receive points won",
        sentence="Of the points the other side served, how many you won.",
        formula="rallies won / rallies played, x 100, over rallies the opponent served. " + _CUT,
        unit="%",
        unit_of_n="receptions",
        show_from=60,
        kind="share",
        fact="rally",
        where=f"{_PLAYED} AND r.server_slot <> a.slot",
        value=_WON,
        scale=100,
        summed=Sums("a.recv_won", "a.recv_n"),
    ),
    Metric(
        key="M5",
        name="Saves",
        sentence="Of the balls that came to your side, how many you hit back.",
        formula="balls hit / balls that reached this player's plane, x 100. Own serves are not balls that came.",
        unit="%",
        unit_of_n="balls",
        show_from=40,
        kind="share",
        fact="shot",
        where=_FACED,
        value="s.made::INT",
        scale=100,
        summed=Sums("a.made", "a.o"),
    ),
    Metric(
        key="M6",
        name="Saves above expected",
        sentence="How many more balls in 100 you save than an average player would of the very same balls.",
        formula="100 x sum(1 if hit else 0, minus the save model's chance) / balls, over balls with a chance. "
        + _MODEL,
        unit="per 100",
        unit_of_n="balls",
        show_from=40,
        kind="mean",
        fact="shot",
        where=f"{_FACED} AND s.px IS NOT NULL",
        value="s.made::INT - s.px",
        scale=100,
        summed=Sums("a.px_made - a.px_sum", "a.px_n"),
    ),
    Metric(
        key="M7",
        name="Unforced errors",
        sentence="Of the easy balls, those that 85 in 100 are saved of, how many you missed.",
        formula="balls missed / balls, x 100, over balls whose save chance is at least 0.85.",
        unit="%",
        unit_of_n="easy balls",
        show_from=60,
        kind="share",
        fact="shot",
        where=f"{_FACED} AND s.px >= 0.85",
        value="1 - s.made::INT",
        scale=100,
        summed=Sums("a.easy_missed", "a.easy_n"),
        better="less",
    ),
    Metric(
        key="M8",
        name="Stretch saves",
        sentence="Of the hard balls, those that most players miss, how many you saved.",
        formula="balls hit / balls, x 100, over balls whose save chance is below 0.5.",
        unit="%",
        unit_of_n="hard balls",
        show_from=25,
        kind="share",
        fact="shot",
        where=f"{_FACED} AND s.px < 0.5",
        value="s.made::INT",
        scale=100,
        summed=Sums("a.stretch_made", "a.stretch_n"),
    ),
    Metric(
        key="M9",
        name="Shot pressure",
        sentence="How hard your shots are to save: misses an average player would make of 100 of them.",
        formula="100 x mean of (1 - the opponent's save chance) over own balls struck, serves included, "
        "that reached the opponent's plane and have a chance.",
        unit="per 100",
        unit_of_n="shots",
        show_from=40,
        kind="mean",
        fact="shot",
        where="s.made AND s.opp_px IS NOT NULL",
        value="1 - s.opp_px",
        scale=100,
        summed=Sums("a.press_sum", "a.press_n"),
    ),
    Metric(
        key="M13",
        name="Reaction time",
        sentence="How long after the other side's contact you first press the key, when you have to move.",
        formula="median of rt: ms from the opponent's contact to the first direction key before the own contact, over "
        "balls out of reach from where the player stood (need > 0) and whose right key was not already held.",
        unit="ms",
        unit_of_n="balls",
        show_from=25,
        kind="median",
        fact="shot",
        where=f"{_FACED} AND s.need > 0 AND s.rt IS NOT NULL",
        value="s.rt",
        better="less",
    ),
    Metric(
        key="M19",
        name="Contact control",
        sentence="How far your contacts scatter over the paddle. Smaller is steadier.",
        formula="standard deviation (divided by n) of off: ball centre minus paddle centre at contact, in court "
        "units, over balls hit, own serves not counted.",
        unit="u",
        unit_of_n="contacts",
        show_from=60,
        kind="spread",
        fact="shot",
        where=f"{_FACED} AND s.made",
        value="s.off",
        summed=Sums("a.off_sum", "a.off_n", "a.off_sq_sum"),
        better="less",
    ),
    Metric(
        key="M19m",
        name="Distance from the middle",
        sentence="How far from the middle of the paddle you hit the ball.",
        formula="mean of |off| in court units, over balls hit, own serves not counted.",
        unit="u",
        unit_of_n="contacts",
        show_from=60,
        kind="mean",
        fact="shot",
        where=f"{_FACED} AND s.made",
        value="abs(s.off)",
        summed=Sums("a.off_abs_sum", "a.off_n"),
        better="neither",
    ),
    Metric(
        key="M21",
        name="Saves against",
        sentence="How much better or worse than expected your opponents save your shots.",
        formula="100 x sum(1 if the opponent hit it else 0, minus his save chance) / shots, over own balls struck, "
        "serves included, that reached the opponent's plane and have a chance. Less is good for the striker.",
        unit="per 100",
        unit_of_n="shots",
        show_from=120,
        kind="mean",
        fact="shot",
        where="s.made AND s.opp_px IS NOT NULL",
        value="s.opp_made::INT - s.opp_px",
        scale=100,
        better="less",
    ),
    Metric(
        key="M22",
        name="Points won by rally length",
        sentence="Of short, middle and long rallies, how many you won.",
        formula="rallies won / rallies played, x 100, apart for 1-4, 5-9 and 10 or more hits. The serve is hit 1.",
        unit="%",
        unit_of_n="points",
        show_from=40,
        kind="share",
        fact="rally",
        where=_PLAYED,
        value=_WON,
        scale=100,
    ),
    Metric(
        key="M25",
        name="Aces",
        sentence="Of your serves, how many the other side did not touch.",
        formula="serves won with no other hit than the serve (hits = 1) / serves, x 100. " + _CUT,
        unit="%",
        unit_of_n="serves",
        show_from=40,
        kind="share",
        fact="serve",
        where=f"{_PLAYED} AND r.server_slot = a.slot",
        value="(r.hits = 1 AND r.winner_slot = a.slot)::INT",
        scale=100,
        summed=Sums("a.aces", "a.serve_n"),
    ),
)

METRICS: Mapping[str, Metric] = MappingProxyType({entry.key: entry for entry in _ENTRIES})
