"""Matches in the database."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.arena.fixture import Fixture
from rallyboard.arena.models import Match, MatchLog, Seat
from rallyboard.arena.wanted import Wanted
from rallyboard.players.models import Player

OPEN = ("waiting", "live")


async def add(session: AsyncSession, match: Match, seats: Iterable[Seat]) -> None:
    """A new match and those who sit in it already."""
    session.add(match)
    await session.flush()
    session.add_all(seats)
    await session.flush()


async def get(session: AsyncSession, match_id: str) -> Match | None:
    """The match with this id; whatever a visitor may have typed for one."""
    return await session.get(Match, match_id) if match_id.isprintable() else None


async def hold(session: AsyncSession, match_id: str) -> Match | None:
    """The match with this id as it is now; nobody else changes it before this transaction ends."""
    return await session.get(Match, match_id, with_for_update=True, populate_existing=True)


async def hold_players(session: AsyncSession, keys: Iterable[str]) -> None:
    """Of two transactions that open matches for one player, the second counts what the first has opened."""
    query = select(Player.key).where(Player.key.in_(list(keys))).order_by(Player.key)
    # `key_share`: rows that point to the player may still be written meanwhile.
    await session.execute(query.with_for_update(key_share=True))


async def seats(session: AsyncSession, match_ids: Iterable[str]) -> Sequence[Seat]:
    """All seats of these matches, by match and slot."""
    query = select(Seat).where(Seat.match_id.in_(list(match_ids))).order_by(Seat.match_id, Seat.slot)
    return (await session.execute(query)).scalars().all()


async def log(session: AsyncSession, match_id: str) -> bytes | None:
    """The packed log of a match that is over."""
    stored = await session.get(MatchLog, match_id)
    return None if stored is None else stored.data


async def by_invite(session: AsyncSession, invite_hash: str) -> Match | None:
    """The match this invitation is for."""
    return (await session.execute(select(Match).where(Match.invite_hash == invite_hash))).scalar_one_or_none()


async def open_of(session: AsyncSession, player_key: str) -> int:
    """How many matches this player has not finished."""
    query = (
        select(func.count())
        .select_from(Seat)
        .join(Match, Match.id == Seat.match_id)
        .where(Seat.player_key == player_key, Match.status.in_(OPEN))
    )
    return (await session.execute(query)).scalar_one()


async def waiting_of(session: AsyncSession, player_key: str) -> Sequence[str]:
    """The ids of this player's matches that have not begun, oldest first."""
    query = (
        select(Match.id)
        .join(Seat, Seat.match_id == Match.id)
        .where(Seat.player_key == player_key, Match.status == "waiting")
        .order_by(Match.created_at, Match.id)
    )
    return (await session.execute(query)).scalars().all()


async def void(session: AsyncSession, match_id: str, now: str) -> None:
    """A match that has not begun never will."""
    query = update(Match).where(Match.id == match_id, Match.status == "waiting")
    await session.execute(query.values(status="void", finished_at=now, reason="void", invite_hash=None, open=False))


async def find(session: AsyncSession, wanted: Wanted, *, limit: int, offset: int) -> tuple[Sequence[Match], int]:
    """A page of the wanted matches, newest first, and how many there are."""
    query = select(Match).where(*wanted.conditions())
    total = (await session.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    page = query.order_by(Match.created_at.desc(), Match.id.desc()).limit(limit).offset(offset)
    return (await session.execute(page)).scalars().all(), total


async def waiting_open(session: AsyncSession, ruleset: str) -> Sequence[Match]:
    """Waiting matches that anybody may join, oldest first."""
    query = select(Match).where(Match.status == "waiting", Match.open.is_(True), Match.ruleset == ruleset)
    return (await session.execute(query.order_by(Match.created_at, Match.id))).scalars().all()


async def take_seat(session: AsyncSession, match_id: str, slot: int, player_key: str) -> None:
    """The seat is this player's; a second taker violates the primary key."""
    session.add(Seat(match_id=match_id, slot=slot, player_key=player_key))
    await session.flush()


async def begun(session: AsyncSession, fixture: Fixture, home: str) -> None:
    """The match is live, in the journal of the data folder `home`."""
    values = {"status": "live", "started_at": fixture.started_at, "open": False, "home": home}
    await session.execute(update(Match).where(Match.id == fixture.match_id, Match.status == "waiting").values(values))


async def live_ids(session: AsyncSession, home: str) -> Sequence[str]:
    """The matches that are being played at `home`, as far as the database knows."""
    query = select(Match.id).where(Match.status == "live", or_(Match.home == home, Match.home.is_(None)))
    return (await session.execute(query)).scalars().all()


async def void_live(session: AsyncSession, match_id: str, now: str) -> None:
    """A match that was being played never ends."""
    query = update(Match).where(Match.id == match_id, Match.status == "live")
    await session.execute(query.values(status="void", finished_at=now, reason="void", invite_hash=None))


async def void_waiting(session: AsyncSession, before: str, now: str) -> int:
    """Matches nobody joined in time are void; returns how many."""
    return await _void_all(session, now, Match.status == "waiting", Match.created_at < before)


async def void_lost(session: AsyncSession, home: str, before: str, now: str) -> int:
    """Matches that began long ago in a data folder that never came back are void; returns how many."""
    return await _void_all(session, now, Match.status == "live", Match.home != home, Match.started_at < before)


async def _void_all(session: AsyncSession, now: str, *which: ColumnElement[bool]) -> int:
    values = {"status": "void", "finished_at": now, "reason": "void", "invite_hash": None}
    return int(getattr(await session.execute(update(Match).where(*which).values(values)), "rowcount", 0))


async def count_mode(session: AsyncSession, mode: str) -> int:
    """How many finished matches of this mode are stored."""
    query: Select[tuple[int]] = (
        select(func.count()).select_from(Match).where(Match.mode == mode, Match.status == "finished")
    )
    return (await session.execute(query)).scalar_one()


async def finished_ids(session: AsyncSession, match_ids: Iterable[str]) -> set[str]:
    """Those of these matches that are over and stored."""
    query = select(MatchLog.match_id).where(MatchLog.match_id.in_(list(match_ids)))
    return set((await session.execute(query)).scalars())
