"""The checks at the door: our own address, our own pages, bodies that say what they are: JSON, but for two routes.

They run before routing, for every method and path alike, so that no new route can forget them. Where a crowd would
cost others their turn, such as at a flood of logins, it is told here to come again, before anything is read for it.
"""

from collections.abc import Callable, Mapping

from rallyboard.app.errors import ForeignOrigin, WrongContentType, WrongHost
from rallyboard.app.headers import REPORTS
from rallyboard.kit.errors import RallyboardError
from rallyboard.players.avatar_routes import TAKEN
from rallyboard.settings import Settings

READING = frozenset({"GET", "HEAD", "OPTIONS"})
# A probe beside the server knows its port, not the name that the world uses.
OPEN_TO_ANY_HOST = frozenset({"/health/live", "/health/ready"})
JSON = frozenset({"application/json"})
REPORT = frozenset({"application/reports+json", "application/csp-report"})
PICTURE = frozenset(TAKEN)
AVATAR = ("PUT", "/api/v1/me/avatar")

Pairs = list[tuple[bytes, bytes]]
Crowds = Mapping[tuple[str, str], Callable[[], RallyboardError | None]]
WORDS = {
    JSON: "application/json", REPORT: "application/reports+json", PICTURE: "image/png, image/jpeg or image/webp"
}  # fmt: skip


def plain(path: str) -> str:
    """The path as routing reads it: `//a/` leads where `/a` does."""
    return f"/{'/'.join(part for part in path.split('/') if part)}"


class Door:
    """Says of one request, by its headers alone, why it may not come in."""

    def __init__(self, settings: Settings, crowds: Crowds | None = None) -> None:
        self._hosts = settings.allowed_hosts
        self._origins = frozenset(settings.allowed_origins)
        self._crowds = crowds or {}

    def refusal(self, method: str, path: str, headers: Pairs) -> RallyboardError | None:
        """The reason to refuse, or None; `path` is a plain one."""
        if path not in OPEN_TO_ANY_HOST and not self.is_our_host(headers):
            return WrongHost("Use the site's own address, or add this one to RALLYBOARD_ORIGINS.")
        if method in READING:
            return None
        if not self._is_our_page(headers):
            return ForeignOrigin("Send the request from a page of this site, or with its exact Origin header.")
        taken = _taken(method, path)
        if _has_body(headers) and _media_type(headers) not in taken:
            return WrongContentType(f"Send the body as {WORDS[taken]}, and say so in the header Content-Type.")
        crowded = self._crowds.get((method, path))
        return crowded() if crowded else None

    def is_our_host(self, headers: Pairs) -> bool:
        """True when the one `Host` header is exactly one of ours."""
        hosts = _values(headers, b"host")
        return len(hosts) == 1 and hosts[0].lower() in self._hosts

    def _is_our_page(self, headers: Pairs) -> bool:
        """Without a cookie there is nobody to act in the name of, so other programs may do without an Origin."""
        origins, sites = _values(headers, b"origin"), _values(headers, b"sec-fetch-site")
        if origins and (len(origins) > 1 or origins[0] not in self._origins):
            return False
        if sites:
            return sites == ["same-origin"]
        return bool(origins) or not _values(headers, b"cookie")


def _taken(method: str, path: str) -> frozenset[str]:
    """None of the types is one that a form of another site can send."""
    if (method, path) == AVATAR:
        return PICTURE
    return REPORT if path == REPORTS else JSON


def _values(headers: Pairs, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key == name]


def _has_body(headers: Pairs) -> bool:
    return _values(headers, b"content-length") not in ([], ["0"]) or bool(_values(headers, b"transfer-encoding"))


def _media_type(headers: Pairs) -> str:
    return ";".join(_values(headers, b"content-type")).split(";")[0].strip().lower()
