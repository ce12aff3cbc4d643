"""Invitations: a link with a secret that seats whoever opens it first.

128 bits that only the site's own secret makes of a match's id, so that a reloaded page can show the link again, after
a restart too; the database keeps only the hash.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Final

_SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)

Stamps = Callable[[str], Sequence[str]]
"""What the site's secrets make of a text: the current one first, then the one before it."""


class Invitations:
    """The codes of open invitations, made anew whenever they are asked for."""

    def __init__(self, stamps: Stamps) -> None:
        self._stamps = stamps

    def issue(self, match_id: str) -> str:
        """The code of a new match."""
        return self._made(match_id)[0]

    def shown(self, match_id: str, kept: str | None) -> str | None:
        """The code that was given out, by the hash that was kept of it."""
        return next((code for code in self._made(match_id) if invite_hash(code) == kept), None)

    def _made(self, match_id: str) -> Sequence[str]:
        return self._stamps(f"invitation to {match_id}")


def invite_hash(code: str) -> str | None:
    """What is stored for a code; None for what we cannot have given out."""
    return hashlib.sha256(code.encode()).hexdigest() if _SHAPE.fullmatch(code) else None
