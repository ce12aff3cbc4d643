"""The last part of a player's address: readable, ASCII, and with a random tail so that nobody collides."""

import re
import secrets
import unicodedata

TAIL = 4
_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
_GAPS = re.compile(r"[^a-z0-9]+")


def guest_slug(alias: str) -> str:
    """A new slug for `alias`, such as `ada-7k2f`; `player-…` when nothing of it can be written in ASCII."""
    plain = unicodedata.normalize("NFKD", alias).encode("ascii", "ignore").decode().lower()
    stem = _GAPS.sub("-", plain).strip("-") or "player"
    return f"{stem}-{''.join(secrets.choice(_LETTERS) for _ in range(TAIL))}"


def avatar_address(slug: str, avatar: str | None) -> str | None:
    """Where the picture of the player at `slug` is, for ever the same picture; None when there is none."""
    return None if avatar is None else f"/api/v1/players/{slug}/avatar?v={avatar}"


def folded(text: str) -> str:
    """`text` as it is searched: no case, no accents."""
    bare = (mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return "".join(bare).casefold()[:128]
