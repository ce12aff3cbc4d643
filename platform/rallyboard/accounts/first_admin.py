"""The first admin: made by a one-time link from the server's own console, so that no default account exists."""

from rallyboard.accounts import letters
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.doorway import Doorway
from rallyboard.accounts.registration import Newcomer, Registration
from rallyboard.accounts.schemas import FirstAdmin
from rallyboard.accounts.sessions import Opened


class FirstAdmins:
    """The link is printed by `rallyboard admin invite`."""

    def __init__(self, doorway: Doorway, registration: Registration) -> None:
        self._at, self._registration = doorway, registration

    async def invite(self) -> str:
        """The token of a link that makes one admin, once, within a day."""
        async with self._at.database.transaction() as session:
            return await letters.issue(session, "first_admin")

    async def become(self, wish: FirstAdmin, browser: Browser) -> Opened:
        """The admin's account and first session; raises LetterOver, AliasRefused, NameTaken, WeakPassword."""
        async with self._at.database.reading() as session:
            await letters.peek(session, wish.token, "first_admin")
            name = await self._at.people.check_name(session, wish.name)
        await self._at.passwords.check(wish.password, second_factor=False, words=(wish.email, name))
        newcomer = Newcomer(wish.email.strip(), name, await self._at.passwords.hash(wish.password))
        async with self._at.database.transaction() as session:
            await letters.redeem(session, wish.token, "first_admin")
            account = await self._registration.create(session, newcomer, role="admin")
            return await self._at.sessions.open(session, account, ("console", "password"), browser)
