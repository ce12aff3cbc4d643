"""Changes an account holder makes to the account itself: name, address, password."""

from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import audit, finding, letters, throttles
from rallyboard.accounts.caller import Caller
from rallyboard.accounts.doorway import Doorway
from rallyboard.accounts.errors import LetterOver, NameTaken, NotSignedIn, ProofNeeded, WrongCredentials
from rallyboard.accounts.holding import holding
from rallyboard.accounts.login import wanted_factors
from rallyboard.accounts.models import Account, Session
from rallyboard.accounts.proofs import LIFE
from rallyboard.accounts.registration import BY_ADDRESS, Newcomer
from rallyboard.accounts.schemas import ProofWanted
from rallyboard.accounts.sessions import Ended, Opened
from rallyboard.accounts.standing import Standing
from rallyboard.accounts.tokens import token_hash

TRIES: Final = 10


class Changes:
    """Each change is noted, and told by mail where somebody else might have made it."""

    def __init__(self, doorway: Doorway) -> None:
        self._at = doorway

    async def rename(self, caller: Caller, name: str) -> Account:
        """Shown by this name everywhere from now on; raises AliasRefused, NameTaken."""
        try:
            async with self._at.database.transaction() as session:
                shown = await self._at.people.check_name(session, name, caller.player_key)
                await self._at.people.rename(session, caller.player_key, shown)
                await session.flush()
                await audit.note(session, "account.renamed", actor=caller.account_id, subject=caller.account_id)
                return await finding.by_id(session, caller.account_id)
        except IntegrityError:
            raise NameTaken("Somebody took this name a moment ago; choose another.", field="name") from None

    async def change_email(self, caller: Caller, email: str) -> None:
        """A letter to the new address; nothing changes before it is opened. Raises BadAddress, TooManyTries."""
        folded = finding.folded_email(email)
        async with self._at.database.transaction() as session:
            await throttles.admit(session, (throttles.door("mail", folded), BY_ADDRESS))
            taken = await finding.by_email(session, folded) is not None
            old = (await finding.by_id(session, caller.account_id, lock=True)).email
            payload = msgspec.json.encode(Newcomer(email.strip(), "", None, old=old)).decode()
            token = await letters.issue(session, "decoy" if taken else "email", caller.account_id, payload)
        await self._at.post.send("decoy" if taken else "email", letter=token_hash(token), token=token)

    async def confirm_email(self, token: str) -> None:
        """The new address counts; the old one is told. Raises LetterOver."""
        try:
            async with self._at.database.transaction() as session:
                letter = await letters.peek(session, token, "email")
                account = await finding.by_id(session, letter.account_id or "", lock=True)
                await letters.redeem(session, token, "email")
                newcomer = msgspec.json.decode(letter.payload, type=Newcomer)
                account.email, account.email_folded = newcomer.email, finding.folded_email(newcomer.email)
                account.email_verified_at = datetime.now(UTC).isoformat()
                await letters.void(session, account.id, "reset")  # it lies in the old mailbox
                await audit.note(session, "email.changed", actor=account.id, subject=account.id)
        except IntegrityError:
            raise LetterOver("This address has an account of its own by now.") from None
        await self._at.post.send("changed_email", account_id=account.id)
        await self._at.post.send("changed_email_old", letter=letter.token_hash)

    async def change_password(self, caller: Caller, password: str) -> None:
        """The password from now on; every other session is over. Raises WeakPassword, ProofNeeded."""
        async with self._at.database.reading() as session:
            account = await finding.by_id(session, caller.account_id)
            await _check_knows(session, account, caller)
            factors = await finding.factors(session, account.id)
            person = await self._at.people.person(session, account.player_key)
        words = (account.email or "", person.name)
        await self._at.passwords.check(password, second_factor=bool(factors), words=words)
        hashed = await self._at.passwords.hash(password)
        async with self._at.database.transaction() as session:
            account = await finding.standing(session, caller.account_id, account.password_hash)
            if not await holding(session, [Standing(caller.account_id, caller.session_id)]):
                raise NotSignedIn("Your session ended meanwhile; sign in again.")
            account.password_hash, account.password_changed_at = hashed, datetime.now(UTC).isoformat()
            await letters.void_all(session, account.id)
            await audit.note(session, "password.changed", actor=account.id, subject=account.id)
            await self._at.sessions.end_all_within(session, account.id, "new password", caller.session_id)
        self._at.sessions.tell(Ended(caller.account_id, None, caller.session_id))
        await self._at.post.send("changed_password", account_id=caller.account_id)

    async def prove(self, caller: Caller, password: str | None) -> Opened | ProofWanted:
        """Show again who is there: the password, then a factor if one is on. Raises WrongCredentials, TooManyTries."""
        key, session_id = throttles.door("prove", caller.account_id), caller.session_id or ""
        async with self._at.database.transaction() as session:
            account = await finding.by_id(session, caller.account_id)
            if account.password_hash is not None:
                await throttles.admit(session, (key, TRIES))
        if account.password_hash is not None:
            right, _ = await self._at.verify(account, password or "", key)
            if not right:
                raise WrongCredentials("This is not your password.")
        async with self._at.database.transaction() as session:
            account = await finding.standing(session, account.id, account.password_hash)
            await throttles.clear(session, key)
            if account.password_hash is None:
                factors, shown = list(await finding.factors(session, account.id)), list[str]()
                if not factors:
                    raise ProofNeeded("Sign out and in again the way you came; that proves it.")
            else:
                factors, shown = await wanted_factors(session, account, password or ""), ["password"]
            if not factors:
                return await self._at.sessions.prove(session, session_id, shown)
            proof = await self._at.proofs.begin(session, account.id, "reauth", shown, session_id)
            return ProofWanted(proof, factors, int(LIFE.total_seconds()))


async def _check_knows(session: AsyncSession, account: Account, caller: Caller) -> None:
    """A passkey or a provider opens the account too, but only who knows the present password replaces it."""
    proven = await session.get(Session, caller.session_id or "")
    if account.password_hash is not None and (proven is None or "password" not in proven.factors.split()):
        raise ProofNeeded("Show your present password first: POST /api/v1/account/prove.")
