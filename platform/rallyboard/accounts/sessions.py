"""Sessions: opened by a proof of identity, kept going by a chain of refresh tokens, ended by either side.

Each refresh spends a token and gives out the next; that is one guarded update, so of two racing ones only one passes.
A spent token that comes back means that two hold the same chain: the session ends (RFC 9700, section 4.14). One case
is no theft: the answer was lost on its way, so the next token was never used; then it is replaced.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

import structlog
from sqlalchemy import ColumnElement, Update, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import audit, finding
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.errors import NotSignedIn, RefreshRaced
from rallyboard.accounts.models import Account, Refresh, Session
from rallyboard.accounts.tokens import is_token, new_token, token_hash
from rallyboard.db.engine import Database
from rallyboard.db.rows import changed

IDLE: Final = timedelta(days=7)
LONGEST: Final = timedelta(days=30)
FRESH: Final = timedelta(minutes=5)
RACE: Final = timedelta(seconds=1)
OVER: Final = "This session is over; sign in again."
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.accounts")


@dataclass(frozen=True, slots=True)
class Opened:
    """A session whose next refresh token is to be handed to its browser."""

    session_id: str
    refresh: str
    account: Account


@dataclass(frozen=True, slots=True)
class Ended:
    """What others are told: this session is over, or all of the account's (None) but one."""

    account_id: str
    session_id: str | None = None
    but: str | None = None


class Sessions:
    """`on_ended` are called after the commit, with what is over."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.on_ended: list[Callable[[Ended], None]] = []

    async def open(self, session: AsyncSession, account: Account, factors: Sequence[str], browser: Browser) -> Opened:
        """A new session for somebody who has just proven who they are; part of the caller's transaction."""
        now = datetime.now(UTC)
        row = Session(
            id=str(uuid4()), account_id=account.id, created_at=now.isoformat(), seen_at=now.isoformat(),
            idle_until=(now + IDLE).isoformat(), ends_at=(now + LONGEST).isoformat(), fresh_at=now.isoformat(),
            browser=browser.agent[:120], network=browser.network, factors=" ".join(factors),
        )  # fmt: skip
        session.add(row)
        await session.flush()
        await audit.note(session, "session.opened", actor=account.id, subject=row.id, detail=row.factors)
        return Opened(row.id, _next(session, row.id, now), account)

    async def prove(self, session: AsyncSession, session_id: str, factors: Sequence[str]) -> Opened:
        """The holder of a running session proved anew who they are."""
        now = datetime.now(UTC)
        row = await _running(session, session_id, now)
        row.fresh_at, row.factors = now.isoformat(), " ".join(factors)
        await audit.note(session, "session.proven", actor=row.account_id, subject=row.id, detail=row.factors)
        await session.execute(_spend_all(session_id, now))
        return Opened(row.id, _next(session, row.id, now), await finding.by_id(session, row.account_id))

    async def rotate(self, token: str | None) -> Opened:
        """The next token for this one; raises NotSignedIn, or RefreshRaced when another tab was quicker."""
        if token is None or not is_token(token):
            raise NotSignedIn(OVER)
        async with self._database.transaction() as session:
            opened = await self._rotated(session, token_hash(token))
        if isinstance(opened, Ended):
            self._tell(opened)
            raise NotSignedIn(OVER)
        return opened

    async def _rotated(self, session: AsyncSession, spent_hash: str) -> Opened | Ended:
        now = datetime.now(UTC)
        row, link = await _locked(session, spent_hash, now)
        fresh = await _spend(session, link.token_hash, now)
        if not fresh and not await self._lost_answer(session, link, now):
            return await self._theft(session, row, now)
        token = _next(session, row.id, now)
        link.successor = token_hash(token)
        row.seen_at, row.idle_until = now.isoformat(), (now + IDLE).isoformat()
        return Opened(row.id, token, await _welcome(session, row.account_id))

    async def _lost_answer(self, session: AsyncSession, link: Refresh, now: datetime) -> bool:
        """Whether the next token never arrived: then it is void from now on."""
        spent = datetime.fromisoformat(link.spent_at or now.isoformat())
        if link.successor is None:
            return False
        successor = await session.get(Refresh, link.successor, with_for_update=True)
        if successor is None or successor.spent_at is not None:
            return False
        if now - spent < RACE:
            raise RefreshRaced("Another tab has just refreshed this session; try again in a second.")
        return await _spend(session, successor.token_hash, now)

    async def _theft(self, session: AsyncSession, row: Session, now: datetime) -> Ended:
        row.ended_at, row.ended_why = now.isoformat(), "reuse"
        await audit.note(session, "session.reused", actor=None, subject=row.id, detail=row.network)
        log.warning("a spent refresh token came back", session=row.id)
        return Ended(row.account_id, row.id)

    # --- Ending ----------------------------------------------------------------------------------------

    async def end(self, account_id: str, session_id: str, why: str) -> bool:
        """This session of the account is over; False when it was already, or is not theirs."""
        async with self._database.transaction() as session:
            ended = await _end(session, why, Session.account_id == account_id, Session.id == session_id)
            if ended:
                await audit.note(session, "session.ended", actor=account_id, subject=session_id, detail=why)
        if ended:
            self._tell(Ended(account_id, session_id))
        return bool(ended)

    async def end_by_token(self, token: str | None) -> None:
        """The session of this refresh token is over: somebody signed out."""
        if token is not None and is_token(token):
            await self.end_by_hash(token_hash(token), "signed out")

    async def end_by_hash(self, refresh_hash: str, why: str, but: str | None = None) -> None:
        """The session of this refresh token, however old the token, is over, if it is not the session `but`."""
        query = select(Session).join(Refresh, Refresh.session_id == Session.id)
        async with self._database.reading() as session:
            found = (await session.execute(query.where(Refresh.token_hash == refresh_hash))).scalar_one_or_none()
        if found is not None and found.id != but:
            await self.end(found.account_id, found.id, why)

    async def end_all(self, account_id: str, why: str, but: str | None = None) -> int:
        """All sessions of the account are over, except `but`; returns how many."""
        async with self._database.transaction() as session:
            count = await self.end_all_within(session, account_id, why, but)
        self._tell(Ended(account_id, None, but))
        return count

    async def end_all_within(self, session: AsyncSession, account_id: str, why: str, but: str | None = None) -> int:
        """The same inside a transaction; the caller tells (`tell`) after the commit."""
        count = await _end(session, why, Session.account_id == account_id, Session.id != (but or ""))
        await audit.note(session, "session.all_ended", actor=account_id, subject=account_id, detail=why)
        return count

    def tell(self, ended: Ended) -> None:
        """Whoever holds sockets learns what is over."""
        self._tell(ended)

    def _tell(self, ended: Ended) -> None:
        for call in self.on_ended:
            call(ended)

    async def running(self, account_id: str) -> Sequence[Session]:
        """The account's sessions that are not over, the last used first."""
        now = datetime.now(UTC).isoformat()
        query = select(Session).where(
            Session.account_id == account_id, Session.ended_at.is_(None),
            Session.ends_at > now, Session.idle_until > now,
        )  # fmt: skip
        async with self._database.reading() as session:
            return (await session.execute(query.order_by(Session.seen_at.desc(), Session.id))).scalars().all()


