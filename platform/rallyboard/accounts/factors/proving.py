"""Proving who one is with a second factor, or with a passkey alone: what stands between a proof begun and a session.

A try is counted before it is looked at, by one guarded update that also locks the proof's row: fifty guesses at once
are five guesses, on every database.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import audit, finding
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.errors import ProofOver, WrongCode
from rallyboard.accounts.factors import authenticator, guesses, mail_codes, passkeys, recovery_codes, totp
from rallyboard.accounts.factors.errors import FactorNotOffered, PasskeyRefused
from rallyboard.accounts.factors.registry import ways
from rallyboard.accounts.factors.relying import Party
from rallyboard.accounts.factors.schemas import Assertion
from rallyboard.accounts.keyring import Keyring
from rallyboard.accounts.models import Account, Passkey, Proof
from rallyboard.accounts.post import Post
from rallyboard.accounts.proofs import OVER, TRIES, Proofs
from rallyboard.accounts.schemas import Factor
from rallyboard.accounts.sessions import Opened
from rallyboard.accounts.tokens import is_token, token_hash
from rallyboard.db.engine import Database
from rallyboard.db.rows import changed

if TYPE_CHECKING:
    from rallyboard.accounts.factors.ceremonies import Options

Check = Callable[[AsyncSession, Proof, Account], Awaitable[WrongCode | None]]


class Proving:
    """Every method either opens a session, or raises why not and has counted the try."""

    def __init__(self, database: Database, proofs: Proofs, keyring: Keyring, post: Post) -> None:
        self._database, self._proofs, self._keyring, self._post = database, proofs, keyring, post

    async def by_totp(self, token: str, code: str, browser: Browser) -> Opened:
        """With the code of an authenticator app; raises ProofOver, WrongCode or TooManyTries."""

        async def check(session: AsyncSession, _: Proof, account: Account) -> WrongCode | None:
            return await totp.spend(session, self._keyring, account.id, code)

        return await self._prove(token, "totp", browser, _guessed("totp", check))

    async def by_mail(self, token: str, code: str, browser: Browser) -> Opened:
        """With the code that was mailed for this proof; raises ProofOver, WrongCode or TooManyTries."""

        async def check(_: AsyncSession, proof: Proof, __: Account) -> WrongCode | None:
            return None if mail_codes.opens(proof, code) else WrongCode("Type the digits of the newest mail.")

        return await self._prove(token, "mail", browser, _guessed("mail", check))

    async def by_recovery(self, token: str, code: str, browser: Browser) -> Opened:
        """With a recovery code, which is used up then; the owner is told by mail. Raises ProofOver or WrongCode."""

        async def check(session: AsyncSession, _: Proof, account: Account) -> WrongCode | None:
            spent = await recovery_codes.spend(session, account.id, code)
            return None if spent else WrongCode("This is no unused recovery code of the account; each opens once.")

        opened = await self._prove(token, "recovery", browser, check)
        async with self._database.reading() as session:
            left = await finding.recovery_left(session, opened.account.id)
        await self._post.send("recovery_used", account_id=opened.account.id, left=str(left))
        return opened

    async def by_passkey(self, token: str, credential: Assertion, party: Party, browser: Browser) -> Opened:
        """With a passkey of the account that the proof is for; raises ProofOver or PasskeyRefused."""

        async def check(session: AsyncSession, proof: Proof, account: Account) -> WrongCode | None:
            passkey = await passkeys.by_id(session, credential.id)
            mine = passkey if passkey is not None and passkey.account_id == account.id else None
            return await _passkey_refusal(session, proof, mine, credential, party)

        await authenticator.ready()
        return await self._prove(token, "passkey", browser, check)

    async def by_passkey_alone(self, token: str, credential: Assertion, party: Party, browser: Browser) -> Opened:
        """With any passkey of ours: it says by itself whose it is. Raises ProofOver or PasskeyRefused."""
        await authenticator.ready()
        async with self._database.transaction() as session:
            proof = await _tried(session, token)
            if proof.account_id is not None:
                raise FactorNotOffered("This sign-in began with a password; finish it with what was offered.")
            passkey = await passkeys.by_id(session, credential.id)
            refusal = await _passkey_refusal(session, proof, passkey, credential, party)
            if refusal is None and passkey is not None:
                proof.account_id = passkey.account_id
                return await self._proofs.complete(session, proof, "passkey", browser)
        raise refusal or PasskeyRefused()

    async def mail_code(self, token: str) -> None:
        """A code is on its way to the account's address; raises ProofOver, FactorNotOffered or TooManyTries."""
        async with self._database.transaction() as session:
            proof = await _live(session, token)
            account = await _account(session, proof, "mail")
            await guesses.check(session, "code-mails", account.id, guesses.MAILS)
            await guesses.count(session, "code-mails", account.id)
            code = await mail_codes.issue(session, proof)
        await self._post.send("login_code", proof=proof.token_hash, token=code)

    async def passkey_options(self, token: str, party: Party) -> "Options":
        """What the browser asks the account's passkeys; raises ProofOver or FactorNotOffered."""
        await authenticator.ready()
        async with self._database.transaction() as session:
            proof = await _live(session, token)
            account = await _account(session, proof, "passkey")
            known = list(await passkeys.of_account(session, account.id))
            return authenticator.request_options(party, passkeys.new_challenge(proof), known)

    async def passkey_start(self, party: Party) -> "tuple[str, Options]":
        """The token of a proof for whoever comes with a passkey, and what the browser asks."""
        await authenticator.ready()
        async with self._database.transaction() as session:
            token = await self._proofs.begin(session, None, "login", ())
            challenge = passkeys.new_challenge(await _live(session, token))
        return token, authenticator.request_options(party, challenge, [])

    async def _prove(self, token: str, factor: Factor, browser: Browser, check: Check) -> Opened:
        async with self._database.transaction() as session:
            proof = await _tried(session, token)
            account = await _account(session, proof, factor)
            refusal = await check(session, proof, account)
            if refusal is None:
                return await self._proofs.complete(session, proof, factor, browser)
            await audit.note(session, "factor.refused", subject=account.id, detail=f"{factor} {refusal.code}")
        raise refusal


