"""Fingerprints: a 32-bit one for states on the wire, SHA-256 for rules and texts."""

import hashlib
import json
from collections.abc import Iterable

_OFFSET = 0x811C9DC5
_PRIME = 0x01000193
_WORD = 0xFFFFFFFF


def fnv32(values: Iterable[int]) -> int:
    """FNV-1a over each value's low 32 bits, little-endian; the same in every language."""
    mark = _OFFSET
    for value in values:
        for byte in (value & _WORD).to_bytes(4, "little"):
            mark = ((mark ^ byte) * _PRIME) & _WORD
    return mark


def canonical_json(value: object) -> str:
    """The one spelling of a JSON value: sorted keys, no spaces, ASCII only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def sha256(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()
