"""Finishing: the result, the log and the outbox row of a match, in one transaction, at most once.

Doing it again changes nothing, so whoever is unsure whether it happened simply does it again.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from game_engine.codec import encode
from game_engine.events import Event
from game_engine.intents import EndReason, Entry
from game_engine.log import Log, header_dict
from game_engine.match import Match
from rallyboard.arena import models, repository
from rallyboard.arena.fixture import Fixture
from rallyboard.db.turns import Turn, in_turn

TOPIC = "match.finished"
REASONS = {
    EndReason.SCORE: "score",
    EndReason.RESIGN: "resign",
    EndReason.DISCONNECT: "disconnect",
    EndReason.AFK: "afk",
    EndReason.VOID: "void",
}


@dataclass(frozen=True, slots=True)
class Finished:
    """A match that is over: the whole log, the final match, and when (ISO 8601 UTC)."""

    fixture: Fixture
    entries: tuple[Entry, ...]
    events: tuple[Event, ...]
    match: Match
    finished_at: str

    @property
    def void(self) -> bool:
        """Nobody won, and it counts for nothing."""
        return self.match.winner is None

    def pack(self) -> bytes:
        """The log as it is stored."""
        return encode(Log(self.fixture.header(), self.entries, self.events))


async def store(session: AsyncSession, finished: Finished, data: bytes) -> bool:
    """Store the match as over with its packed log; False when it was stored before."""
    match_id = finished.fixture.match_id
    # First the row, then the log: an earlier try of ours whose commit we never heard of may still be under way.
    row = await repository.hold(session, match_id)
    if await repository.log(session, match_id) is not None:
        return False
    if row is None:
        row = row_of(finished.fixture, "live")
        await repository.add(session, row, seats_of(finished.fixture))
    _conclude(row, finished)
    session.add(models.MatchLog(match_id=match_id, data=data, sha256=hashlib.sha256(data).hexdigest()))
    if not finished.void:
        await in_turn(session, Turn.OUTBOX)
        session.add(models.Outbox(topic=TOPIC, match_id=match_id, created_at=finished.finished_at))
    await session.flush()
    return True


def _conclude(row: models.Match, finished: Finished) -> None:
    match = finished.match
    row.status = "void" if finished.void else "finished"
    row.started_at = finished.fixture.started_at
    row.finished_at = finished.finished_at
    row.reason = REASONS[EndReason.VOID if match.reason is None else match.reason]
    row.winner_slot = match.winner
    row.s0, row.s1 = match.scores
    row.ticks = match.since
    row.result_hash = match.digest()
    row.invite_hash, row.open = None, False
    row.header = msgspec.json.encode(header_dict(finished.fixture.header())).decode()


def row_of(fixture: Fixture, status: str) -> models.Match:
    """The match as the database first knows it."""
    rules = fixture.rules
    return models.Match(
        id=fixture.match_id, mode=fixture.mode, ruleset=rules.id, rules=rules.version, rules_sha=rules.sha(),
        status=status, created_at=fixture.created_at, started_at=fixture.started_at or None,
    )  # fmt: skip


def seats_of(fixture: Fixture) -> Iterable[models.Seat]:
    """Its seats as the database knows them."""
    return [
        models.Seat(match_id=fixture.match_id, slot=slot, player_key=seat.player_key)
        for slot, seat in enumerate(fixture.seats)
        if seat is not None
    ]
