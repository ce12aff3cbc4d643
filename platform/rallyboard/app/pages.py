"""The built single-page application, served from memory: known files only, so no path can lead elsewhere.

Hashed assets may be kept for ever; the page itself is asked for anew each time; an address that no file has is
a view of the application, unless it looks like a file. The packed form is made once, away from the event loop.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import anyio.to_thread
from litestar import Request, Response, route
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.enums import HttpMethod
from litestar.params import FromPath

import rallyboard
from rallyboard.app.errors import NothingHere

HASHED = "assets/"
# Addresses of the machine: an unknown one below them is an error, never a page.
MACHINE = ("api", "ws", "schema", "health", "metrics", "assets")
# Said here and not guessed from the machine: with `nosniff` a wrong type is a page that does not work.
TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".txt": "text/plain",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp",
    ".ico": "image/x-icon", ".woff2": "font/woff2", ".map": "application/json", ".wasm": "application/wasm",
}  # fmt: skip
PACKED_TYPES = ("text/", "application/json", "application/manifest", "image/svg")
UNBUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Rallyboard</title>
<h1>Rallyboard is running, but its pages are not built</h1>
<p>Build them with <code>make web</code> (needs Node 20) and start the server again.</p>
<p>The API is at <a href="/schema/openapi.json">/schema/openapi.json</a>.</p>
</html>
"""
BARE_DOCS = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Rallyboard API</title>
<h1>The API of Rallyboard</h1>
<p>The interactive page is part of the built web (<code>make web</code>).</p>
<p>The description itself: <a href="/schema/openapi.json">/schema/openapi.json</a> (OpenAPI 3.1).</p>
</html>
"""


@dataclass(frozen=True)
class Asset:
    """One file of the built web."""

    content: bytes
    media_type: str
    kept: bool

    @cached_property
    def etag(self) -> str:
        """A name for exactly these bytes."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'

    @cached_property
    def packed(self) -> bytes | None:
        """The gzip form, where there is one worth sending."""
        if len(self.content) < 1024 or not self.media_type.startswith(PACKED_TYPES):
            return None
        return gzip.compress(self.content, 6, mtime=0)


class Pages:
    """Every file of the built web by its address, and what is shown where there is none."""

    def __init__(self, folder: Path | None) -> None:
        self._assets = _read(folder) if folder is not None else {}

    def find(self, path: str) -> Asset:
        """The asset for an address; raises `NothingHere` where a page would be a lie."""
        name = path.strip("/")
        if name == "docs":
            return self._assets.get("docs/index.html") or _page(BARE_DOCS)
        if name in self._assets:
            return self._assets[name]
        if name.partition("/")[0] in MACHINE or "." in name.rpartition("/")[2]:
            raise NothingHere("No file has this address; start from the front page.")
        return self._assets.get("index.html") or _page(UNBUILT)


def built_web() -> Path | None:
    """Where the built web is: inside an installed package, or `web/dist` of a checkout; None before it is built."""
    package = Path(rallyboard.__file__).parent
    places = (package / "_web", package.parents[1] / "web" / "dist")
    return next((place for place in places if (place / "index.html").is_file()), None)


def _read(folder: Path) -> dict[str, Asset]:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return {path.relative_to(folder).as_posix(): _asset(path, folder) for path in files}


def _asset(path: Path, folder: Path) -> Asset:
    media_type = TYPES.get(path.suffix, "application/octet-stream")
    return Asset(path.read_bytes(), media_type, kept=path.relative_to(folder).as_posix().startswith(HASHED))


def _page(text: str) -> Asset:
    return Asset(text.encode(), "text/html", kept=False)


@route(["/", "/{path:path}"], http_method=[HttpMethod.GET, HttpMethod.HEAD], include_in_schema=False)
async def page(
    request: Request[None, None, State], pages: NamedDependency[Pages], path: FromPath[str] = "/"
) -> Response[bytes]:
    """A file of the built web, or the application at one of its views."""
    asset = pages.find(path)
    headers = {"etag": asset.etag, "vary": "accept-encoding"}
    headers["cache-control"] = "public, max-age=31536000, immutable" if asset.kept else "no-cache"
    if request.headers.get("if-none-match") == asset.etag:
        return Response(b"", status_code=304, headers=headers, media_type=asset.media_type)
    content = asset.content
    if "gzip" in request.headers.get("accept-encoding", ""):
        packed = await anyio.to_thread.run_sync(lambda: asset.packed)
        if packed is not None:
            content = packed
            headers["content-encoding"] = "gzip"
    return Response(content, headers=headers, media_type=asset.media_type)


routes = [page]
