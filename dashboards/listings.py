"""Listings: facts of the warehouse one by one, as typed rows: a player's matches, a match's rallies, shots, samples."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboards.filters import Filters
from dashboards.questions import Cursor


@dataclass(frozen=True, slots=True)
class Played:
    """One match of one player: what the form, the trend and the halves are made of."""

    match_id: str
    started_at: datetime
    ruleset: str
    opponent: str
    won: bool | None
    pts: int
    opp_pts: int
    px_n: int
    sae: float


@dataclass(frozen=True, slots=True)
class Match:
    """One match as it ended."""

    match_id: str
    ruleset: str
    mode: str
    target: int
    started_at: datetime
    ticks: int
    reason: str
    winner: int | None
    scores: tuple[int, int]
    players: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rally:
    """One rally; wp is slot 0's chance to win the match, t in ms of game time."""

    no: int
    server: int
    winner: int | None
    t0: float
    t1: float
    hits: int
    before: tuple[int, int]
    wp_before: float
    wp_after: float
    leverage: float
    end: str | None
    max_speed: float


@dataclass(frozen=True, slots=True)
class Shot:
    """One serve or contact opportunity; lengths in u, speeds in u/s, times in ms."""

    rally: int
    no: int
    slot: int
    serve: bool
    made: bool
    y: float
    speed: float | None
    bounces: int | None
    slack: float | None
    px: float | None
    out_vx: float | None
    out_vy: float | None
    out_speed: float | None
    opp_y: float | None
    opp_bounces: int | None
    opp_made: bool | None
    opp_px: float | None


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample of a seat's connection, and the seat's keys that were honoured at another tick than claimed."""

    slot: int
    t: float
    rtt: int
    jitter: int


_PLAYED = """\
SELECT m.match_id, m.started_at, m.ruleset, a.opp_id, a.won, a.pts, a.opp_pts,
  coalesce(a.px_n, 0), coalesce(a.px_made - a.px_sum, 0)
FROM agg_match_player a JOIN dim_match m USING (match_id)
WHERE a.player_id = $player::UUID AND {where}
ORDER BY m.started_at, m.seq, a.slot"""
_MATCH = """\
SELECT match_id, ruleset, mode, target, started_at, ticks, reason, winner_side, s0, s1, player0, player1
FROM dim_match WHERE match_id = $match::UUID"""
_RALLIES = """\
SELECT rally_no, server_slot, winner_slot, t0, t1, hits, s0_before, s1_before, wp_before, wp_after, leverage,
  end_kind::VARCHAR, max_speed
FROM fct_rally WHERE match_id = $match::UUID ORDER BY rally_no"""
_SHOTS = """\
SELECT rally_no, shot_no, slot, kind = 'serve', made, y, in_speed, bounces, slack, px, out_vx, out_vy, out_speed,
  opp_y, opp_bounces, opp_made, opp_px
FROM fct_shot WHERE match_id = $match::UUID ORDER BY rally_no, shot_no"""
_SAMPLES = "SELECT slot, t, rtt, jit FROM fct_net WHERE match_id = $match::UUID ORDER BY t, slot"
_RESTAMPED = (
    "SELECT slot, coalesce(restamped, 0), coalesce(keys, 0) FROM agg_match_player WHERE match_id = $match::UUID"
)


def played(cursor: Cursor, player: str, filters: Filters) -> list[Played]:
    """The player's matches in the order they began."""
    found = list(filters.clauses())
    where = " AND ".join(condition.format(who="a") for _, condition, _ in found) or "TRUE"
    parameters = {"player": player} | {name: value for name, _, value in found}
    return [_played(row) for row in _rows(cursor, _PLAYED.format(where=where), parameters)]


def match(cursor: Cursor, match_id: str) -> Match | None:
    """The match, if it is loaded."""
    return next((_match(row) for row in _rows(cursor, _MATCH, {"match": match_id})), None)


def rallies(cursor: Cursor, match_id: str) -> list[Rally]:
    """The match's rallies in order."""
    return [_rally(row) for row in _rows(cursor, _RALLIES, {"match": match_id})]


def shots(cursor: Cursor, match_id: str) -> list[Shot]:
    """The match's serves and contact opportunities in order."""
    return [Shot(*row) for row in _rows(cursor, _SHOTS, {"match": match_id})]


def samples(cursor: Cursor, match_id: str) -> list[Sample]:
    """The match's network samples in order of time."""
    return [Sample(*row) for row in _rows(cursor, _SAMPLES, {"match": match_id})]


def restamped(cursor: Cursor, match_id: str) -> dict[int, tuple[int, int]]:
    """Per side: keys honoured at another tick than claimed, and all keys."""
    return {slot: (changed, keys) for slot, changed, keys in _rows(cursor, _RESTAMPED, {"match": match_id})}


def _rows(cursor: Cursor, sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    return cursor.execute(sql, parameters).fetchall()


def _played(row: tuple[Any, ...]) -> Played:
    match_id, started_at, ruleset, opponent, *rest = row
    return Played(str(match_id), started_at, ruleset, str(opponent), *rest)


def _match(row: tuple[Any, ...]) -> Match:
    match_id, ruleset, mode, target, started_at, ticks, reason, winner, s0, s1, first, second = row
    seats = (str(first), str(second))
    return Match(str(match_id), ruleset, mode, target, started_at, ticks, reason, winner, (s0, s1), seats)


def _rally(row: tuple[Any, ...]) -> Rally:
    no, server, winner, t0, t1, hits, s0, s1, *rest = row
    return Rally(no, server, winner, t0, t1, hits, (s0, s1), *rest)
