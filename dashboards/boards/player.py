"""The player board: how good, getting better, and what to practise; then the figures behind the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards import gate, listings, sentences
from dashboards.boards.parts import plain
from dashboards.boards.tiles import tiles
from dashboards.figures import form, rivals, strip
from dashboards.figures.bands import Caption, bands
from dashboards.figures.curve import curve
from dashboards.figures.heat import placement, save_map
from dashboards.figures.spread import contact, reactions
from dashboards.filters import Filters
from dashboards.freshness import Freshness, loaded, version
from dashboards.gate import Finding
from dashboards.listings import Played
from dashboards.metrics import METRICS, Metric
from dashboards.names import Names
from dashboards.population import Population
from dashboards.presets import PRESETS, STRIP
from dashboards.questions import Answer, Cursor, Question, ask
from dashboards.shape import Board, Choices, Figure, Headline, Option
from dashboards.standing import standing

_SPLIT = {
    "lengths": "Points won by rally length",
    "serving": "Serve and receive",
    "serves": "Aces by serve direction",
    "errors": "Unforced errors by zone",
    "bounces": "After the walls",
    "reaction": "Reaction by distance",
    "pressure": "Pressure by place on the paddle",
    "targets": "Where shots hurt",
}
_HOW = {
    "serving": "Serving is M2, receiving M3: the same count over rallies the player, or the opponent, served.",
    "serves": "Direction: the sign of the ball's vertical speed as it leaves the server's paddle.",
    "pressure": "The place on the paddle is where the player hit that ball; serves have none and are left out here.",
    "targets": "Below 0: opponents save fewer of these than expected. Zones are sixths of the height, from the top.",
    "errors": "Zones are sixths of the height between the walls, from the top.",
    "bounces": "Wall bounces between the opponent's contact and the player's plane.",
    "reaction": "Distance: how far beyond reach the ball came down from where the player stood.",
}


class Desk:
    """Asks one player's questions; remembers nothing beyond one board."""

    def __init__(self, cursor: Cursor, player: str, filters: Filters, population: Population) -> None:
        self.cursor = cursor
        self.player = player
        self.filters = filters
        self._population = population
        self._version = version(cursor)

    def mine(self, preset: str) -> Answer:
        """A preset's answer for the player."""
        return ask(self.cursor, PRESETS[preset].mine(self.player, self.filters))

    def others(self, preset: str) -> Answer:
        """A preset's answer for all other players together."""
        return ask(self.cursor, PRESETS[preset].others(self.player, self.filters))

    def overall(self, metric: Metric) -> Answer:
        """A metric without any split."""
        return ask(self.cursor, Question(metric, player=self.player, filters=self.filters))

    def everybody(self, metric: Metric) -> Answer:
        """A metric for each player on the same rules and dates."""
        return self._population.by_player(self.cursor, self._version, metric, self.filters.for_peers())

    def findings(self) -> list[Finding]:
        """What may be said of the player, the weightiest first."""
        every = self._population.contrasts(self.cursor, self._version, self.filters.for_peers())
        return gate.findings(every, self.player)


def player_board(
    cursor: Cursor,
    player: str,
    filters: Filters,
    names: Mapping[str, str],
    fresh: Freshness | None = None,
    population: Population | None = None,
) -> Board:
    """The board of one player (a key); without any match it is a board of designed empty states, not an error.

    `population` may be handed from board to board, so that what is asked about everybody is asked once.
    """
    desk, called = Desk(cursor, player, filters, population or Population()), Names(names)
    who = called(player)
    matches = listings.played(cursor, player, filters)
    asked = [desk.everybody(metric) for metric in STRIP]
    places = [place for answer in asked if (place := standing(answer, player)) is not None]
    found = desk.findings()
    return Board(
        kind="player",
        title=who,
        subject=_subject(player, who, matches),
        headline=_headline(desk, who, matches, found),
        freshness=plain(fresh or loaded(cursor)),
        filters=_choices(desk, called, matches),
        tiles=tiles(who, matches, desk.overall(METRICS["M6"]), places, found),
        figures=[
            form.form(who, matches, called),
            form.trend(who, matches),
            strip.strip(who, places, len(matches), ";\n\n".join(answer.sql for answer in asked)),
            *_figures(desk, who, called),
        ],
    )


