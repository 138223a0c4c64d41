"""From which address a request comes, behind reverse proxies that are known and believed."""

from collections.abc import Collection
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

from gateway.media import header

UNKNOWN = "unknown"
_IPV6_SITE = 64


def address_of(scope: Scope, proxies: Collection[str]) -> str:
    """The client's address; what X-Forwarded-For says is believed only as far as known proxies wrote it."""
    client = scope.get("client")
    address = client[0] if client else UNKNOWN
    if address not in proxies:
        return str(address)
    for hop in reversed(header(scope["headers"], b"x-forwarded-for").split(",")):
        text = hop.strip()
        if text and text not in proxies:
            return _valid(text)
    return str(address)


def site_of(address: str) -> str:
    """Who is behind an address: an IPv4 address, or the /64 that one IPv6 customer has for himself."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((found, _IPV6_SITE), strict=False))
    return str(found)


def _valid(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return UNKNOWN