def _guessed(kind: str, check: Check) -> Check:
    async def checked(session: AsyncSession, proof: Proof, account: Account) -> WrongCode | None:
        await guesses.check(session, kind, account.id)
        refusal = await check(session, proof, account)
        if refusal is not None:
            await guesses.count(session, kind, account.id)
        return refusal

    return checked


async def _tried(session: AsyncSession, token: str) -> Proof:
    """The proof, with one try less; raises ProofOver when there is none left."""
    return await _live(session, token, tries=1)


async def _live(session: AsyncSession, token: str, *, tries: int = 0) -> Proof:
    key, now = token_hash(token), datetime.now(UTC).isoformat()
    live = update(Proof).where(
        Proof.token_hash == key, Proof.tries < TRIES, Proof.done_at.is_(None), Proof.expires_at > now
    )
    counted = is_token(token) and await changed(session, live.values(tries=Proof.tries + tries))
    proof = await session.get(Proof, key, populate_existing=True) if counted else None
    if proof is None:
        raise ProofOver(OVER)
    return proof


async def _account(session: AsyncSession, proof: Proof, factor: Factor) -> Account:
    """Whose proof it is, locked; raises FactorNotOffered, or ProofOver when the password is another by now."""
    if proof.account_id is None:
        raise FactorNotOffered("This sign-in began with a passkey; finish it with one.")
    account = await finding.by_id(session, proof.account_id, lock=True)
    if "password" in proof.factors.split() and proof.created_at < (account.password_changed_at or ""):
        raise ProofOver("The password was changed meanwhile; sign in with the new one.")
    weak = factor == "mail" and not proof.factors  # mail counts beside something, never alone
    if weak or factor not in await ways(session, account):
        raise FactorNotOffered("Choose one of the ways that were offered.")
    return account


async def _passkey_refusal(
    session: AsyncSession, proof: Proof, passkey: Passkey | None, credential: Assertion, party: Party
) -> WrongCode | None:
    challenge = passkeys.challenge_of(proof)
    if passkey is None or challenge is None or authenticator.user_of(credential) not in {None, passkey.account_id}:
        return PasskeyRefused("We do not know this passkey, or were not about to ask for it; begin again.")
    try:
        signed = authenticator.signed(party, challenge, credential, passkey)
    except PasskeyRefused as refusal:
        return refusal
    if await passkeys.use(session, passkey, signed):
        return None
    await audit.note(session, "passkey.count_fell", subject=passkey.account_id, detail=passkey.credential_id[:64])
    return PasskeyRefused("This passkey seems to have been copied; use another way, and remove it.")
