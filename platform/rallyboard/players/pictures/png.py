"""PNG files, chunk by chunk (W3C PNG, third edition): one still picture from the first byte to the last."""

import zlib
from collections.abc import Iterator
from typing import Final

from rallyboard.players.pictures.looked import Looked, animated, damaged, followed, looked

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
NEEDED: Final = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))
"""Texts, profiles and times may unpack to far more than the picture, and are not needed to draw it."""
MOVING: Final = frozenset((b"acTL", b"fcTL", b"fdAT"))
_FRAME: Final = 12
_HEADER: Final = 13


def look(data: bytes) -> Looked:
    """The picture, without what is not needed to draw it; raises `PictureRefused`."""
    chunks = list(_chunks(data))
    names = [name for name, _ in chunks]
    if not MOVING.isdisjoint(names):
        raise animated()
    if not _is_whole(names) or len(chunks[0][1]) != _FRAME + _HEADER:
        raise damaged()
    header = chunks[0][1][8:]
    needed = b"".join(chunk for name, chunk in chunks if name in NEEDED)
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    return looked("PNG", width, height, SIGNATURE + needed)


def _is_whole(names: list[bytes]) -> bool:
    return names[:1] == [b"IHDR"] and names.count(b"IHDR") == 1 and names[-1] == b"IEND" and b"IDAT" in names


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's name and its bytes with frame; nothing may be missing, and nothing may follow the last."""
    place, name = len(SIGNATURE), b""
    while name != b"IEND":
        end = place + _FRAME + int.from_bytes(data[place : place + 4], "big")
        if place + _FRAME > len(data) or end > len(data):
            raise damaged()
        chunk = data[place:end]
        name = chunk[4:8]
        if not name.isalpha() or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            raise damaged()
        yield name, chunk
        place = end
    if place != len(data):
        raise followed()
