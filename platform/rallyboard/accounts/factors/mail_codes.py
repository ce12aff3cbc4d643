"""Codes sent by mail: the weaker way, for those who have their stronger one not at hand.

A code belongs to one proof under way and dies with it, after ten minutes or five tries; a new one voids the last.
"""

import hmac
import secrets
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.factors.codes import typed_digits
from rallyboard.accounts.models import Proof
from rallyboard.accounts.tokens import token_hash

DIGITS: Final = 8


async def issue(session: AsyncSession, proof: Proof) -> str:
    """A new code for this proof, to be sent after the commit; only its hash is kept."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    proof.code_hash = _hash(proof, code)
    await session.flush()
    return code


def opens(proof: Proof, text: str) -> bool:
    """Whether `text` is the code that was last sent for this proof."""
    code = typed_digits(text, DIGITS)
    return code is not None and hmac.compare_digest(_hash(proof, code), proof.code_hash or "")


def _hash(proof: Proof, code: str) -> str:
    return token_hash(f"{proof.token_hash}:{code}")
