"""Authenticator apps (RFC 6238): which 30-second step a code belongs to, and that each step opens once.

A step that was used is remembered, not the code, and the check is one guarded update: of fifty who send the same
code at once, one gets in.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import time
from typing import Final

import pyotp
import structlog
from pyotp.totp import TOTP
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.errors import WrongCode
from rallyboard.accounts.factors.codes import typed_digits
from rallyboard.accounts.factors.errors import ClockIsOff, CodeUsed
from rallyboard.accounts.keyring import Keyring, Unsealable
from rallyboard.accounts.models import Totp
from rallyboard.db.rows import changed

ISSUER: Final = "Rallyboard"
DIGITS: Final = 6
STEP_S: Final = 30
WINDOW: Final = 1
"""Steps before and after the present one whose codes open: people type slowly, clocks drift a little."""
SKEW: Final = 10
"""Steps within which a code that does not open is told apart as "your clock is off"."""
SETUP_S: Final = 1_800

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.accounts")


@dataclass(frozen=True, slots=True)
class Match:
    """A step that a code belongs to, as far from now as `drift` steps."""

    step: int
    drift: int


def new_secret() -> str:
    """160 random bits in base32, as apps read them."""
    return pyotp.random_base32()


def uri(secret: str, name: str) -> str:
    """What the QR code says: the secret, and under which name the app lists it."""
    return TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def matches(secret: str, text: str, now: float) -> list[Match]:
    """Every step around `now` (seconds since 1970) that `text` is the code of, the nearest first.

    All steps are computed and compared whatever fits, so the time taken tells nothing.
    """
    code = typed_digits(text, DIGITS)
    if code is None:
        return []
    app, present = TOTP(secret), int(now) // STEP_S
    drifts = sorted(range(-SKEW, SKEW + 1), key=abs)
    said = [hmac.compare_digest(app.generate_otp(present + drift), code) for drift in drifts]
    return [Match(present + drift, drift) for drift, same in zip(drifts, said, strict=True) if same]


async def begin(session: AsyncSession, keyring: Keyring, account_id: str) -> str:
    """A new secret that counts for nothing until it is confirmed; one begun before is forgotten."""
    secret = new_secret()
    await forget(session, account_id)
    sealed = keyring.seal(secret, about=_about(account_id))
    session.add(Totp(account_id=account_id, secret=sealed, created_at=datetime.now(UTC).isoformat()))
    await session.flush()
    return secret


async def confirm(session: AsyncSession, keyring: Keyring, totp: Totp, text: str) -> WrongCode | None:
    """The app counts from now on, if `text` is its code; else why not."""
    return await _spend(session, keyring, totp, text, first=True)


async def spend(session: AsyncSession, keyring: Keyring, account_id: str, text: str) -> WrongCode | None:
    """The code opens, this once, if None comes back; else why not."""
    totp = await session.get(Totp, account_id)
    if totp is None or totp.confirmed_at is None:
        return WrongCode("There is no authenticator app for this account; prove it in another way.")
    return await _spend(session, keyring, totp, text, first=False)


async def reseal(session: AsyncSession, keyring: Keyring) -> tuple[int, int]:
    """Every secret is sealed with the site's present one; how many were, and how many nobody can open any more."""
    rows = (await session.execute(select(Totp).with_for_update())).scalars().all()
    lost = 0
    for row in rows:
        about = _about(row.account_id)
        try:
            row.secret = keyring.seal(keyring.open(row.secret, about), about)
        except Unsealable:
            lost += 1
    return len(rows) - lost, lost


async def forget(session: AsyncSession, account_id: str) -> bool:
    """No app counts any more; False when there was none."""
    return bool(await changed(session, delete(Totp).where(Totp.account_id == account_id)))


def is_waiting(totp: Totp | None) -> bool:
    """Whether a setup was begun that may still be confirmed."""
    if totp is None or totp.confirmed_at is not None:
        return False
    return datetime.now(UTC) - datetime.fromisoformat(totp.created_at) < timedelta(seconds=SETUP_S)


async def _spend(session: AsyncSession, keyring: Keyring, totp: Totp, text: str, *, first: bool) -> WrongCode | None:
    try:
        secret = keyring.open(totp.secret, about=_about(totp.account_id))
    except Unsealable:
        log.error("a secret was sealed with a key that this site no longer has", account=totp.account_id)
        return WrongCode("The app has to be set up again; use another way to prove who you are.")
    found = matches(secret, text, time())
    near = [match for match in found if abs(match.drift) <= WINDOW]
    for match in near:
        if await _take(session, totp.account_id, match.step, first=first):
            return None
    if near:
        return CodeUsed("This code has opened once already; wait for the next one.")
    if found:
        return ClockIsOff(f"This code is off by about {_minutes(found[0])} min; let your phone set its clock itself.")
    return WrongCode(f"Type the {DIGITS} digits that the app shows now.")


async def _take(session: AsyncSession, account_id: str, step: int, *, first: bool) -> bool:
    """True for the one who uses this step; `first` also switches the app on."""
    guarded = update(Totp).where(Totp.account_id == account_id, Totp.last_step < step)
    if first:
        now = datetime.now(UTC).isoformat()
        guarded = guarded.where(Totp.confirmed_at.is_(None)).values(last_step=step, confirmed_at=now)
    else:
        guarded = guarded.where(Totp.confirmed_at.is_not(None)).values(last_step=step)
    return bool(await changed(session, guarded))


def _about(account_id: str) -> str:
    return f"totp:{account_id}"


def _minutes(match: Match) -> int:
    return max(1, round(abs(match.drift) * STEP_S / 60))
