"""X-Forwarded-For is believed as far as known proxies wrote it, and no further."""

import pytest

from gateway.client_address import UNKNOWN, address_of
from tests.gateway.asgi import http_scope

PROXIES = frozenset({"10.0.0.1", "10.0.0.2"})


def seen(peer: str, *forwarded: str) -> str:
    scope = http_scope("GET", [("x-forwarded-for", line) for line in forwarded])
    return address_of({**scope, "client": (peer, 1234)}, PROXIES)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),  # a stranger may write what it likes
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1, 203.0.113.9"], "203.0.113.9"),  # the first was written by the client
        ("10.0.0.1", ["198.51.100.1, 203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1", "203.0.113.9"], "203.0.113.9"),  # two lines are one list
        ("10.0.0.1", ["10.0.0.2, 10.0.0.1"], "10.0.0.1"),
        ("10.0.0.1", [", ,"], "10.0.0.1"),
        ("10.0.0.1", ["2001:DB8::1"], "2001:db8::1"),
        ("10.0.0.1", ["not an address"], UNKNOWN),
        ("10.0.0.1", ["x" * 5000], UNKNOWN),
    ],
)
def test_whose_address(peer: str, forwarded: list[str], address: str) -> None:
    assert seen(peer, *forwarded) == address


def test_a_connection_without_an_address() -> None:
    assert address_of({**http_scope("GET"), "client": None}, PROXIES) == UNKNOWN
