"""Addresses as limits see them: all that one subscriber has counts as one."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network


@lru_cache(maxsize=4096)
def subscriber(host: str) -> str:
    """An IPv4 address as it is; of an IPv6 address the /64, for a subscriber has 2**64 addresses to choose from."""
    try:
        ip = ip_address(host.partition("%")[0])
    except ValueError:
        return "unknown"
    if not isinstance(ip, IPv6Address):
        return str(ip)
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(ip_network((ip, 64), strict=False))
