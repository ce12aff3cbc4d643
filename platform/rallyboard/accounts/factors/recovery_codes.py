"""Recovery codes: ten one-time codes of 120 random bits for the day that the phone is gone.

They are written in Crockford's base32, which has no letters that look like digits; what people misread is read as
what was meant. Plain SHA-256 is enough from 112 random bits on; with the account's id in it, one code fits one account.
"""

import hashlib
import re
import secrets
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import finding
from rallyboard.accounts.models import RecoveryCode
from rallyboard.db.rows import changed

COUNT: Final = 10
LENGTH: Final = 24
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHAPE: Final = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_MEANT: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


def new_code() -> str:
    """Six groups of four, such as `7K3M-Q0ZD-1XVB-9HRE-WW5T-08NA`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, LENGTH, 4))


def typed_code(text: str) -> str | None:
    """The letters that were meant; None for what cannot be a code."""
    if not text.isascii():
        return None
    code = text.upper().translate(_MEANT)
    return code if _SHAPE.fullmatch(code) else None


def code_hash(account_id: str, code: str) -> str:
    """What is stored for a code."""
    return hashlib.sha256(f"{account_id}:{code}".encode()).hexdigest()


async def renew(session: AsyncSession, account_id: str) -> list[str]:
    """Ten new codes, told this once; the ones before open nothing any more."""
    await forget(session, account_id)
    codes, now = [new_code() for _ in range(COUNT)], datetime.now(UTC).isoformat()
    session.add_all(
        RecoveryCode(code_hash=code_hash(account_id, code.replace("-", "")), account_id=account_id, created_at=now)
        for code in codes
    )
    await session.flush()
    return codes


async def spend(session: AsyncSession, account_id: str, text: str) -> bool:
    """True for the first who brings this code; it is used up then."""
    code = typed_code(text)
    if code is None:
        return False
    unused = update(RecoveryCode).where(
        RecoveryCode.code_hash == code_hash(account_id, code),
        RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None),
    )  # fmt: skip
    return bool(await changed(session, unused.values(used_at=datetime.now(UTC).isoformat())))


async def forget(session: AsyncSession, account_id: str) -> None:
    """No code of the account opens anything any more."""
    await session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))


async def forget_alone(session: AsyncSession, account_id: str) -> None:
    """Codes that stand in for nothing any more are void."""
    if not await finding.factors(session, account_id):
        await forget(session, account_id)
