"""Callers: whose request it is, from the one header that carries a token.

The token says which session; the session's row, read each time, says whether it still is: what was ended a moment
ago, by another worker or before a restart, opens nothing.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from rallyboard.accounts import finding
from rallyboard.accounts.access import AccessTokens
from rallyboard.accounts.caller import SCOPES, Caller, role_of, scopes_of
from rallyboard.accounts.errors import NotSignedIn
from rallyboard.accounts.models import AccessKey, Account, Session
from rallyboard.accounts.sessions import FRESH
from rallyboard.accounts.tokens import is_token, token_hash
from rallyboard.db.engine import Database

KEY_PREFIX: Final = "rbk_"
SEEN_EVERY: Final = timedelta(minutes=1)
WRONG: Final = "This token opens nothing any more; sign in again, or make a new access key."


class Callers:
    """Answers for both kinds of token: a page's access token, and a program's access key."""

    def __init__(self, database: Database, access: AccessTokens) -> None:
        self._database, self._access = database, access

    async def of(self, authorization: str | None) -> Caller | None:
        """The caller behind an Authorization header; None without one; raises NotSignedIn for one that is void."""
        if authorization is None:
            return None
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise NotSignedIn("Send the header Authorization: Bearer <token>.")
        if token.startswith(KEY_PREFIX):
            return await self._by_key(token.removeprefix(KEY_PREFIX))
        claims = self._access.read(token)
        return await self._by_session(claims.account_id, claims.session_id)

    async def _by_session(self, account_id: str, session_id: str) -> Caller:
        now = datetime.now(UTC)
        query = select(Session, Account).join(Account, Account.id == Session.account_id)
        query = query.where(Session.id == session_id, Account.id == account_id, Account.banned_at.is_(None))
        async with self._database.reading() as session:
            found = (await session.execute(query)).one_or_none()
            if found is None:
                raise NotSignedIn(WRONG)
            row, account = found
            role = role_of(account.role)
            factorless = role != "player" and not await finding.factors(session, account.id)
        if row.ended_at is not None or min(row.ends_at, row.idle_until) <= now.isoformat():
            raise NotSignedIn(WRONG)
        fresh = now - datetime.fromisoformat(row.fresh_at) <= FRESH
        return Caller(account.id, account.player_key, role, row.id, fresh, SCOPES, factorless=factorless)

    async def _by_key(self, secret: str) -> Caller:
        now = datetime.now(UTC)
        query = select(AccessKey, Account).join(Account, Account.id == AccessKey.account_id)
        query = query.where(AccessKey.token_hash == token_hash(secret), AccessKey.ended_at.is_(None))
        async with self._database.reading() as session:
            row = (await session.execute(query.where(Account.banned_at.is_(None)))).one_or_none()
        if not is_token(secret) or row is None:
            raise NotSignedIn(WRONG)
        key, account = row
        if key.expires_at is not None and key.expires_at <= now.isoformat():
            raise NotSignedIn(WRONG)
        await self._note_use(key, now)
        return Caller(account.id, account.player_key, role_of(account.role), None, False, scopes_of(key.scopes), key.id)

    async def _note_use(self, key: AccessKey, now: datetime) -> None:
        if key.used_at is not None and now - datetime.fromisoformat(key.used_at) < SEEN_EVERY:
            return
        async with self._database.transaction() as session:
            await session.execute(update(AccessKey).where(AccessKey.id == key.id).values(used_at=now.isoformat()))
