"""Guests in the database."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.models import Guest


async def owner(session: AsyncSession, token_hash: str, now: str) -> str | None:
    """The player behind a token that has not expired at `now`."""
    found = select(Guest.player_key).where(Guest.token_hash == token_hash, Guest.expires_at > now)
    return (await session.execute(found)).scalar_one_or_none()


async def forget(session: AsyncSession, token_hash: str) -> None:
    """The token opens nothing from now on."""
    await session.execute(delete(Guest).where(Guest.token_hash == token_hash))


async def forget_expired(session: AsyncSession, now: str) -> None:
    """Rows that open nothing any more are not kept."""
    await session.execute(delete(Guest).where(Guest.expires_at <= now))


async def forget_player(session: AsyncSession, player_key: str) -> None:
    """No guest's token opens this player any more: it belongs to an account now."""
    await session.execute(delete(Guest).where(Guest.player_key == player_key))
