"""Sentences: what a player board says aloud. Every claim ends with its n; what cannot be said is said to be missing."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import words
from dashboards.dimensions import Dimension
from dashboards.gate import Finding
from dashboards.listings import Played
from dashboards.questions import Row
from dashboards.trends import Change

_BOUNCES = (
    "without a wall bounce",
    "after one wall bounce",
    "after two wall bounces",
    "after three or more wall bounces",
)


def balls(dimension: Dimension, band: int) -> str:
    """`balls after two wall bounces`: one band as the subject of a sentence."""
    label = dimension.label(band)
    if dimension.key == "bounces":
        return f"balls {_BOUNCES[band]}"
    return f"balls at {label} u/s" if dimension.key == "speed" else f"balls that come in {label}"


def finding(who: str, one: Finding) -> str:
    """The finding of a player, with the shrunk number."""
    verb = "cost" if one.effect < 0 else "earn"
    subject = balls(one.contrast.dimension, one.contrast.band)
    return (
        f"{subject[0].upper()}{subject[1:]} {verb} {who} {words.number(abs(one.effect))} saves in 100, measured "
        f"against {who}'s balls as a whole and against what they do to everybody else "
        f"{words.evidence(one.contrast.n, 'balls', one.contrast.matches)}."
    )


def record(who: str, matches: Sequence[Played], points: Row | None) -> str:
    """Matches and points won, as plain facts."""
    won = sum(each.won is True for each in matches)
    decided = sum(each.won is not None for each in matches)
    start = f"{who} has won {won:,} of {words.count(decided, 'matches')}"
    if points is None:
        return f"{start}."
    return (
        f"{start} and {words.measure(points.value, '%')} of the points "
        f"({words.between(points.low, points.high, '%')}, n = {words.count(points.n, 'points')})."
    )


def changed(found: Change | None, name: str, unit: str) -> str:
    """How the second half of the matches compares with the first."""
    if found is None:
        return "too few matches to compare halves"
    rests = words.evidence(found.n, unit, found.matches)
    ends = f"{words.signed(found.low)} to {words.signed(found.high)}"
    if not found.clear:
        return f"no clear change in {name} between the first and second half of the matches ({ends}) {rests}"
    way = "up" if found.value > 0 else "down"
    return f"{name} went {way} by {words.number(abs(found.value))} from the first to the second half ({ends}) {rests}"
