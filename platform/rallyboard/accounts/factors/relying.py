"""The relying party of WebAuthn: the host name under which a browser keeps a passkey, and the pages that may use it."""

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from rallyboard.accounts.factors.errors import NoPasskeysHere

NAME: Final = "Rallyboard"


@dataclass(frozen=True, slots=True)
class Party:
    """`id` is a host name of ours, `origins` the pages that stand under it."""

    id: str
    origins: tuple[str, ...]


def party_at(host: str, allowed_origins: tuple[str, ...]) -> Party:
    """The party for a request with this `Host` header; raises NoPasskeysHere at a bare address."""
    name = next((_host(origin) for origin in allowed_origins if urlsplit(origin).netloc == host.lower()), "")
    if not name or _is_number(name):
        raise NoPasskeysHere("Open the site by its name, such as http://localhost:8000; browsers ask for one.")
    return Party(name, tuple(origin for origin in allowed_origins if _host(origin) == name))


def _host(origin: str) -> str:
    return urlsplit(origin).hostname or ""


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
