"""Letting guests in, knowing them again, letting them go."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import repository
from rallyboard.accounts.cookies import GUEST_DAYS
from rallyboard.accounts.models import Guest
from rallyboard.accounts.tokens import is_token, new_token, token_hash
from rallyboard.db.engine import Database


class Guests:
    """Keeps the promise that a token opens one player until it expires or its holder leaves."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.on_left: list[Callable[[str], None]] = []
        """Called after the commit with the hash of a token that opens nothing any more."""

    async def admit(self, session: AsyncSession, player_key: str) -> str:
        """A new token for `player_key`, valid once the caller's transaction is committed."""
        token, now = new_token(), datetime.now(UTC)
        await repository.forget_expired(session, now.isoformat())
        expires = now + timedelta(days=GUEST_DAYS)
        session.add(
            Guest(
                token_hash=token_hash(token), player_key=player_key,
                created_at=now.isoformat(), expires_at=expires.isoformat(),
            )
        )  # fmt: skip
        return token

    async def player_key(self, token: str | None) -> str | None:
        """The player a token stands for; None for no token, a forged one, an expired one."""
        if token is None or not is_token(token):
            return None
        async with self._database.reading() as session:
            return await repository.owner(session, token_hash(token), datetime.now(UTC).isoformat())

    async def leave(self, token: str | None) -> None:
        """The token opens nothing from now on; leaving twice is no error."""
        if token is None or not is_token(token):
            return
        async with self._database.transaction() as session:
            await repository.forget(session, token_hash(token))
        for call in self.on_left:
            call(token_hash(token))
