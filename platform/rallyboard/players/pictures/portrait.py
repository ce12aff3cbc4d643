"""The portrait made of a picture: 256 × 256 WebP, drawn anew from the pixels, so nothing else of the file is left."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from rallyboard.players.errors import PictureRefused
from rallyboard.players.pictures.looked import Looked, animated, damaged
from rallyboard.players.pictures.picture import look

SIDE: Final = 256
QUALITY: Final = 82
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip


def portrait(data: bytes) -> bytes:
    """The middle square of the picture as WebP, upright, without metadata; raises `PictureRefused`. Takes a while."""
    found = look(data)
    try:
        return _encoded(_drawn(found))
    except PictureRefused:
        raise
    except Exception:  # noqa: BLE001 - a hostile file can break a decoder in any way; all of them mean the same
        raise damaged() from None


def _drawn(found: Looked) -> Image.Image:
    with Image.open(BytesIO(found.data), formats=[found.kind]) as image:
        if image.size != (found.width, found.height):
            raise damaged()
        if getattr(image, "n_frames", 1) != 1:
            raise animated()
        image.draft("RGB", (2 * SIDE, 2 * SIDE))
        turn = _turn(image)
        small = ImageOps.fit(_coloured(image), (SIDE, SIDE), Image.Resampling.LANCZOS)
    return small if turn is None else small.transpose(turn)


def _coloured(image: Image.Image) -> Image.Image:
    """With alpha where some of it can be seen through; 16 bits a pixel are brought down to 8 first."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How to turn it upright; a camera's note that cannot be read is no reason to refuse the picture."""
    if image.format != "JPEG":
        return None
    try:
        return _TURNS.get(int(image.getexif().get(_ORIENTATION, 1)))
    except Exception:  # noqa: BLE001 - as above
        return None


def _encoded(image: Image.Image) -> bytes:
    made = BytesIO()
    image.save(made, "WEBP", quality=QUALITY, method=4)
    return made.getvalue()
