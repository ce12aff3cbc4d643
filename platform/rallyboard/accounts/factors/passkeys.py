"""Passkeys in the database: kept, listed, used, removed."""

import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.factors.errors import NoSuchPasskey, PasskeyKnown, PasskeyUnusable, TooManyPasskeys
from rallyboard.accounts.models import Passkey, Proof
from rallyboard.db.rows import changed

if TYPE_CHECKING:
    from rallyboard.accounts.factors.ceremonies import Made, Signed

MOST: Final = 20
CHALLENGE_BYTES: Final = 32
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,1364}")


def new_challenge(proof: Proof) -> bytes:
    """A challenge bound to this proof; the one before is void."""
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    proof.challenge = urlsafe_b64encode(challenge).decode().rstrip("=")
    return challenge


def challenge_of(proof: Proof) -> bytes | None:
    """What was last asked within this proof."""
    return None if proof.challenge is None else urlsafe_b64decode(proof.challenge + "==")


async def of_account(session: AsyncSession, account_id: str) -> Sequence[Passkey]:
    """The account's passkeys, the oldest first."""
    query = select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.created_at, Passkey.credential_id)
    return (await session.execute(query)).scalars().all()


async def by_id(session: AsyncSession, credential_id: str) -> Passkey | None:
    """The passkey of this id, whosever it is."""
    return await session.get(Passkey, credential_id)


async def keep(session: AsyncSession, account_id: str, made: "Made", name: str) -> Passkey:
    """The account has this passkey from now on; raises PasskeyKnown or TooManyPasskeys."""
    count = select(func.count()).select_from(Passkey).where(Passkey.account_id == account_id)
    if (await session.execute(count)).scalar_one() >= MOST:
        raise TooManyPasskeys(f"An account has at most {MOST} passkeys; remove one first.")
    passkey = Passkey(
        credential_id=made.credential_id, account_id=account_id, public_key=made.public_key, name=_shown(name),
        sign_count=made.sign_count, transports=made.transports, backed_up=made.backed_up,
        created_at=datetime.now(UTC).isoformat(),
    )  # fmt: skip
    try:
        async with session.begin_nested():
            session.add(passkey)
    except IntegrityError:
        raise PasskeyKnown("This passkey is kept already; choose another device, or remove it first.") from None
    return passkey


async def use(session: AsyncSession, passkey: Passkey, signed: "Signed") -> bool:
    """False when the authenticator's count did not rise: then there are two of it, and nobody knows whose this is."""
    rising = update(Passkey).where(
        Passkey.credential_id == passkey.credential_id,
        or_(Passkey.sign_count < signed.sign_count, (Passkey.sign_count == 0) & (signed.sign_count == 0)),
    )
    now = datetime.now(UTC).isoformat()
    risen = rising.values(sign_count=signed.sign_count, backed_up=signed.backed_up, used_at=now)
    return bool(await changed(session, risen))


async def remove(session: AsyncSession, account_id: str, credential_id: str) -> None:
    """The passkey opens nothing any more; raises NoSuchPasskey."""
    mine = delete(Passkey).where(Passkey.account_id == account_id, Passkey.credential_id == credential_id)
    if not _ID.fullmatch(credential_id) or not await changed(session, mine):
        raise NoSuchPasskey("There is no such passkey in your account; reload the list.")


def _shown(name: str) -> str:
    shown = " ".join(name.split())
    if not (shown and shown.isprintable()):
        raise PasskeyUnusable("Give the passkey a name of visible characters, such as Laptop.")
    return shown
