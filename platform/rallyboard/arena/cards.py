"""Cards: matches as the API shows them, from the database and, while they are live, from memory."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from game_engine import DEFAULT, RULESETS
from rallyboard.arena import repository, schemas
from rallyboard.arena.live import Live
from rallyboard.arena.models import Match, Seat
from rallyboard.players import repository as players
from rallyboard.players.models import Player
from rallyboard.players.service import shown


def rulesets() -> list[schemas.Ruleset]:
    """The rulesets offered, the default among them."""
    return [
        schemas.Ruleset(rules.id, rules.name, rules.version, rules.target, rules.win_by, rules.id == DEFAULT.id)
        for rules in RULESETS.values()
    ]


async def cards(
    session: AsyncSession, rows: Sequence[Match], lives: Mapping[str, Live], viewer: str | None
) -> list[schemas.MatchCard]:
    """The cards of these rows, as the player with the key `viewer` may see them."""
    seats = await repository.seats(session, (row.id for row in rows))
    people = {row.key: row for row in await players.by_keys(session, {seat.player_key for seat in seats})}
    return [
        _card(row, [seat for seat in seats if seat.match_id == row.id], people, lives.get(row.id), viewer)
        for row in rows
    ]


def _card(
    row: Match, seats: Iterable[Seat], people: Mapping[str, Player], live: Live | None, viewer: str | None
) -> schemas.MatchCard:
    keys = {seat.slot: seat.player_key for seat in seats}
    present: frozenset[int] = frozenset() if live is None else live.present
    status, scores = row.status, (row.s0, row.s1)
    if live is not None and live.status == "live":
        status, scores = "live", live.play.room.base.scores
    return schemas.MatchCard(
        id=row.id, mode=cast("schemas.Mode", row.mode), ruleset=row.ruleset, status=cast("schemas.Status", status),
        created_at=row.created_at, started_at=row.started_at, finished_at=row.finished_at,
        reason=cast("schemas.Reason | None", row.reason), winner_slot=row.winner_slot, scores=scores, ticks=row.ticks,
        seats=[_seat(slot, people.get(keys.get(slot, "")), slot in present) for slot in (0, 1)],
        your_slots=_yours(row.mode, keys, viewer), invite_code=None, watch=status in repository.OPEN,
    )  # fmt: skip


def _seat(slot: int, player: Player | None, connected: bool) -> schemas.SeatCard:
    return schemas.SeatCard(slot, None if player is None else shown(player), connected)


def _yours(mode: str, keys: Mapping[int, str], viewer: str | None) -> list[int]:
    held = [slot for slot, key in sorted(keys.items()) if viewer is not None and key == viewer]
    return [0, 1] if mode == "local" and held == [0] else held
