"""A file that came in as a picture, known by its own first bytes and never by the name or type it was sent under."""

from typing import Final

from rallyboard.players.errors import PictureRefused
from rallyboard.players.pictures import jpeg, png, webp
from rallyboard.players.pictures.looked import Looked

MOST_BYTES: Final = 512 * 1024
_OTHERS: Final = (
    (b"GIF8", "a GIF"), (b"BM", "a BMP"), (b"II*\x00", "a TIFF"), (b"MM\x00*", "a TIFF"), (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"), (b"\x00\x00\x01\x00", "an icon file"), (b"\xff\x0a", "a JPEG XL"),
)  # fmt: skip
_TEXT: Final = 512


def look(data: bytes) -> Looked:
    """The picture and its size; raises `PictureRefused` with what it is instead."""
    if not data:
        raise PictureRefused("The body is empty; send the picture itself as the body.")
    if data.startswith(png.SIGNATURE):
        return png.look(data)
    if data.startswith(jpeg.SIGNATURE):
        return jpeg.look(data)
    if webp.is_webp(data):
        return webp.look(data)
    raise PictureRefused(f"This is {_named(data)}; send a PNG, a JPEG or a WebP picture.")


def _named(data: bytes) -> str:
    start = data[:_TEXT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start or start.startswith(b"<?xml"):
        return "an SVG drawing"
    if start.startswith(b"<"):
        return "a web page"
    if data[4:8] == b"ftyp":
        return "a HEIC, AVIF or film file"
    return next((name for magic, name in _OTHERS if data.startswith(magic)), "no picture that we know")
