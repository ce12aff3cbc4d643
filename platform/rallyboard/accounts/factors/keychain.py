"""The keychain of an account: its passkeys listed, a new one made, one removed."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import audit, finding
from rallyboard.accounts.errors import LastWayIn
from rallyboard.accounts.factors import authenticator, passkeys, recovery_codes
from rallyboard.accounts.factors.errors import PasskeyUnusable
from rallyboard.accounts.factors.relying import Party
from rallyboard.accounts.factors.schemas import Attestation, FactorsView, PasskeyAdded, PasskeyView
from rallyboard.accounts.models import Account, Identity, Passkey, Proof
from rallyboard.accounts.people import People
from rallyboard.accounts.post import Post
from rallyboard.accounts.tokens import new_token, token_hash
from rallyboard.db.engine import Database
from rallyboard.db.rows import changed

if TYPE_CHECKING:
    from rallyboard.accounts.factors.ceremonies import Options

LIFE: Final = timedelta(minutes=10)
MAKING: Final = "passkey"


class Keychain:
    """A passkey is made in two steps; the challenge between them is bound to the session and good for one answer."""

    def __init__(self, database: Database, people: People, post: Post) -> None:
        self._database, self._people, self._post = database, people, post

    async def factors(self, account_id: str) -> FactorsView:
        """What the account has."""
        async with self._database.reading() as session:
            on = await finding.factors(session, account_id)
            kept = await passkeys.of_account(session, account_id)
            left = await finding.recovery_left(session, account_id)
        return FactorsView(totp="totp" in on, passkeys=[_shown(passkey) for passkey in kept], recovery_left=left)

    async def options(self, account_id: str, session_id: str, party: Party) -> "Options":
        """What the browser asks an authenticator that is to hold a new passkey."""
        await authenticator.ready()
        async with self._database.transaction() as session:
            account = await finding.by_id(session, account_id, lock=True)
            person = await self._people.person(session, account.player_key)
            known = list(await passkeys.of_account(session, account_id))
            challenge = passkeys.new_challenge(await _begun(session, account_id, session_id))
        return authenticator.creation_options(
            party, challenge, account_id, account.email or person.name, person.name, known
        )

    async def add(
        self, account_id: str, session_id: str, credential: Attestation, name: str, party: Party
    ) -> PasskeyAdded:
        """The account has one passkey more; raises PasskeyUnusable, PasskeyKnown or TooManyPasskeys."""
        await authenticator.ready()
        async with self._database.transaction() as session:
            await finding.by_id(session, account_id, lock=True)
            challenge = await _taken(session, session_id)
            first = not await finding.factors(session, account_id)
            made = authenticator.made(party, challenge, credential)
            passkey = await passkeys.keep(session, account_id, made, name)
            codes = await recovery_codes.renew(session, account_id) if first else None
            await audit.note(session, "passkey.added", actor=account_id, subject=account_id)
        await self._post.send("factor_added", account_id=account_id, factor="passkey")
        return PasskeyAdded(passkey=_shown(passkey), recovery=codes)

    async def remove(self, account_id: str, credential_id: str) -> None:
        """The passkey opens nothing any more, the app stays; raises NoSuchPasskey or LastWayIn."""
        async with self._database.transaction() as session:
            account = await finding.by_id(session, account_id, lock=True)
            await passkeys.remove(session, account_id, credential_id)
            await _check_way_in(session, account)
            await recovery_codes.forget_alone(session, account_id)
            await audit.note(session, "passkey.removed", actor=account_id, subject=account_id)
        await self._post.send("factor_removed", account_id=account_id, factor="passkey")


def _shown(passkey: Passkey) -> PasskeyView:
    return PasskeyView(
        id=passkey.credential_id, name=passkey.name, created_at=passkey.created_at, used_at=passkey.used_at
    )


async def _begun(session: AsyncSession, account_id: str, session_id: str) -> Proof:
    """A row for the challenge; nobody is given its token, so it proves nothing at any other door."""
    now = datetime.now(UTC)
    await session.execute(delete(Proof).where(Proof.session_id == session_id, Proof.purpose == MAKING))
    proof = Proof(
        token_hash=token_hash(new_token()), account_id=account_id, session_id=session_id, purpose=MAKING,
        created_at=now.isoformat(), expires_at=(now + LIFE).isoformat(),
    )  # fmt: skip
    session.add(proof)
    return proof


async def _taken(session: AsyncSession, session_id: str) -> bytes:
    """The challenge of this session, for us and for nobody else; raises PasskeyUnusable."""
    now = datetime.now(UTC).isoformat()
    waiting = (
        Proof.session_id == session_id, Proof.purpose == MAKING, Proof.done_at.is_(None), Proof.expires_at > now,
    )  # fmt: skip
    proof = (await session.execute(select(Proof).where(*waiting))).scalar_one_or_none()
    challenge = None if proof is None else passkeys.challenge_of(proof)
    taken = await changed(session, update(Proof).where(*waiting).values(done_at=now))
    if challenge is None or not taken:
        raise PasskeyUnusable("Nobody asked for this passkey, or it took too long; begin again.")
    return challenge


async def _check_way_in(session: AsyncSession, account: Account) -> None:
    if account.password_hash is not None or await passkeys.of_account(session, account.id):
        return
    linked = select(func.count()).select_from(Identity).where(Identity.account_id == account.id)
    if not (await session.execute(linked)).scalar_one():
        raise LastWayIn("Set a password or link a provider before you remove the last passkey.")
