"""JPEG files, segment by segment (ITU-T T.81): one picture, no more passes over it than cameras and editors make.

A progressive file of half a megabyte can ask for ten thousand passes over four million pixels; the number of
scans is the only sign of it before minutes of work.
"""

import re
from collections.abc import Iterator
from typing import Final

from rallyboard.players.errors import PictureRefused
from rallyboard.players.pictures.looked import Looked, damaged, followed, looked

SIGNATURE: Final = b"\xff\xd8\xff"
MOST_SCANS: Final = 32
_START, _END, _SCAN, _EXIF, _ADOBE = 0xD8, 0xD9, 0xDA, 0xE1, 0xEE
FRAMES: Final = frozenset((0xC0, 0xC1, 0xC2))
"""Baseline, extended and progressive with Huffman coding: what every program writes."""
ODD_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - FRAMES - {0xC4, 0xC8, 0xCC}
_SKIPPED: Final = frozenset((*range(0xE2, 0xEE), 0xEF, 0xFE))
"""Profiles, further pictures, comments: not needed to draw the first one."""
# Inside the coded data FF 00 is a byte and FF D0 to FF D7 restart it; anything else is the next marker.
_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)

Segment = tuple[int, bytes]


def look(data: bytes) -> Looked:
    """The picture, without what is not needed to draw it; raises `PictureRefused`."""
    segments = list(_segments(data))
    markers = [marker for marker, _ in segments]
    frames = [segment for marker, segment in segments if marker in FRAMES]
    if not ODD_FRAMES.isdisjoint(markers):
        raise PictureRefused("This kind of JPEG is not common; save it again as an ordinary JPEG or PNG.")
    if len(frames) != 1 or len(frames[0]) < 10 or _SCAN not in markers:
        raise damaged()
    if markers.count(_SCAN) > MOST_SCANS:
        raise PictureRefused(f"The JPEG is drawn in more than {MOST_SCANS} passes; save it again as an ordinary one.")
    height, width = int.from_bytes(frames[0][5:7], "big"), int.from_bytes(frames[0][7:9], "big")
    return looked("JPEG", width, height, b"\xff\xd8" + b"".join(segment for marker, segment in segments if marker))


def _segments(data: bytes) -> Iterator[Segment]:
    """Each marker with its bytes, coded data included; 0 stands for a segment that is left out."""
    place, marker = 2, _START
    while marker != _END:
        while data[place : place + 2] == b"\xff\xff":
            place += 1
        if data[place : place + 1] != b"\xff" or place + 2 > len(data):
            raise damaged()
        marker = data[place + 1]
        end = _end(data, place, marker)
        yield (marker if _is_needed(marker, data[place + 4 : end]) else 0), data[place:end]
        place = end
    if place != len(data):
        raise followed()


def _end(data: bytes, place: int, marker: int) -> int:
    if marker == _END:
        return place + 2
    length = int.from_bytes(data[place + 2 : place + 4], "big")
    end = place + 2 + length
    if marker < 0xC0 or 0xD0 <= marker <= _START or length < 2 or end > len(data):
        raise damaged()
    if marker != _SCAN:
        return end
    found = _NEXT.search(data, end)
    if found is None:
        raise damaged()
    return found.start()


def _is_needed(marker: int, content: bytes) -> bool:
    """The colour transform and, of all that a camera notes, which side is up."""
    return content.startswith(b"Exif\x00\x00") if marker == _EXIF else marker not in _SKIPPED
