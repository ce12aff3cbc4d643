"""A picture as its container tells of it, and what no picture of ours may be."""

from dataclasses import dataclass
from typing import Final, Literal

from rallyboard.players.errors import PictureRefused

Kind = Literal["PNG", "JPEG", "WEBP"]
MOST_PIXELS: Final = 2048 * 2048


@dataclass(frozen=True, slots=True)
class Looked:
    """The size in pixels, and the part of the file that is needed to draw it; nothing else reaches a decoder."""

    kind: Kind
    width: int
    height: int
    data: bytes


def looked(kind: Kind, width: int, height: int, data: bytes) -> Looked:
    """The same once its size was found bearable; raises `PictureRefused`."""
    if width < 1 or height < 1:
        raise damaged()
    if width * height > MOST_PIXELS:
        raise PictureRefused(
            f"The picture has {width} × {height} pixels; send one of at most 4 megapixels (2048 × 2048)."
        )
    return Looked(kind, width, height, data)


def damaged() -> PictureRefused:
    """The file breaks off, or contradicts itself."""
    return PictureRefused("The picture is damaged or incomplete; save it again in a picture program and send that.")


def followed() -> PictureRefused:
    """The file goes on where its picture ends, so it may be something else as well."""
    return PictureRefused("The file goes on after its picture ends; save it again in a picture program and send that.")


def animated() -> PictureRefused:
    """Moving pictures are not for avatars."""
    return PictureRefused("The picture moves; send one that stands still.")