def _figures(desk: Desk, who: str, names: Names) -> list[Figure]:
    return [
        save_map(who, desk.mine("save-map")),
        curve(who, desk.mine("save-curve"), desk.others("save-curve")),
        placement(who, desk.mine("placement"), desk.mine("targets")),
        _split(desk, who, "targets"),
        _split(desk, who, "lengths"),
        _split(desk, who, "serving"),
        _split(desk, who, "serves"),
        _split(desk, who, "reaction"),
        reactions(who, desk.mine("reaction-spread"), desk.others("reaction-spread"), desk.overall(METRICS["M13"])),
        _split(desk, who, "errors"),
        _split(desk, who, "bounces"),
        contact(who, desk.mine("contacts"), desk.others("contacts"),
                (desk.overall(METRICS["M19"]), desk.overall(METRICS["M19m"]))),
        _split(desk, who, "pressure"),
        rivals.rivals(who, desk.mine("rivals"), names),
    ]  # fmt: skip


def _split(desk: Desk, who: str, preset: str) -> Figure:
    caption = Caption(preset, _SPLIT[preset], PRESETS[preset].name, _HOW.get(preset, ""))
    return bands(caption, who, desk.mine(preset), desk.others(preset))


def _headline(desk: Desk, who: str, matches: Sequence[Played], found: Sequence[Finding]) -> Headline:
    if found:
        best = found[0]
        return Headline(
            sentences.finding(who, best),
            f"Compared with {best.others} other players and pulled towards them by as much as it is uncertain; "
            f"the other way round is less likely than 1 in {_odds(best.lfsr)}.",
        )
    points = desk.overall(METRICS["M1"]).row(0)
    if not matches:
        return Headline(f"{who} has not finished a match under these filters yet.", "n = 0 matches.")
    return Headline(
        sentences.record(who, matches, points),
        "No difference between kinds of balls is sure enough to be said yet; the figures show early signs.",
    )


def _odds(chance: float) -> str:
    """The largest round number that a chance is still below the reciprocal of: `20`, `100`, `1,000`."""
    return f"{max(odds for odds in (20, 50, 100, 200, 500, 1000) if chance < 1 / odds):,}"


def _subject(player: str, who: str, matches: Sequence[Played]) -> dict[str, Any]:
    return {
        "key": player,
        "name": who,
        "matches": len(matches),
        "won": sum(each.won is True for each in matches),
        "lost": sum(each.won is False for each in matches),
        "points": sum(each.pts for each in matches),
        "points_against": sum(each.opp_pts for each in matches),
        "first": matches[0].started_at.isoformat() if matches else None,
        "last": matches[-1].started_at.isoformat() if matches else None,
    }


def _choices(desk: Desk, names: Names, matches: Sequence[Played]) -> Choices:
    """What may be chosen: everything the player ever met, whatever is applied now."""
    unfiltered = desk.filters == Filters()
    every = matches if unfiltered else listings.played(desk.cursor, desk.player, Filters())
    met: dict[str, int] = {}
    for each in every:
        met[each.opponent] = met.get(each.opponent, 0) + 1
    opponents = sorted(met, key=lambda key: (-met[key], names(key), key))
    return Choices(
        ruleset=[Option(each, each) for each in sorted({each.ruleset for each in every})],
        opponent=[Option(key, f"{names(key)} ({met[key]})") for key in opponents],
        since=every[0].started_at.date().isoformat() if every else None,
        until=every[-1].started_at.date().isoformat() if every else None,
        applied=_applied(desk.filters),
    )


def _applied(filters: Filters) -> dict[str, str]:
    stated = {"ruleset": filters.ruleset, "opponent": filters.opponent, "from": filters.since, "to": filters.until}
    return {name: str(value) for name, value in stated.items() if value is not None}
