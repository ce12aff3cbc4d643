"""Identities in the database: whose they are, how they are linked and unlinked. Runs in the caller's transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import audit, finding
from rallyboard.accounts.errors import LastWayIn
from rallyboard.accounts.models import Account, Identity, Letter, Passkey, SpentFlow
from rallyboard.accounts.oauth.errors import AlreadyLinked, FlowOver, IdentityTaken, NoSuchIdentity
from rallyboard.accounts.oauth.flow import AGAIN, LIFE_S, Flow
from rallyboard.accounts.oauth.who import Who


async def spend(session: AsyncSession, flow: Flow) -> None:
    """This flow has come back; raises FlowOver when it had before. Of many at once, one passes."""
    now = datetime.now(UTC)
    await session.execute(delete(SpentFlow).where(SpentFlow.expires_at <= now.isoformat()))
    session.add(SpentFlow(mark=flow.mark, expires_at=(now + timedelta(seconds=2 * LIFE_S)).isoformat()))
    try:
        await session.flush()
    except IntegrityError:
        raise FlowOver(AGAIN) from None


async def owner(session: AsyncSession, who: Who) -> Account | None:
    """The account that this identity opens; noted as used."""
    identity = await session.get(Identity, (who.provider, who.subject))
    if identity is None:
        return None
    identity.used_at, identity.label = datetime.now(UTC).isoformat(), who.label
    return await finding.by_id(session, identity.account_id)


async def of_account(session: AsyncSession, account_id: str) -> Sequence[Identity]:
    """The account's identities, the oldest first."""
    query = select(Identity).where(Identity.account_id == account_id)
    return (await session.execute(query.order_by(Identity.linked_at, Identity.provider))).scalars().all()


async def link(session: AsyncSession, account_id: str, who: Who) -> None:
    """The identity opens this account from now on; raises IdentityTaken, AlreadyLinked.

    Whoever calls has made sure that the account's holder wants it: an e-mail address that both know is no reason.
    """
    now = datetime.now(UTC).isoformat()
    known = await session.get(Identity, (who.provider, who.subject))
    if known is not None and known.account_id != account_id:
        raise IdentityTaken("That identity signs in to another account; sign in with it, or unlink it there first.")
    if known is None and any(one.provider == who.provider for one in await of_account(session, account_id)):
        raise AlreadyLinked("Another identity of this provider is linked; unlink it first.")
    if known is not None:
        return
    session.add(
        Identity(
            provider=who.provider, subject=who.subject, account_id=account_id, label=who.label,
            linked_at=now, used_at=now,
        )
    )  # fmt: skip
    try:
        await session.flush()
    except IntegrityError:
        raise IdentityTaken("That identity was linked a moment ago; look at your settings.") from None
    await _forget_welcomes(session, who)
    await audit.note(session, "identity.linked", actor=account_id, subject=account_id, detail=who.provider)


async def unlink(session: AsyncSession, account_id: str, provider: str) -> None:
    """The account's identity of this provider opens it no longer; raises NoSuchIdentity, LastWayIn."""
    account = await finding.by_id(session, account_id, lock=True)
    linked = await of_account(session, account_id)
    wanted = next((one for one in linked if one.provider == provider), None)
    if wanted is None:
        raise NoSuchIdentity("No identity of this provider is linked to your account.")
    if len(linked) == 1 and not await _has_another_way(session, account):
        raise LastWayIn("Without it nobody could sign in any more; set a password or add a passkey first.")
    await session.delete(wanted)
    await session.flush()
    await audit.note(session, "identity.unlinked", actor=account_id, subject=account_id, detail=provider)


async def _forget_welcomes(session: AsyncSession, who: Who) -> None:
    """No letter waits for this identity any more, and what it said of a person goes with it."""
    begins = msgspec.json.encode(Who(who.provider, who.subject, "")).decode().removesuffix('"label":""}')
    waiting = delete(Letter).where(Letter.purpose == "welcome")
    await session.execute(waiting.where(func.substr(Letter.payload, 1, len(begins)) == begins))


async def _has_another_way(session: AsyncSession, account: Account) -> bool:
    """A password opens an account only together with its address."""
    if account.password_hash is not None and account.email_folded is not None:
        return True
    passkeys = select(Passkey.credential_id).where(Passkey.account_id == account.id).limit(1)
    return (await session.execute(passkeys)).first() is not None
