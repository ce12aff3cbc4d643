"""Guesses at short codes: how many wrong ones an account forgives within an hour, whatever number of proofs is begun.

Counted inside the transaction that evaluates them, with the account's row locked, so that many at once are not more
than one after the other. Passkeys and recovery codes cannot be guessed and stay open to the owner meanwhile.
"""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import throttles

FORGIVEN: Final = 10
MAILS: Final = 5


async def check(session: AsyncSession, kind: str, account_id: str, limit: int = FORGIVEN) -> None:
    """Raises TooManyTries when this account's door is shut."""
    await throttles.check(session, (throttles.door(kind, account_id), limit))


async def count(session: AsyncSession, kind: str, account_id: str) -> None:
    """One more."""
    await throttles.count(session, throttles.door(kind, account_id))
