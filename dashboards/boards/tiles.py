"""Tiles: the three large numbers a player board opens with: strength, trend, one finding."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import sentences, trends, words
from dashboards.drawing import status_of
from dashboards.gate import BALLS_FROM, OTHERS_FROM, Finding
from dashboards.listings import Played
from dashboards.questions import Answer
from dashboards.shape import Tile
from dashboards.standing import Standing

_NONE = "–"


def tiles(
    who: str, matches: Sequence[Played], overall: Answer, places: Sequence[Standing], found: Sequence[Finding]
) -> list[Tile]:
    """Strength (M6), its change from the first to the second half of the matches, and the finding that passed."""
    return [_strength(overall, places), _trend(matches), _finding(who, matches, found)]


def _strength(overall: Answer, places: Sequence[Standing]) -> Tile:
    metric, row = overall.question.metric, overall.row(0)
    n = 0 if row is None else row.n
    status = status_of(n, metric.show_from)
    if row is None or status != "ok":
        said = words.too_few(n, metric.show_from, metric.unit_of_n, overall.clusters)
        return Tile("strength", metric.name, _NONE, metric.unit, n, None, None, status, metric.show_from, said)
    return Tile(
        "strength", metric.name, words.signed(row.value), metric.unit, n, row.low, row.high, status, metric.show_from,
        _place(places),
    )  # fmt: skip


def _place(places: Sequence[Standing]) -> str:
    place = next((one for one in places if one.metric.key == "M6"), None)
    if place is None:
        return "too few other players to compare with"
    return f"better than {words.number(place.percentile, 0)} of 100 among {place.others} other players"


def _trend(matches: Sequence[Played]) -> Tile:
    found = trends.change(trends.saves(matches))
    label, unit = "Change", "per 100"
    if found is None:
        counted = sum(each.px_n > 0 for each in matches)
        status = status_of(counted, trends.HALVES_FROM)
        said = words.too_few(counted, trends.HALVES_FROM, "matches", counted)
        return Tile("trend", label, _NONE, unit, counted, None, None, status, trends.HALVES_FROM, said)
    said = (
        "from the first to the second half of the matches"
        if found.clear
        else ("no clear change between the first and the second half of the matches")
    )
    return Tile(
        "trend", label, words.signed(found.value), unit, found.matches, found.low, found.high, "ok",
        trends.HALVES_FROM, said,
    )  # fmt: skip


def _finding(who: str, matches: Sequence[Played], found: Sequence[Finding]) -> Tile:
    if not found:
        said = (
            f"Not enough yet: no kind of ball stands out beyond chance. It takes {BALLS_FROM} balls of a kind and "
            f"{OTHERS_FROM} other players to compare with (n = {words.count(len(matches), 'matches')})."
        )
        return Tile("finding", "What to practise", _NONE, "", len(matches), None, None, "too_few", BALLS_FROM, said)
    best = found[0]
    label = "What to practise" if best.effect < 0 else "What to rely on"
    said = sentences.finding(who, best)
    value = words.signed(best.effect)
    return Tile("finding", label, value, "saves per 100", best.contrast.n, None, None, "ok", BALLS_FROM, said)
