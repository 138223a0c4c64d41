"""A name that leads inside, wholly or in part, leads nowhere."""

import asyncio
from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from gateway.delivery.outside_addresses import Lookup, NotOutsideError, Outside, lookup
from rules.internet_addresses import Address

pytestmark = pytest.mark.anyio


def answering(*answers: Sequence[str]) -> Lookup:
    """A resolver that gives these answers one after the other, the last for ever."""
    left = list(answers)

    async def look_up(_host: str, _port: int) -> list[Address]:
        found = left.pop(0) if len(left) > 1 else left[0]
        return [ip_address(text) for text in found]

    return look_up


async def test_the_first_address_is_taken() -> None:
    outside = Outside(answering(["93.184.216.34", "2606:2800:220:1::1"]))
    assert str(await outside.address("uji.example", 443)) == "93.184.216.34"


@pytest.mark.parametrize(
    "found",
    [
        ["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["2606:2800:220:1::1", "fd00::1"], ["::ffff:10.0.0.1"],
        ["64:ff9b::a00:1"], ["169.254.169.254"], ["100.64.3.4"], ["224.0.0.251"], ["::1"], [],
    ],
)  # fmt: skip
async def test_one_inside_spoils_all(found: list[str]) -> None:
    with pytest.raises(NotOutsideError):
        await Outside(answering(found)).address("uji.example", 443)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "::1", "169.254.169.254", "fe80::1", "0.0.0.0"])
async def test_an_address_in_place_of_a_name_is_checked_too(host: str) -> None:
    with pytest.raises(NotOutsideError):
        await Outside(answering(["93.184.216.34"])).address(host, 443)


async def test_it_is_looked_up_once_for_each_message() -> None:
    outside = Outside(answering(["93.184.216.34"], ["127.0.0.1"]))
    assert str(await outside.address("uji.example", 443)) == "93.184.216.34"
    with pytest.raises(NotOutsideError):
        await outside.address("uji.example", 443)


async def test_development_reaches_this_machine_and_nothing_beside_it() -> None:
    outside = Outside(loopback=True)
    assert (await outside.address("localhost", 80)).is_loopback
    for inner in ("10.0.0.1", "192.168.1.1", "169.254.169.254", "fd00::1"):
        with pytest.raises(NotOutsideError):
            await outside.address(inner, 80)


@pytest.mark.parametrize("host", ["penerima.invalid", "a" * 70 + ".invalid", "..invalid"])
async def test_what_has_no_address_is_said(host: str) -> None:
    with pytest.raises(NotOutsideError, match="not found"):
        await Outside().address(host, 443)


async def test_other_spellings_of_this_machine_are_caught_by_what_they_lead_to() -> None:
    for host in ("2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"):
        with pytest.raises(NotOutsideError):
            await Outside().address(host, 443)


async def test_many_look_up_together() -> None:
    found = await asyncio.gather(*(lookup("localhost", 80) for _ in range(40)))
    assert all(addresses for addresses in found)
