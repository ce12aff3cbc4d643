"""Pictures for the tests, made when they are asked for: good ones, and files that strangers send to do harm."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from rallyboard.players.pictures.png import SIGNATURE

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<html><script>alert(document.cookie)</script></html>"
ZIP = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(40)


def drawn(kind: str = "PNG", size: tuple[int, int] = (80, 60), mode: str = "RGB", **more: object) -> bytes:
    """A gradient, so that no two corners look alike."""
    picture = Image.linear_gradient("L").resize(size)
    deep = picture.convert("I").point(lambda value: value * 257)
    picture = deep.convert(mode) if mode == "I;16" else picture.convert(mode)
    file = BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def moving(kind: str) -> bytes:
    """Two frames."""
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    file = BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=100)
    return file.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    """One PNG chunk, with its checksum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, pixels: bytes, *before: bytes) -> bytes:
    """A PNG of 8-bit RGB that claims to have this size."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return SIGNATURE + header + b"".join(before) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")


def noted(text: bytes) -> bytes:
    """A PNG with this text in it."""
    info = PngInfo()
    info.add_text("Comment", text.decode("latin-1"))
    return drawn(pnginfo=info)


def _riff(content: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(content) + 4) + b"WEBP" + content


def _many_scans() -> bytes:
    """A progressive JPEG whose last pass is asked for five hundred times more."""
    whole = drawn("JPEG", (2000, 2000), progressive=True)
    start = whole.rfind(b"\xff\xda")
    return whole[:-2] + whole[start:-2] * 500 + b"\xff\xd9"


def _lying_webp() -> bytes:
    """A canvas of 16384 x 16384 pixels around a small picture."""
    size = (16383).to_bytes(3, "little")
    return _riff(b"VP8X" + struct.pack("<I", 10) + bytes(4) + size + size + drawn("WEBP")[12:])


def _text_bomb() -> bytes:
    """Half a gigabyte of text in a hundred compressed notes beside a small picture."""
    note = chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(4_000_000), 9))
    return png(8, 8, bytes(8 * 25), *([note] * 100))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "one byte": lambda: b"\x89",
    "an SVG with a script": lambda: SVG,
    "an SVG after an XML head": lambda: b'\xef\xbb\xbf<?xml version="1.0"?>\n' + SVG,
    "a web page": lambda: HTML,
    "a GIF": lambda: drawn("GIF"),
    "a moving GIF": lambda: moving("GIF"),
    "a BMP": lambda: drawn("BMP"),
    "a TIFF": lambda: drawn("TIFF"),
    "an icon": lambda: drawn("ICO", (32, 32)),
    "a PDF": lambda: drawn("PDF"),
    "a ZIP archive": lambda: ZIP,
    "an AVIF head": lambda: b"\x00\x00\x00\x20ftypavif" + bytes(64),
    "random bytes": lambda: bytes((index * 37) & 255 for index in range(4096)),
    "a moving PNG": lambda: moving("PNG"),
    "a moving WebP": lambda: moving("WEBP"),
    "a PNG of 13000 x 13000": lambda: png(13_000, 13_000, bytes(13_000 * 39)),
    "a PNG of 2^31 x 2^31": lambda: png(2**31 - 1, 2**31 - 1, b""),
    "a PNG of no size": lambda: png(0, 8, bytes(100)),
    "a PNG just over the limit": lambda: png(2049, 2048, b""),
    "a PNG with too few pixels": lambda: png(2048, 2048, bytes(100)),
    "a PNG with two headers": lambda: png(8, 8, bytes(200), png(9, 9, b"")[8:33]),
    "a PNG with a wrong checksum": lambda: drawn()[:-5] + b"\x00" + drawn()[-4:],
    "a PNG cut in half": lambda: drawn()[: len(drawn()) // 2],
    "a PNG with a length past its end": lambda: drawn()[:8] + b"\x7f\xff\xff\xff" + drawn()[12:],
    "a PNG and a ZIP": lambda: drawn() + ZIP,
    "a PNG and a web page": lambda: drawn() + HTML,
    "a JPEG and a ZIP": lambda: drawn("JPEG") + ZIP,
    "a JPEG and a web page": lambda: drawn("JPEG") + HTML,
    "a JPEG cut in half": lambda: drawn("JPEG", (400, 400))[:900],
    "a JPEG of 65500 x 65500": lambda: _resized(drawn("JPEG"), 65_500),
    "a JPEG of no height": lambda: _resized(drawn("JPEG"), 0),
    "a JPEG of five hundred passes": _many_scans,
    "a JPEG with arithmetic coding": lambda: drawn("JPEG").replace(b"\xff\xc0", b"\xff\xc9"),
    "a JPEG of its head alone": lambda: b"\xff\xd8\xff\xd9",
    "a WebP and a web page": lambda: drawn("WEBP") + HTML,
    "a WebP cut in half": lambda: drawn("WEBP", (400, 400))[:100],
    "a WebP of 16384 x 16384": _lying_webp,
    "a WebP with an unknown part": lambda: _riff(b"EVIL" + struct.pack("<I", 4) + b"evil" + drawn("WEBP")[12:]),
    "a WebP of nothing": lambda: _riff(b""),
    "a WAV": lambda: b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(28),
}


def _resized(jpeg: bytes, side: int) -> bytes:
    """The JPEG, its frame claiming this height and width."""
    place = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:place] + struct.pack(">HH", side, side) + jpeg[place + 4 :]


HARMLESS: dict[str, Callable[[], bytes]] = {
    "a page in a PNG's note": lambda: noted(HTML),
    "a page in a JPEG's comment": lambda: drawn("JPEG", comment=HTML),
    "a page in a JPEG's EXIF": lambda: drawn("JPEG", exif=_exif(HTML)),
    "a page in a WebP's EXIF": lambda: drawn("WEBP", exif=_exif(HTML)),
    "a page in a WebP's XMP": lambda: drawn("WEBP", xmp=HTML),
    "a colour profile that is a page": lambda: drawn("JPEG", icc_profile=HTML),
    "texts that unpack to half a gigabyte": _text_bomb,
    "more pixels than it has room for": lambda: png(8, 8, bytes(50_000_000)),
}
"""Pictures with something more in them: taken, and the rest is gone."""


def _exif(text: bytes) -> bytes:
    notes = Image.Exif()
    notes[0x010E] = text.decode()
    return notes.tobytes()
