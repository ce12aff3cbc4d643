"""Logging in with address and password: the same answer in the same time, whether the address has an account or not.

After ten vain tries in an hour only browsers that were signed in before are heard, with ten tries of their own:
strangers who hammer at a name shut the door for themselves, not for its owner.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple, NoReturn

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import finding, throttles
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.doorway import Doorway
from rallyboard.accounts.errors import BadAddress, TooManyTries, WrongCredentials
from rallyboard.accounts.factors.registry import ways
from rallyboard.accounts.models import Account, Device
from rallyboard.accounts.passwords import SHORTEST_ALONE, normal
from rallyboard.accounts.proofs import LIFE
from rallyboard.accounts.schemas import Factor, ProofWanted
from rallyboard.accounts.sessions import Opened
from rallyboard.accounts.tokens import is_token, token_hash

TRIES: Final = 10
NETWORK_TRIES: Final = 200
HAMMERED_S: Final = 60.0
"""So long after a try at a shut door each try looks first: those in vain cost readers, not the one writer."""
DEVICE_LIFE: Final = timedelta(days=365)
WRONG: Final = "Check both and try again, or ask for a new password."
# A flood of logins asks this again and again: it is built once.
KNOWN: Final = (
    select(Device.token_hash)
    .join(Account, Account.id == Device.account_id)
    .where(Device.token_hash == bindparam("token"), Device.seen_at > bindparam("since"))
    .where(Account.email_folded == bindparam("folded"))
)

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.accounts")


class Attempt(NamedTuple):
    """The doors that one try came through; `shuts` when no stranger is heard after it."""

    door: str
    network: str
    shuts: bool


class Login:
    """From a password to a session, or to the proof that has to follow."""

    def __init__(self, doorway: Doorway) -> None:
        self._at, self._hammered_until = doorway, 0.0

    async def login(self, email: str, password: str, device: str | None, browser: Browser) -> Opened | ProofWanted:
        """Raises WrongCredentials, TooManyTries, Banned, TooBusy."""
        try:
            folded = finding.folded_email(email)
        except BadAddress:
            folded = ""
        if (full := self._at.passwords.refusal()) is not None:
            raise full
        if time.monotonic() < self._hammered_until:
            async with self._at.database.reading() as session:
                await throttles.check(session, *await _doors(session, folded, device, browser))
        async with self._at.database.transaction() as session:
            attempt = await self._admitted(session, folded, device, browser)
            account = await finding.by_email(session, folded)
        right, better = await self._at.verify(account, password, attempt.door, attempt.network)
        if not right or account is None:
            await self._refuse(account, attempt, browser)
        async with self._at.database.transaction() as session:
            account = await finding.standing(session, account.id, account.password_hash)
            if better is not None:
                account.password_hash = better
            await throttles.clear(session, attempt.door)
            await throttles.forgive(session, attempt.network)
            return await self._enter(session, account, password, browser)

    async def _admitted(self, session: AsyncSession, folded: str, device: str | None, browser: Browser) -> Attempt:
        """It counts before it is looked at: of many at once no more than that."""
        (door, _), (network, _) = doors = await _doors(session, folded, device, browser)
        try:
            tries = await throttles.admit(session, *doors)
        except TooManyTries:
            self._hammered_until = time.monotonic() + HAMMERED_S
            raise
        return Attempt(door, network, shuts=door.startswith("login:") and tries[door] == TRIES)

    async def _refuse(self, account: Account | None, attempt: Attempt, browser: Browser) -> NoReturn:
        account_id = None if account is None else account.id
        if attempt.shuts:  # as much work for an account that does not exist
            await self._at.post.send("locked_out" if account_id else "decoy", account_id=account_id)
        log.info("sign-in refused", way="password", account=account_id, network=browser.network)
        raise WrongCredentials(WRONG)

    async def _enter(
        self, session: AsyncSession, account: Account, password: str, browser: Browser
    ) -> Opened | ProofWanted:
        factors = await wanted_factors(session, account, password)
        if not factors:
            return await self._at.sessions.open(session, account, ("password",), browser)
        proof = await self._at.proofs.begin(session, account.id, "login", ("password",))
        return ProofWanted(proof, factors, int(LIFE.total_seconds()))


async def _doors(
    session: AsyncSession, folded: str, device: str | None, browser: Browser
) -> tuple[tuple[str, int], tuple[str, int]]:
    known = await _is_known(session, folded, device)
    door = throttles.door("device", f"{folded} {device}") if known else throttles.door("login", folded)
    return (door, TRIES), (throttles.door("network", browser.network), NETWORK_TRIES)


async def _is_known(session: AsyncSession, folded: str, device: str | None) -> bool:
    """Whether this browser was signed in to this very account before."""
    since = (datetime.now(UTC) - DEVICE_LIFE).isoformat()
    asked = {"token": token_hash(device or ""), "since": since, "folded": folded}
    found = (await session.execute(KNOWN, asked)).first()
    return is_token(device) and found is not None


async def wanted_factors(session: AsyncSession, account: Account, password: str) -> list[Factor]:
    """What has to follow this password: a factor that is on; for a short password without any, a code by mail."""
    if await finding.factors(session, account.id) or len(normal(password)) < SHORTEST_ALONE:
        return list(await ways(session, account))
    return []
