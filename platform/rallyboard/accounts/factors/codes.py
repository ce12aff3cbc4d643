"""Codes as people type them: with spaces or without, and in ASCII digits only.

Other digits, such as full-width ones, are refused rather than read: one code has one spelling.
"""

import re
from typing import Final

LONGEST: Final = 64
_DIGITS: Final = re.compile(r"[0-9]+")


def typed_digits(text: str, count: int) -> str | None:
    """The `count` digits that were typed; None for anything else."""
    bare = text.replace(" ", "")
    return bare if len(bare) == count and _DIGITS.fullmatch(bare) else None
