"""Opaque secrets that stand for a browser: 256 random bits, of which only the hash is ever stored.

A plain SHA-256 is enough here: there is nothing to guess in 256 random bits, so slow hashing buys nothing.
"""

import hashlib
import re
import secrets

_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def new_token() -> str:
    """A fresh token of 43 URL-safe characters."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored for a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(text: str | None) -> bool:
    """False for anything we cannot have given out, so that junk never reaches the database."""
    return text is not None and _SHAPE.fullmatch(text) is not None
