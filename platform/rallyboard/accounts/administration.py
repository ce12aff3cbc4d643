"""Administration: finding accounts, giving roles, closing accounts, ending sessions, reading the audit log.

Nobody sees or sets a password. Every deed is in the audit log. Nobody changes their own role or closes their own
account, so there is always an admin left.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import audit
from rallyboard.accounts.caller import Caller, Role, role_of
from rallyboard.accounts.errors import NoSuchAccount, NotAllowed
from rallyboard.accounts.models import AccessKey, Account, AuditEntry, Session
from rallyboard.accounts.people import People
from rallyboard.accounts.schemas import AccountRow, AuditRow
from rallyboard.accounts.sessions import Ended, Sessions
from rallyboard.db.engine import Database

SEARCHED = 100


class Administration:
    """What admins, and for closing accounts moderators, may do."""

    def __init__(self, database: Database, people: People, sessions: Sessions) -> None:
        self._database, self._people, self._sessions = database, people, sessions

    async def find(self, search: str, limit: int, offset: int) -> tuple[list[AccountRow], int]:
        """A page of accounts by part of an address or by an exact id, the newest first, and how many there are."""
        text = search.strip().casefold()[:SEARCHED]
        query = select(Account)
        if text:
            query = query.where(or_(Account.email_folded.contains(text, autoescape=True), Account.id == text))
        async with self._database.reading() as session:
            total = await _count(session, query)
            page = query.order_by(Account.created_at.desc(), Account.id).limit(limit).offset(offset)
            rows = (await session.execute(page)).scalars().all()
            return [await self._shown(session, row) for row in rows], total

    async def give_role(self, admin: Caller, account_id: str, role: Role) -> AccountRow:
        """The account has this role from now on; raises NoSuchAccount, NotAllowed for one's own."""
        _not_oneself(admin, account_id)
        async with self._database.transaction() as session:
            account = await _found(session, account_id)
            before, account.role = account.role, role
            await audit.note(
                session, "role.given", actor=admin.account_id, subject=account_id, detail=f"{before} {role}"
            )
            shown = await self._shown(session, account)
        self._sessions.tell(Ended(account_id))  # sockets stand on the role they were opened with
        return shown

    async def ban(self, staff: Caller, account_id: str, reason: str) -> AccountRow:
        """Nobody signs in to the account any more, and its sessions and keys are over."""
        _not_oneself(staff, account_id)
        now = datetime.now(UTC).isoformat()
        async with self._database.transaction() as session:
            account = await _found(session, account_id)
            _check_reach(staff, account)
            account.banned_at, account.ban_reason = now, reason.strip()[:200]
            await session.execute(
                update(AccessKey).where(AccessKey.account_id == account_id, AccessKey.ended_at.is_(None))
                .values(ended_at=now)
            )  # fmt: skip
            await audit.note(session, "account.banned", actor=staff.account_id, subject=account_id)
            await self._sessions.end_all_within(session, account_id, "banned")
            shown = await self._shown(session, account)
        self._sessions.tell(Ended(account_id))
        return shown

    async def unban(self, staff: Caller, account_id: str) -> AccountRow:
        """Its holder may sign in again."""
        async with self._database.transaction() as session:
            account = await _found(session, account_id)
            _check_reach(staff, account)
            account.banned_at = account.ban_reason = None
            await audit.note(session, "account.unbanned", actor=staff.account_id, subject=account_id)
            return await self._shown(session, account)

    async def end_sessions(self, admin: Caller, account_id: str) -> None:
        """The account is signed out everywhere."""
        async with self._database.transaction() as session:
            await _found(session, account_id)
            await audit.note(session, "sessions.ended", actor=admin.account_id, subject=account_id)
        await self._sessions.end_all(account_id, "ended by staff")

    async def log(self, about: str, limit: int, offset: int) -> tuple[Sequence[AuditRow], int]:
        """A page of the audit log, the newest first: of one account as actor or subject, or of one kind of deed."""
        query = select(AuditEntry)
        if about:
            query = query.where(or_(AuditEntry.actor == about, AuditEntry.subject == about, AuditEntry.action == about))
        async with self._database.reading() as session:
            total = await _count(session, query)
            page = query.order_by(AuditEntry.seq.desc()).limit(limit).offset(offset)
            rows = (await session.execute(page)).scalars().all()
            names = await self._names(session, {word for row in rows for word in (row.actor, row.subject) if word})
        return [
            AuditRow(
                row.seq, row.at, row.actor, row.action, row.subject, row.detail,
                names.get(row.actor or ""), names.get(row.subject or ""),
            )
            for row in rows
        ], total  # fmt: skip

    async def _names(self, session: AsyncSession, words: Collection[str]) -> dict[str, str]:
        """What those of these words that are accounts are called now."""
        query = select(Account.id, Account.player_key).where(Account.id.in_(words))
        known = dict((await session.execute(query)).tuples().all())
        names = await self._people.names(session, known.values())
        return {account_id: names[key] for account_id, key in known.items()}

    async def _shown(self, session: AsyncSession, account: Account) -> AccountRow:
        running = select(func.count()).select_from(Session)
        running = running.where(Session.account_id == account.id, Session.ended_at.is_(None))
        return AccountRow(
            account.id, account.email, role_of(account.role), account.created_at, account.banned_at,
            account.ban_reason, await self._people.person(session, account.player_key),
            (await session.execute(running)).scalar_one(),
        )  # fmt: skip


async def _count(session: AsyncSession, query: Select[tuple[Account]] | Select[tuple[AuditEntry]]) -> int:
    return (await session.execute(select(func.count()).select_from(query.subquery()))).scalar_one()


async def _found(session: AsyncSession, account_id: str) -> Account:
    account = await session.get(Account, account_id)
    if account is None:
        raise NoSuchAccount("No account has this id.")
    return account


def _check_reach(staff: Caller, account: Account) -> None:
    if staff.role != "admin" and role_of(account.role) != "player":
        raise NotAllowed("Only an admin closes, or opens again, the account of somebody with a role.")


def _not_oneself(caller: Caller, account_id: str) -> None:
    if caller.account_id == account_id:
        raise NotAllowed("Ask another admin to do this to your own account.")
