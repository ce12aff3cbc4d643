"""Browsers: what a session list tells of the machine that signed in, and no more."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Any, Final

from litestar import Request
from litestar.datastructures import State

_NAMES: Final = (
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS: Final = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip
_PLAIN: Final = re.compile(r"[^A-Za-z0-9 ._/()-]")


@dataclass(frozen=True, slots=True)
class Browser:
    """`agent` such as "Firefox on Linux"; `network` the address cut to /24 (IPv4) or /48 (IPv6)."""

    agent: str
    network: str


def browser_of(request: Request[Any, Any, State]) -> Browser:
    """The browser behind a request."""
    address = request.client.host if request.client else ""
    return Browser(_agent(request.headers.get("user-agent", "")), network_of(address))


def _agent(header: str) -> str:
    name = next((name for mark, name in _NAMES if mark in header), None)
    system = next((system for mark, system in _SYSTEMS if mark in header), None)
    if name is None:
        return _PLAIN.sub("", header)[:40].strip() or "Unknown program"
    return name if system is None else f"{name} on {system}"


def network_of(address: str) -> str:
    """The network of an address: /24 of IPv4, /48 of IPv6; enough to know it again, not enough to know whose it is."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False))
