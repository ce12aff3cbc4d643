"""Switching the authenticator app on and off, and giving out recovery codes.

What is off here is off because its owner proved who they are and said so: no reset of a password reaches this far.
"""

from rallyboard.accounts import audit, finding
from rallyboard.accounts.errors import WrongCode
from rallyboard.accounts.factors import guesses, recovery_codes, totp
from rallyboard.accounts.factors.errors import SecondFactorNeeded, TotpIsOn, TotpNotBegun
from rallyboard.accounts.factors.pictures import qr_svg
from rallyboard.accounts.factors.schemas import TotpSetup
from rallyboard.accounts.keyring import Keyring
from rallyboard.accounts.models import Totp
from rallyboard.accounts.people import People
from rallyboard.accounts.post import Post
from rallyboard.db.engine import Database


class Switch:
    """Each change locks the account, so that two at once are one after the other."""

    def __init__(self, database: Database, keyring: Keyring, people: People, post: Post) -> None:
        self._database, self._keyring, self._people, self._post = database, keyring, people, post

    async def begin(self, account_id: str) -> TotpSetup:
        """A secret for the app, which counts once it is confirmed; raises TotpIsOn."""
        async with self._database.transaction() as session:
            account = await finding.by_id(session, account_id, lock=True)
            present = await session.get(Totp, account_id)
            if present is not None and present.confirmed_at is not None:
                raise TotpIsOn("Switch the present app off before you set up another.")
            name = account.email or (await self._people.person(session, account.player_key)).name
            secret = await totp.begin(session, self._keyring, account_id)
        uri = totp.uri(secret, name)
        return TotpSetup(secret=secret, uri=uri, svg=qr_svg(uri))

    async def confirm(self, account_id: str, code: str) -> list[str]:
        """The app counts from now on; ten recovery codes. Raises TotpNotBegun, WrongCode or TooManyTries."""
        codes: list[str] = []
        async with self._database.transaction() as session:
            await finding.by_id(session, account_id, lock=True)
            waiting = await session.get(Totp, account_id)
            if waiting is None or not totp.is_waiting(waiting):
                raise TotpNotBegun("Begin the setup again; it waits for half an hour.")
            await guesses.check(session, "totp-setup", account_id)
            refusal: WrongCode | None = await totp.confirm(session, self._keyring, waiting, code)
            if refusal is None:
                codes = await recovery_codes.renew(session, account_id)
                await audit.note(session, "totp.on", actor=account_id, subject=account_id)
            else:
                await guesses.count(session, "totp-setup", account_id)
        if refusal is not None:
            raise refusal
        await self._post.send("factor_added", account_id=account_id, factor="totp")
        return codes

    async def off(self, account_id: str) -> None:
        """No app counts any more; passkeys stay. Switching off what is off is no error."""
        async with self._database.transaction() as session:
            await finding.by_id(session, account_id, lock=True)
            present = await session.get(Totp, account_id)
            was_on = present is not None and present.confirmed_at is not None
            await totp.forget(session, account_id)
            if was_on:
                await audit.note(session, "totp.off", actor=account_id, subject=account_id)
            await recovery_codes.forget_alone(session, account_id)
        if was_on:
            await self._post.send("factor_removed", account_id=account_id, factor="totp")

    async def renew_recovery(self, account_id: str) -> list[str]:
        """Ten new codes, the old ones are void; raises SecondFactorNeeded."""
        async with self._database.transaction() as session:
            await finding.by_id(session, account_id, lock=True)
            if not await finding.factors(session, account_id):
                raise SecondFactorNeeded("Recovery codes stand in for an app or a passkey; set one up first.")
            codes = await recovery_codes.renew(session, account_id)
            await audit.note(session, "recovery.renewed", actor=account_id, subject=account_id)
        return codes
