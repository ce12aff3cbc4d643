"""WebP files, chunk by chunk (RFC 9649): one still picture that fills its RIFF container exactly."""

from collections.abc import Iterator
from typing import Final

from rallyboard.players.pictures.looked import Looked, animated, damaged, followed, looked

KNOWN: Final = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"EXIF", b"XMP "))
MOVING: Final = frozenset((b"ANIM", b"ANMF"))
_ANIMATION = 0x02
_RIFF: Final = 12
_FRAME: Final = 8


def is_webp(data: bytes) -> bool:
    """Whether the file begins as one."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def look(data: bytes) -> Looked:
    """The picture; raises `PictureRefused`."""
    if _padded(int.from_bytes(data[4:8], "little")) + _FRAME < len(data):
        raise followed()
    chunks = list(_chunks(data))
    names = [name for name, _ in chunks]
    extended = names[0] == b"VP8X"
    if not MOVING.isdisjoint(names) or (extended and chunks[0][1][:1] and chunks[0][1][0] & _ANIMATION):
        raise animated()
    pictures = [content for name, content in chunks if name in (b"VP8 ", b"VP8L")]
    if len(pictures) != 1 or not KNOWN.issuperset(names) or names.count(b"VP8X") != int(extended):
        raise damaged()
    width, height = _canvas(chunks[0][1]) if extended else _size(names[0], pictures[0])
    return looked("WEBP", width, height, data)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = _RIFF
    while place < len(data) or place == _RIFF:
        start = place + _FRAME
        end = start + int.from_bytes(data[place + 4 : start], "little")
        if start > len(data) or end > len(data):
            raise damaged()
        yield data[place : place + 4], data[start:end]
        place = start + _padded(end - start)


def _canvas(header: bytes) -> tuple[int, int]:
    if len(header) != 10:
        raise damaged()
    return 1 + int.from_bytes(header[4:7], "little"), 1 + int.from_bytes(header[7:10], "little")


def _size(name: bytes, content: bytes) -> tuple[int, int]:
    if name == b"VP8 " and content[3:6] == b"\x9d\x01\x2a" and len(content) >= 10:
        return int.from_bytes(content[6:8], "little") & 0x3FFF, int.from_bytes(content[8:10], "little") & 0x3FFF
    if name == b"VP8L" and content[:1] == b"\x2f" and len(content) >= 5:
        bits = int.from_bytes(content[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    raise damaged()


def _padded(length: int) -> int:
    return length + (length & 1)
