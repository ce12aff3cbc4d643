"""Accounts in the database: found by id or address, and what they can prove themselves with."""

import unicodedata
from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.errors import BadAddress, Banned, NotSignedIn, WrongCredentials
from rallyboard.accounts.models import Account, Passkey, RecoveryCode, Totp
from rallyboard.accounts.schemas import Factor

LONGEST = 254
# A flood of logins asks this again and again: it is built once.
BY_EMAIL = select(Account).where(Account.email_folded == bindparam("folded"))


def folded_email(text: str) -> str:
    """What two spellings of one address have in common; raises BadAddress for what cannot be one."""
    address = unicodedata.normalize("NFKC", text.strip())
    local, at, domain = address.rpartition("@")
    well_formed = (
        at and local and "." in domain.strip(".") and len(address) <= LONGEST and len(local) <= 64
        and address.isprintable() and not any(mark in address for mark in ' "(),:;<>[\\]') and "@" not in local
    )  # fmt: skip
    if not well_formed:
        raise BadAddress("Type an address like name@example.org; a mail with a link is sent there.")
    return f"{local}@{domain.strip('.')}".casefold()


async def by_id(session: AsyncSession, account_id: str, *, lock: bool = False) -> Account:
    """The account; raises NotSignedIn when it is gone. `lock` keeps others from changing it meanwhile."""
    query = select(Account).where(Account.id == account_id)
    account = (await session.execute(query.with_for_update(key_share=True) if lock else query)).scalar_one_or_none()
    if account is None:
        raise NotSignedIn("This account is gone.")
    return account


async def standing(session: AsyncSession, account_id: str, checked: str | None) -> Account:
    """The account, locked, if its password is still the one that was `checked`: hashing takes its time, and a reset
    or a ban may have come meanwhile. Raises WrongCredentials, Banned."""
    account = await by_id(session, account_id, lock=True)
    if account.password_hash != checked:
        raise WrongCredentials("The password was changed a moment ago.")
    if account.banned_at is not None:
        raise Banned("A moderator closed this account; write to the site if that is a mistake.")
    return account


async def by_email(session: AsyncSession, folded: str) -> Account | None:
    """The account of a folded address."""
    return (await session.execute(BY_EMAIL, {"folded": folded})).scalar_one_or_none()


async def factors(session: AsyncSession, account_id: str) -> Sequence[Factor]:
    """The second factors that are on; recovery codes count only beside one that is."""
    app = select(Totp.account_id).where(Totp.account_id == account_id, Totp.confirmed_at.is_not(None))
    keys = select(Passkey.credential_id).where(Passkey.account_id == account_id).limit(1)
    found: list[Factor] = []
    if (await session.execute(app)).first():
        found.append("totp")
    if (await session.execute(keys)).first():
        found.append("passkey")
    if found and await recovery_left(session, account_id):
        found.append("recovery")
    return found


async def recovery_left(session: AsyncSession, account_id: str) -> int:
    """How many recovery codes have not been used."""
    unused = select(func.count()).select_from(RecoveryCode)
    query = unused.where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return (await session.execute(query)).scalar_one()
