"""Which standings still hold, by the database: running sessions and keys, accounts not banned, guests still here."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.models import AccessKey, Account, Guest, Session
from rallyboard.accounts.standing import Standing

AT_ONCE: Final = 500
"""Ids in one query: every database takes so many."""


async def holding(session: AsyncSession, standings: Collection[Standing]) -> set[Standing]:
    """Those of `standings` that are not over."""
    now = datetime.now(UTC).isoformat()
    running = await _found(session, _running(now), (standing.session_id for standing in standings))
    welcome = await _found(session, _welcome(), (standing.account_id for standing in standings))
    here = await _found(session, _here(now), (standing.guest for standing in standings))
    good = running | welcome | here | await _found(session, _usable(now), (standing.key_id for standing in standings))
    return {standing for standing in standings if good.issuperset(_parts(standing))}


def _parts(standing: Standing) -> list[str]:
    """All that has to hold for it: ids and hashes that no two tables share."""
    parts = (standing.account_id, standing.session_id, standing.key_id, standing.guest)
    return [part for part in parts if part is not None]


def _running(now: str) -> Select[tuple[str]]:
    return select(Session.id).where(Session.ended_at.is_(None), Session.ends_at > now, Session.idle_until > now)


def _welcome() -> Select[tuple[str]]:
    return select(Account.id).where(Account.banned_at.is_(None))


def _usable(now: str) -> Select[tuple[str]]:
    lasting = or_(AccessKey.expires_at.is_(None), AccessKey.expires_at > now)
    return select(AccessKey.id).where(AccessKey.ended_at.is_(None), lasting)


def _here(now: str) -> Select[tuple[str]]:
    return select(Guest.token_hash).where(Guest.expires_at > now)


async def _found(session: AsyncSession, query: Select[tuple[str]], ids: Iterable[str | None]) -> set[str]:
    """Those of `ids` that the query finds by its one column."""
    (column,) = query.selected_columns
    asked, found = sorted({name for name in ids if name is not None}), set[str]()
    for start in range(0, len(asked), AT_ONCE):
        part = query.where(column.in_(asked[start : start + AT_ONCE]))
        found.update((await session.execute(part)).scalars())
    return found
