"""Invitations: a link with a secret that seats whoever opens it first.

128 random bits, of which the database keeps only the hash. The code itself stays in memory for the one who made it,
so that a reloaded page can show it again; after a restart of the server it cannot.
"""

import hashlib
import re
import secrets
from collections import OrderedDict
from typing import Final

REMEMBERED: Final = 10_000
_SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)


class Invitations:
    """The codes of open invitations that this process has given out."""

    def __init__(self) -> None:
        self._codes: OrderedDict[str, tuple[str, str]] = OrderedDict()

    def issue(self, match_id: str, host_key: str) -> str:
        """A new code for a match."""
        code = secrets.token_urlsafe(16)
        self._codes[match_id] = (host_key, code)
        if len(self._codes) > REMEMBERED:
            self._codes.popitem(last=False)
        return code

    def shown(self, match_id: str, viewer_key: str | None) -> str | None:
        """The code, for the player who made it only."""
        host_key, code = self._codes.get(match_id, ("", ""))
        return code if code and viewer_key == host_key else None

    def used(self, match_id: str) -> None:
        """The free seat is taken."""
        self._codes.pop(match_id, None)


def invite_hash(code: str) -> str | None:
    """What is stored for a code; None for what we cannot have given out."""
    return hashlib.sha256(code.encode()).hexdigest() if _SHAPE.fullmatch(code) else None
