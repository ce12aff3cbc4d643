"""The session board: why one match ended as it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards import headlines, listings, words
from dashboards.boards.parts import plain
from dashboards.dimensions import DIMENSIONS
from dashboards.figures import course, moments
from dashboards.figures.court import shot_map
from dashboards.figures.duel import DUEL, duel
from dashboards.figures.network import network
from dashboards.freshness import Freshness, loaded
from dashboards.listings import Match, Rally
from dashboards.names import Names
from dashboards.questions import Cursor, Question, ask
from dashboards.shape import Board, Choices, Figure, Tile


def session_board(
    cursor: Cursor, match_id: str, names: Mapping[str, str], fresh: Freshness | None = None
) -> Board | None:
    """The board of one match (an id); None while the match is not in the warehouse."""
    match = listings.match(cursor, match_id)
    if match is None:
        return None
    called = Names(names)
    seats = (called(match.players[0]), called(match.players[1]))
    rallies = listings.rallies(cursor, match_id)
    return Board(
        kind="session",
        title=f"{seats[0]} {course.score(match.scores)} {seats[1]}",
        subject=_subject(match, seats),
        headline=headlines.headline(match, rallies, seats),
        freshness=plain(fresh or loaded(cursor)),
        filters=Choices([], [], None, None, {}),
        tiles=_tiles(match, rallies),
        figures=_figures(cursor, match_id, seats, rallies),
    )


def _figures(cursor: Cursor, match_id: str, seats: course.Seats, rallies: Sequence[Rally]) -> list[Figure]:
    shots = listings.shots(cursor, match_id)
    answers = [ask(cursor, Question(metric, (DIMENSIONS["slot"],), match=match_id)) for metric in DUEL]
    finished = sum(rally.winner is not None for rally in rallies)
    return [
        course.win_probability(seats, rallies),
        moments.turns(seats, rallies),
        course.score_line(seats, rallies),
        course.rally_line(seats, rallies),
        duel(seats, answers, finished),
        shot_map(seats[0], 0, shots),
        shot_map(seats[1], 1, shots),
        moments.endings(seats, rallies),
        moments.balls(seats, shots),
        network(seats, listings.samples(cursor, match_id), listings.restamped(cursor, match_id)),
    ]


def _subject(match: Match, seats: course.Seats) -> dict[str, Any]:
    return {
        "match_id": match.match_id,
        "ruleset": match.ruleset,
        "mode": match.mode,
        "started_at": match.started_at.isoformat() + "Z",
        "reason": match.reason,
        "winner_slot": match.winner,
        "scores": list(match.scores),
        "seconds": match.ticks / 240,
        "players": [
            {"slot": slot, "key": key, "name": name}
            for slot, (key, name) in enumerate(zip(match.players, seats, strict=True))
        ],
    }


def _tiles(match: Match, rallies: Sequence[Rally]) -> list[Tile]:
    """Three facts of the match; facts have no interval."""
    n = len(rallies)
    longest = max((rally.hits for rally in rallies), default=0)
    largest = max((moments.swing(rally) for rally in rallies), default=0.0)
    return [
        _fact("length", "Time of play", course.clock(match.ticks * 1000 / 240), "min:s", n),
        _fact("longest", "Longest rally", str(longest), "hits", n),
        _fact("swing", "Largest swing", words.number(100 * largest), "in 100", n),
    ]


def _fact(key: str, label: str, value: str, unit: str, n: int) -> Tile:
    return Tile(key, label, value, unit, n, None, None, "ok" if n else "empty", 1)
