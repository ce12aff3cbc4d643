"""Registration: an account exists once its address is proven, so nobody can take an address that is not theirs.

Until then all there is is a letter: name, address, the password's hash and the guest whose matches are to be kept.
Whether the address has an account already is told to the address only, never to whoever typed it.
"""

from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

import msgspec
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import audit, finding, letters, repository, throttles
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.caller import Role
from rallyboard.accounts.doorway import Doorway
from rallyboard.accounts.errors import LetterOver, NameTaken
from rallyboard.accounts.models import Account
from rallyboard.accounts.sessions import Opened
from rallyboard.accounts.tokens import token_hash

BY_NETWORK: Final = 100
BY_ADDRESS: Final = 10


class Newcomer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a letter keeps of somebody who has no account yet, or whose address is to change (from `old`)."""

    email: str
    name: str
    password_hash: str | None
    guest: str | None = None
    old: str | None = None


class Registration:
    """From the form to the first session."""

    def __init__(self, doorway: Doorway) -> None:
        self._at = doorway

    async def register(self, email: str, name: str, password: str, guest: str | None, browser: Browser) -> None:
        """Send the letter; raises BadAddress, AliasRefused, NameTaken, WeakPassword, TooManyTries."""
        folded = finding.folded_email(email)
        doors = (throttles.door("mail", folded), BY_ADDRESS), (throttles.door("register", browser.network), BY_NETWORK)
        async with self._at.database.reading() as session:
            await throttles.check(session, *doors)
            shown = await self._at.people.check_name(session, name, guest)
        await self._at.passwords.check(password, second_factor=False, words=(folded, shown))
        hashed = await self._at.passwords.hash(password)
        payload = msgspec.json.encode(Newcomer(email.strip(), shown, hashed, guest)).decode()
        async with self._at.database.transaction() as session:
            await throttles.admit(session, *doors)
            known = await finding.by_email(session, folded)
            token = await letters.issue(session, "verify" if known is None else "decoy", payload=payload)
        if known is None:
            await self._at.post.send("verify", letter=token_hash(token), token=token)
        else:
            await self._at.post.send("already_registered", account_id=known.id)

    async def verify(self, token: str, name: str | None, browser: Browser) -> Opened:
        """The account exists from here on, and its holder is signed in; raises LetterOver, NameTaken."""
        async with self._at.database.transaction() as session:
            letter = await letters.redeem(session, token, "verify")
            newcomer = msgspec.json.decode(letter.payload, type=Newcomer)
            account = await self.create(session, newcomer, name=name)
            return await self._at.sessions.open(session, account, ("mail", "password"), browser)

    async def create(
        self, session: AsyncSession, newcomer: Newcomer, *, name: str | None = None, role: Role = "player"
    ) -> Account:
        """The account of somebody whose address is proven; part of the caller's transaction."""
        folded, now = finding.folded_email(newcomer.email), datetime.now(UTC).isoformat()
        if await finding.by_email(session, folded) is not None:
            raise LetterOver("This address has an account by now; sign in with it.")
        key = await self.seat(session, name or newcomer.name, newcomer.guest)
        account = Account(
            id=str(uuid4()), player_key=key, email=newcomer.email, email_folded=folded, email_verified_at=now,
            password_hash=newcomer.password_hash, password_changed_at=now, role=role, created_at=now,
        )  # fmt: skip
        session.add(account)
        await _flushed(session)
        await audit.note(session, "account.created", actor=account.id, subject=account.id, detail=role)
        return account

    async def seat(self, session: AsyncSession, name: str, guest: str | None) -> str:
        """The player who holds the account: this guest, who is no guest any more, or a new one; raises NameTaken."""
        key = await self._at.people.become(session, name, guest)
        await _flushed(session)
        await repository.forget_player(session, key)
        return key


async def _flushed(session: AsyncSession) -> None:
    try:
        await session.flush()
    except IntegrityError:
        raise NameTaken("Somebody took this name a moment ago; choose another.", field="name") from None
