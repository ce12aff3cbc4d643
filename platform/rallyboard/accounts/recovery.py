"""Forgotten passwords: a link by mail sets a new one, ends every session, and leaves second factors as they are."""

from datetime import UTC, datetime
from typing import Final

from rallyboard.accounts import audit, finding, letters, throttles
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.doorway import Doorway
from rallyboard.accounts.sessions import Ended
from rallyboard.accounts.tokens import token_hash

BY_ADDRESS: Final = 5
BY_NETWORK: Final = 50


class Recovery:
    """Asking for the link, and using it."""

    def __init__(self, doorway: Doorway) -> None:
        self._at = doorway

    async def forgot(self, email: str, browser: Browser) -> None:
        """A letter to the address if it has an account; for any other as much work. Raises TooManyTries."""
        folded = finding.folded_email(email)
        doors = (
            (throttles.door("forgot", folded), BY_ADDRESS),
            (throttles.door("forgot-from", browser.network), BY_NETWORK),
        )
        async with self._at.database.transaction() as session:
            await throttles.admit(session, *doors)
            account = await finding.by_email(session, folded)
            purpose: letters.Purpose = "decoy" if account is None else "reset"
            token = await letters.issue(session, purpose, None if account is None else account.id)
        await self._at.post.send(purpose, letter=token_hash(token), token=token)

    async def reset(self, token: str, password: str) -> None:
        """The password from now on; raises LetterOver, WeakPassword (the link stays good then)."""
        async with self._at.database.reading() as session:
            letter = await letters.peek(session, token, "reset")
            account = await finding.by_id(session, letter.account_id or "")
            factors = await finding.factors(session, account.id)
            person = await self._at.people.person(session, account.player_key)
        words = (account.email or "", person.name)
        await self._at.passwords.check(password, second_factor=bool(factors), words=words)
        hashed = await self._at.passwords.hash(password)
        async with self._at.database.transaction() as session:
            account = await finding.by_id(session, account.id, lock=True)
            await letters.redeem(session, token, "reset")
            account.password_hash, account.password_changed_at = hashed, datetime.now(UTC).isoformat()
            await letters.void_all(session, account.id)
            await audit.note(session, "password.reset", actor=account.id, subject=account.id)
            await self._at.sessions.end_all_within(session, account.id, "password reset")
        self._at.sessions.tell(Ended(account.id))
        await self._at.post.send("changed_password", account_id=account.id)
