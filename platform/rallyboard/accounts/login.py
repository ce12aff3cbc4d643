"""Logging in with address and password: the same answer in the same time, whether the address has an account or not.

After ten failures in an hour only browsers that were signed in before are heard, with ten tries of their own: strangers
who hammer at a name shut the door for themselves, not for its owner.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import audit, finding
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.doorway import Doorway
from rallyboard.accounts.errors import BadAddress, Banned, WrongCredentials
from rallyboard.accounts.factors.registry import ways
from rallyboard.accounts.models import Account, Device
from rallyboard.accounts.passwords import SHORTEST_ALONE, normal
from rallyboard.accounts.proofs import LIFE
from rallyboard.accounts.schemas import Factor, ProofWanted
from rallyboard.accounts.sessions import Opened
from rallyboard.accounts.throttles import door
from rallyboard.accounts.tokens import is_token, new_token, token_hash
from rallyboard.db.rows import changed

TRIES: Final = 10
NETWORK_TRIES: Final = 200
DEVICE_LIFE: Final = timedelta(days=365)
WRONG: Final = "Check both and try again, or ask for a new password."

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.accounts")


class Login:
    """From a password to a session, or to the proof that has to follow."""

    def __init__(self, doorway: Doorway) -> None:
        self._at = doorway

    async def login(self, email: str, password: str, device: str | None, browser: Browser) -> Opened | ProofWanted:
        """Raises WrongCredentials, TooManyTries, Banned, TooBusy."""
        self._at.passwords.expect_room()
        try:
            folded = finding.folded_email(email)
        except BadAddress:
            folded = ""
        keys = await self._doors(folded, device, browser)
        async with self._at.database.reading() as session:
            account = await finding.by_email(session, folded)
        stored = None if account is None else account.password_hash
        right, better = await self._at.passwords.verify(stored, password)
        if not right or account is None:
            await self._at.throttles.fail(*keys)
            tried = None if account is None else account.id
            log.info("sign-in refused", way="password", account=tried, network=browser.network)
            raise WrongCredentials(WRONG)
        async with self._at.database.transaction() as session:
            return await self._enter(session, account.id, password, better, keys, browser)

    async def _doors(self, folded: str, device: str | None, browser: Browser) -> tuple[str, str]:
        known = await self._is_known(folded, device)
        tried = f"{folded} {device}" if known else folded
        keys = door("device" if known else "login", tried), door("network", browser.network)
        await self._at.throttles.check((keys[0], TRIES), (keys[1], NETWORK_TRIES))
        return keys

    async def _is_known(self, folded: str, device: str | None) -> bool:
        """Whether this browser was signed in to this very account before."""
        query = select(Device.token_hash).join(Account, Account.id == Device.account_id)
        since = (datetime.now(UTC) - DEVICE_LIFE).isoformat()
        query = query.where(Device.token_hash == token_hash(device or ""), Device.seen_at > since)
        async with self._at.database.reading() as session:
            found = (await session.execute(query.where(Account.email_folded == folded))).first()
        return is_token(device) and found is not None

    async def _enter(
        self, session: AsyncSession, account_id: str, password: str, better: str | None,
        keys: tuple[str, str], browser: Browser,
    ) -> Opened | ProofWanted:  # fmt: skip
        account = await finding.by_id(session, account_id)
        if account.banned_at is not None:
            raise Banned("A moderator closed this account; write to the site if that is a mistake.")
        if better is not None:
            account.password_hash = better
        await self._at.throttles.clear(session, keys[0])
        factors = await wanted_factors(session, account, password)
        if not factors:
            return await self._at.sessions.open(session, account, ("password",), browser)
        proof = await self._at.proofs.begin(session, account.id, "login", ("password",))
        return ProofWanted(proof, factors, int(LIFE.total_seconds()))

    async def remember(self, account_id: str, device: str | None) -> str:
        """The mark of a known browser: the one it has, if it is this account's, or a new one."""
        now = datetime.now(UTC).isoformat()
        async with self._at.database.transaction() as session:
            seen = update(Device).where(Device.token_hash == token_hash(device or ""), Device.account_id == account_id)
            if device is not None and await changed(session, seen.values(seen_at=now)):
                return device
            token = new_token()
            session.add(Device(token_hash=token_hash(token), account_id=account_id, created_at=now, seen_at=now))
            await audit.note(session, "device.remembered", actor=account_id)
            return token


async def wanted_factors(session: AsyncSession, account: Account, password: str) -> list[Factor]:
    """What has to follow this password: a factor that is on; for a short password without any, a code by mail."""
    if await finding.factors(session, account.id) or len(normal(password)) < SHORTEST_ALONE:
        return list(await ways(session, account))
    return []
