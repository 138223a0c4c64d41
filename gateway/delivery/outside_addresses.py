"""To which address does a receiver's name lead, and may we send there? Looked up once for each message.

The connection goes to the address that was checked, so a name that answers differently the second time (DNS rebinding)
gains nothing. When one of several addresses is not on the open internet, none of them is used.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from rules.internet_addresses import Address, is_public

_LOOKUPS: Final = ThreadPoolExecutor(max_workers=16, thread_name_prefix="receiver-lookup")
"""Threads of our own: names that hang must not keep anybody else's work waiting in the loop's few."""

Lookup = Callable[[str, int], Awaitable[Sequence[Address]]]


class NotOutsideError(Exception):
    """The name leads nowhere, or inside; the text says which, and no more: it is shown to whoever set the name."""


async def lookup(host: str, port: int) -> list[Address]:
    """The addresses of a name, in the resolver's order. Raises NotOutsideError when it has none."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.run_in_executor(_LOOKUPS, _resolve, host, port)
    except (OSError, UnicodeError):
        raise NotOutsideError("the name of the host was not found") from None
    return list(dict.fromkeys(found))


class Outside:
    """Answers with an address to connect to. `loopback` lets this machine through, for development and tests."""

    def __init__(self, look_up: Lookup = lookup, *, loopback: bool = False) -> None:
        self._look_up = look_up
        self._loopback = loopback

    async def address(self, host: str, port: int) -> Address:
        """An address of this host, all of whose addresses were checked. Raises NotOutsideError."""
        try:
            found: Sequence[Address] = [ip_address(host)]
        except ValueError:
            found = await self._look_up(host, port)
        if not found:
            raise NotOutsideError("the name of the host was not found")
        if not all(self._may(address) for address in found):
            raise NotOutsideError("the host has an address that is not on the open internet")
        return found[0]

    def _may(self, address: Address) -> bool:
        return is_public(address) or (self._loopback and address.is_loopback)


def _resolve(host: str, port: int) -> list[IPv4Address | IPv6Address]:
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(str(place[0])) for *_, place in answers]
