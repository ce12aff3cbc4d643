"""The register of ways: by what an account may finish a proof."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import finding
from rallyboard.accounts.factors.totp import STEP_S
from rallyboard.accounts.models import Account, Passkey, RecoveryCode, Totp
from rallyboard.accounts.schemas import Factor


async def ways(session: AsyncSession, account: Account) -> tuple[Factor, ...]:
    """All that may finish a proof under way, the strongest first.

    Mail is a weak second factor, and after a password that was reset by mail it would be no second one at all. So
    beside stronger ones it counts only where one of those was set up or used since the password last changed.
    """
    on = await finding.factors(session, account.id)
    if not account.email_verified_at:
        return tuple(on)
    if on and await _strongest_use(session, account.id) <= (account.password_changed_at or ""):
        return tuple(on)
    return (*(factor for factor in on if factor != "recovery"), "mail", *_recovery(on))


def _recovery(on: Sequence[Factor]) -> tuple[Factor, ...]:
    return ("recovery",) if "recovery" in on else ()


async def _strongest_use(session: AsyncSession, account_id: str) -> str:
    """When something other than mail last proved this account or was set up for it."""
    app = await session.get(Totp, account_id)
    keys = select(func.max(func.coalesce(Passkey.used_at, Passkey.created_at))).where(Passkey.account_id == account_id)
    codes = select(func.max(RecoveryCode.used_at)).where(RecoveryCode.account_id == account_id)
    used = [(await session.execute(query)).scalar_one() for query in (keys, codes)]
    if app is not None and app.confirmed_at is not None:
        # A code may be of the step to come; the one before has certainly begun.
        used += [app.confirmed_at, datetime.fromtimestamp((app.last_step - 1) * STEP_S, UTC).isoformat()]
    return max(time or "" for time in used)
