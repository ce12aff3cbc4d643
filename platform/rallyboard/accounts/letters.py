"""Letters: one-time links that travel by mail. Opening one is one guarded update, so only the first reader gets in."""

from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.errors import LetterOver
from rallyboard.accounts.models import Letter
from rallyboard.accounts.tokens import is_token, new_token, token_hash
from rallyboard.db.rows import changed

Purpose = Literal["verify", "reset", "email", "welcome", "first_admin", "decoy"]
LIFE: Final[dict[Purpose, timedelta]] = {
    "verify": timedelta(hours=24), "reset": timedelta(hours=1), "email": timedelta(hours=24),
    "welcome": timedelta(hours=1), "first_admin": timedelta(hours=24), "decoy": timedelta(hours=1),
}  # fmt: skip
TOO_LATE: Final = "This link was used already, replaced by a newer one, or is too old; ask for a new one."


async def issue(session: AsyncSession, purpose: Purpose, account_id: str | None = None, payload: str = "") -> str:
    """The token of a new letter; an account's earlier letters for the same purpose open nothing any more."""
    now, token = datetime.now(UTC), new_token()
    await void(session, account_id or "", purpose)  # for nobody too: it takes its time
    session.add(
        Letter(
            token_hash=token_hash(token), account_id=account_id, purpose=purpose, payload=payload,
            created_at=now.isoformat(), expires_at=(now + LIFE[purpose]).isoformat(),
        )
    )  # fmt: skip
    await session.flush()
    return token


async def void(session: AsyncSession, account_id: str, *purposes: Purpose) -> None:
    """The account's letters for these purposes open nothing any more."""
    waiting = delete(Letter).where(Letter.account_id == account_id, Letter.purpose.in_(purposes))
    await session.execute(waiting.where(Letter.used_at.is_(None)))


async def void_all(session: AsyncSession, account_id: str) -> None:
    """With a new password, nothing counts that somebody asked for who knew the old one or read the mail."""
    await void(session, account_id, "reset", "email")


async def peek(session: AsyncSession, token: str, purpose: Purpose) -> Letter:
    """The letter, still closed; raises LetterOver."""
    now = datetime.now(UTC).isoformat()
    query = select(Letter).where(
        Letter.token_hash == token_hash(token), Letter.purpose == purpose,
        Letter.used_at.is_(None), Letter.expires_at > now,
    )  # fmt: skip
    letter = (await session.execute(query)).scalar_one_or_none() if is_token(token) else None
    if letter is None:
        raise LetterOver(TOO_LATE)
    return letter


async def redeem(session: AsyncSession, token: str, purpose: Purpose) -> Letter:
    """The letter, opened by us and by nobody else; raises LetterOver."""
    letter = await peek(session, token, purpose)
    opening = update(Letter).where(Letter.token_hash == letter.token_hash, Letter.used_at.is_(None))
    if not await changed(session, opening.values(used_at=datetime.now(UTC).isoformat())):
        raise LetterOver(TOO_LATE)
    return letter
