"""The doorway: what every way in shares. Handed to the services that let people in, so that each asks for one thing."""

from dataclasses import dataclass

from rallyboard.accounts import throttles
from rallyboard.accounts.errors import TooBusy
from rallyboard.accounts.models import Account
from rallyboard.accounts.passwords import Passwords
from rallyboard.accounts.people import People
from rallyboard.accounts.post import Post
from rallyboard.accounts.proofs import Proofs
from rallyboard.accounts.sessions import Sessions
from rallyboard.db.engine import Database


@dataclass(frozen=True, slots=True)
class Doorway:
    """The database, and those who keep watch."""

    database: Database
    people: People
    passwords: Passwords
    post: Post
    sessions: Sessions
    proofs: Proofs

    async def verify(self, account: Account | None, password: str, *doors: str) -> tuple[bool, str | None]:
        """See `Passwords.verify`; a try that came through these doors and found the queue full was none."""
        try:
            return await self.passwords.verify(None if account is None else account.password_hash, password)
        except TooBusy:
            async with self.database.transaction() as session:
                await throttles.forgive(session, *doors)
            raise