def _next(session: AsyncSession, session_id: str, now: datetime) -> str:
    token = new_token()
    session.add(Refresh(token_hash=token_hash(token), session_id=session_id, issued_at=now.isoformat()))
    return token


def _spend_all(session_id: str, now: datetime) -> Update:
    unspent = update(Refresh).where(Refresh.session_id == session_id, Refresh.spent_at.is_(None))
    return unspent.values(spent_at=now.isoformat())


async def _spend(session: AsyncSession, spent_hash: str, now: datetime) -> bool:
    spending = update(Refresh).where(Refresh.token_hash == spent_hash, Refresh.spent_at.is_(None))
    return await changed(session, spending.values(spent_at=now.isoformat())) == 1


async def _end(session: AsyncSession, why: str, *which: ColumnElement[bool]) -> int:
    ending = update(Session).where(Session.ended_at.is_(None), *which)
    return await changed(session, ending.values(ended_at=datetime.now(UTC).isoformat(), ended_why=why[:16]))


async def _running(session: AsyncSession, session_id: str, now: datetime) -> Session:
    row = await session.get(Session, session_id, with_for_update=True)
    if row is None or row.ended_at is not None or min(row.ends_at, row.idle_until) <= now.isoformat():
        raise NotSignedIn(OVER)
    return row


async def _locked(session: AsyncSession, spent_hash: str, now: datetime) -> tuple[Session, Refresh]:
    """The session first, its token after it, like everybody who changes both: two that meet wait, none is undone.

    What was read of the token before the session was ours may be old, so it is read again.
    """
    seen = await session.get(Refresh, spent_hash)
    if seen is None:
        raise NotSignedIn(OVER)
    row = await _running(session, seen.session_id, now)
    link = await session.get(Refresh, spent_hash, with_for_update=True, populate_existing=True)
    if link is None:
        raise NotSignedIn(OVER)
    return row, link


async def _welcome(session: AsyncSession, account_id: str) -> Account:
    account = await finding.by_id(session, account_id)
    if account.banned_at is not None:
        raise NotSignedIn(OVER)
    return account
