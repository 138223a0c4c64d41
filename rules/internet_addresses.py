"""Which addresses are somebody else's on the open internet, and what a webhook's URL may look like."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final, NamedTuple

from rules.errors import Refusal, bad_input

Address = IPv4Address | IPv6Address
LONGEST_URL: Final = 500
_UNICAST_V6: Final = ip_network("2000::/3")
_CLOSED_V4: Final = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ),
    )
)  # fmt: skip
_CLOSED_V6: Final = tuple(
    map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"))
)
"""IANA's special-purpose registries: this network, private, CGNAT, loopback, link-local, benchmarks, documentation,
multicast, reserved. Of IPv6 only global unicast is left, less what carries an IPv4 address inside (Teredo, 6to4); NAT64
(64:ff9b::/96), mapped (::ffff:0:0/96), unique local, link-local and multicast addresses lie outside of 2000::/3.
"""
_URL: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z._-]+)(?::(?P<port>[1-9][0-9]{0,4}))?"
    r"(?P<rest>[/?][!$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]*)?"
)
"""Stricter than any parser of URLs, so that no two of them can read it differently: no user, password or fragment."""
_LAST_PORT: Final = 65_535
_LONGEST_HOST: Final = 253


def is_public(address: Address) -> bool:
    """May a message be sent to this address? Only to one that is globally reachable, and means no other one."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_V4)
    return address in _UNICAST_V6 and not any(address in network for network in _CLOSED_V6)


class ReceiverUrl(NamedTuple):
    """The parts of a receiver's URL; `rest` is path and query, at least a slash."""

    scheme: str
    host: str
    port: int | None
    rest: str

    @property
    def authority(self) -> str:
        """What the header Host says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"


def webhook_url(text: str, *, plain: bool = False) -> ReceiverUrl:
    """The parts of a receiver's URL. Raises BAD_USER_INPUT.

    HTTPS only (`plain`: HTTP too, for development), no user or password in it, no fragment, a name of at least two
    labels or a public address. What the name leads to is looked up when a message is sent, each time.
    """
    match = _URL.fullmatch(text)
    if match is None or len(text) > LONGEST_URL or int(match["port"] or 1) > _LAST_PORT:
        raise _refused("write https://, a host, and a path in ASCII.", "tulis https://, nama host, dan jalur ASCII.")
    if match["scheme"] != "https" and not plain:
        raise _refused("it must begin with https://.", "harus diawali https://.")
    host, rest = match["host"].strip("[]").lower(), match["rest"] or "/"
    _check_host(host, plain=plain)
    port = None if match["port"] is None else int(match["port"])
    return ReceiverUrl(match["scheme"], host, port, rest if rest.startswith("/") else f"/{rest}")


def _check_host(host: str, *, plain: bool) -> None:
    try:
        address = ip_address(host)
    except ValueError:
        labels = host.removesuffix(".").split(".")
        # 127.1 and 0x7f.1 are addresses to some resolvers: a name ends with a label that is no number
        named = len(labels) > 1 and not labels[-1][:1].isdigit()
        if len(host) > _LONGEST_HOST or ":" in host or not all(labels) or not (named or plain):
            raise _refused("it needs the name of a host.", "harus memuat nama host.") from None
        return
    if not plain and not is_public(address):
        raise _refused("this address is not on the open internet.", "alamat ini bukan alamat internet publik.")


def _refused(en: str, id: str) -> Refusal:
    return bad_input("url", f"This is not the URL of a receiver: {en}", f"Ini bukan URL penerima: {id}")


def check_link(text: str, field: str) -> None:
    """Raise BAD_USER_INPUT naming the field unless it is empty or an https address that a person may follow."""
    if not text:
        return
    try:
        webhook_url(text)
    except Refusal as refusal:
        raise bad_input(field, refusal.en, refusal.id, rule=refusal.rule) from refusal
