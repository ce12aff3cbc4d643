"""Proofs under way: the password was right (or a sensitive change was asked for), another factor has to follow.

The browser holds the proof's token meanwhile; it ends after ten minutes, five failures, or by success, once.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import finding
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.errors import Banned, ProofOver
from rallyboard.accounts.models import Proof
from rallyboard.accounts.sessions import Opened, Sessions
from rallyboard.accounts.tokens import is_token, new_token, token_hash
from rallyboard.db.rows import changed

Purpose = Literal["login", "reauth", "passkey"]
LIFE: Final = timedelta(minutes=10)
TRIES: Final = 5
OVER: Final = "This took too long or failed too often; begin again."


class Proofs:
    """All calls run inside the caller's transaction."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def begin(
        self, session: AsyncSession, account_id: str | None, purpose: Purpose, factors: Sequence[str],
        session_id: str | None = None,
    ) -> str:  # fmt: skip
        """The token of a new proof, in which these factors were shown already; old ones are swept away."""
        now, token = datetime.now(UTC), new_token()
        await session.execute(delete(Proof).where(Proof.expires_at <= now.isoformat()))
        session.add(
            Proof(
                token_hash=token_hash(token), account_id=account_id, purpose=purpose, session_id=session_id,
                factors=" ".join(factors), created_at=now.isoformat(), expires_at=(now + LIFE).isoformat(),
            )
        )  # fmt: skip
        await session.flush()
        return token

    async def read(self, session: AsyncSession, token: str) -> Proof:
        """The proof, if it can still be completed; raises ProofOver."""
        query = select(Proof).where(
            Proof.token_hash == token_hash(token), Proof.done_at.is_(None), Proof.tries < TRIES,
            Proof.expires_at > datetime.now(UTC).isoformat(),
        )  # fmt: skip
        found = (await session.execute(query.with_for_update())).scalar_one_or_none() if is_token(token) else None
        if found is None:
            raise ProofOver(OVER)
        return found

    async def fail(self, session: AsyncSession, token: str) -> None:
        """One more wrong answer."""
        await session.execute(update(Proof).where(Proof.token_hash == token_hash(token)).values(tries=Proof.tries + 1))

    async def complete(self, session: AsyncSession, proof: Proof, factor: str, browser: Browser) -> Opened:
        """What was to be proven is: a new session, or a running one that is fresh again. Raises ProofOver, Banned."""
        finishing = update(Proof).where(Proof.token_hash == proof.token_hash, Proof.done_at.is_(None))
        finished = await changed(session, finishing.values(done_at=datetime.now(UTC).isoformat()))
        if not finished or proof.account_id is None:
            raise ProofOver(OVER)
        account = await finding.by_id(session, proof.account_id)
        if account.banned_at is not None:
            raise Banned("A moderator closed this account; write to the site if that is a mistake.")
        shown = [*proof.factors.split(), factor]
        if proof.purpose == "reauth" and proof.session_id is not None:
            return await self._sessions.prove(session, proof.session_id, shown)
        return await self._sessions.open(session, account, shown, browser)
