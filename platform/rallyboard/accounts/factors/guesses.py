"""Guesses at short codes: how many wrong ones an account forgives within an hour, whatever number of proofs is begun.

Counted inside the transaction that evaluates them, with the account's row locked, so that many at once are not more
than one after the other. Passkeys and recovery codes cannot be guessed and stay open to the owner meanwhile.
"""

from datetime import UTC, datetime
from math import ceil
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.errors import TooManyTries
from rallyboard.accounts.models import Throttle
from rallyboard.accounts.throttles import WINDOW, door

FORGIVEN: Final = 10
MAILS: Final = 5


async def check(session: AsyncSession, kind: str, account_id: str, limit: int = FORGIVEN) -> None:
    """Raises TooManyTries when this account's door is shut."""
    row, now = await session.get(Throttle, door(kind, account_id)), datetime.now(UTC)
    if row is None or row.until <= now.isoformat() or row.count < limit:
        return
    wait = max(1, ceil((datetime.fromisoformat(row.until) - now).total_seconds()))
    raise TooManyTries(f"Too many codes for this account; try again in {ceil(wait / 60)} minutes.", retry_after=wait)


async def count(session: AsyncSession, kind: str, account_id: str) -> None:
    """One more."""
    now = datetime.now(UTC)
    row = await session.get(Throttle, door(kind, account_id))
    if row is None:
        session.add(Throttle(key=door(kind, account_id), count=1, until=(now + WINDOW).isoformat()))
    elif row.until <= now.isoformat():
        row.count, row.until = 1, (now + WINDOW).isoformat()
    else:
        row.count += 1
