"""Whatever a receiver does, an attempt ends soon, reads little, goes nowhere else and says what happened."""

import asyncio
import os
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from time import monotonic

import pytest

from gateway.delivery.outside_addresses import Outside
from gateway.delivery.webhook import MOST_READ, Outcome, Patience, WebhookPost
from rules.internet_addresses import Address
from rules.webhooks import LONGEST_SAID
from tests.gateway.delivery import receivers
from tests.gateway.delivery.receivers import Answering, receiver, status

pytestmark = pytest.mark.anyio
HEADERS = {"webhook-id": "a", "webhook-timestamp": "1", "webhook-signature": "v1,x"}
SHORT = Patience(connect=0.3, total=0.6)


def leading_to(*found: str) -> Outside:
    async def look_up(_host: str, _port: int) -> Sequence[Address]:
        return [ip_address(text) for text in found]

    return Outside(look_up, loopback=True)


def poster(patience: Patience = SHORT) -> WebhookPost:
    return WebhookPost(leading_to("127.0.0.1"), plain=True, patience=patience)


async def test_a_message_arrives_as_it_was_signed() -> None:
    async with receiver(status(204)) as server:
        outcome = await poster()(server.url("/a/b?c=%C3%A9"), HEADERS, b'{"x":1}')
    (heard,) = server.heard
    assert (outcome.delivered, outcome.status, outcome.said) == (True, 204, "")
    assert heard.line == "POST /a/b?c=%C3%A9 HTTP/1.1"
    assert heard.body == b'{"x":1}'
    assert {name: heard.headers[name] for name in HEADERS} == HEADERS
    assert heard.headers["host"] == f"127.0.0.1:{server.port}"
    assert heard.headers["content-type"] == "application/json"
    assert not {"cookie", "authorization"} & heard.headers.keys()


@pytest.mark.parametrize("code", [200, 201, 202, 204, 299])
async def test_two_hundreds_are_taken(code: int) -> None:
    async with receiver(status(code)) as server:
        assert (await poster()(server.url(), HEADERS, b"{}")).delivered


@pytest.mark.parametrize("code", [301, 302, 307, 308])
@pytest.mark.parametrize("inside", ["private", "metadata", "same"])
async def test_a_redirect_is_not_followed(code: int, inside: str) -> None:
    async with receiver(status(200, b"rahasia dalam")) as target:
        goes = {"private": target.url("/admin"), "metadata": "http://169.254.169.254/latest/", "same": "/elsewhere"}
        async with receiver(status(code, b"pindah", f"location: {goes[inside]}")) as server:
            outcome = await poster()(server.url(), HEADERS, b"{}")
    assert (outcome.delivered, outcome.status, outcome.said) == (False, code, "pindah")
    assert target.connections == 0
    assert len(server.heard) == 1


@pytest.mark.parametrize(
    ("answering", "told"),
    [
        (receivers.hang, "no whole answer"),
        (receivers.drip, "no whole answer"),
        (receivers.drip_headers, "no whole answer"),
        (receivers.flood_of_headers, "Error"),
        (receivers.close_at_once, "Error"),
        (receivers.nonsense, "Error"),
    ],
)
async def test_whatever_it_does_the_attempt_ends(answering: Answering, told: str) -> None:
    async with receiver(answering) as server:
        began = monotonic()
        outcome = await poster()(server.url(), HEADERS, b"{}")
    assert not outcome.delivered
    assert outcome.status is None
    assert told in outcome.said
    assert monotonic() - began < 2
    assert outcome.milliseconds < 2000


async def test_of_a_flood_little_is_read() -> None:
    async with receiver(receivers.endless) as server:
        outcome = await poster()(server.url(), HEADERS, b"{}")
    assert (outcome.delivered, outcome.status) == (True, 200)
    assert outcome.said == "x" * LONGEST_SAID
    assert LONGEST_SAID < MOST_READ


async def test_a_body_that_breaks_off_is_an_answer() -> None:
    async with receiver(receivers.break_off) as server:
        outcome = await poster()(server.url(), HEADERS, b"{}")
    assert (outcome.delivered, outcome.said) == (True, "half [broken off]")


async def test_what_it_says_is_kept_as_plain_text() -> None:
    said = "salah\x00\x1b[31m\r\n\u202e baris \xe9".encode() + b"\xff"
    async with receiver(status(500, said)) as server:
        outcome = await poster()(server.url(), HEADERS, b"{}")
    assert outcome.said == "salah [31m baris \xe9\ufffd"


async def test_compressed_answers_are_not_blown_up() -> None:
    bomb = b"\x1f\x8b" + os.urandom(64)
    async with receiver(status(400, bomb, "content-encoding: gzip")) as server:
        outcome = await poster()(server.url(), HEADERS, b"{}")
    assert outcome.status == 400
    assert server.heard[0].headers["accept-encoding"] == "identity"


async def test_nobody_there() -> None:
    async with receiver(status(200)) as server:
        pass
    outcome = await poster()(server.url(), HEADERS, b"{}")
    assert (outcome.delivered, outcome.status) == (False, None)
    assert "ConnectError" in outcome.said


async def test_an_address_inside_is_not_even_tried() -> None:
    async with receiver(status(200)) as server:
        strict = WebhookPost(Outside(), plain=True, patience=SHORT)
        for url in (server.url(), server.url(host="localhost"), "http://169.254.169.254/latest/", "http://[::1]:1/"):
            outcome = await strict(url, HEADERS, b"{}")
            assert outcome.said == "the host has an address that is not on the open internet"
    assert server.connections == 0


async def test_a_name_that_answers_differently_the_second_time_gains_nothing() -> None:
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    asked = []

    async def rebinding(host: str, _port: int) -> Sequence[Address]:
        asked.append(host)
        return [ip_address(text) for text in answers[min(len(asked), 2) - 1]]

    async with receiver(status(200, b"dalam")) as inside:
        outcome = await WebhookPost(Outside(rebinding), plain=True, patience=SHORT)(
            inside.url(host="jahat.example"), HEADERS, b"{}"
        )
    assert not outcome.delivered
    assert asked == ["jahat.example"]
    assert inside.connections == 0


async def test_without_the_setting_http_is_refused() -> None:
    async with receiver(status(200)) as server:
        outcome = await WebhookPost(leading_to("127.0.0.1"), patience=SHORT)(server.url(), HEADERS, b"{}")
    assert "https" in outcome.said
    assert server.connections == 0


async def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with receiver(status(200)) as proxy, receiver(status(204)) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url(""))
        assert (await poster()(server.url(), HEADERS, b"{}")).status == 204
    assert proxy.connections == 0


async def test_tls_asks_for_the_receivers_name_at_the_checked_address(tmp_path: Path) -> None:
    serving, trusting = receivers.certificate(tmp_path, "penerima.example")
    async with receiver(status(204), serving) as server:
        post = WebhookPost(leading_to("127.0.0.1"), patience=Patience(2, 3), tls=trusting)
        outcome = await post(server.url(host="penerima.example", scheme="https"), HEADERS, b"{}")
        assert outcome == Outcome(204, outcome.milliseconds, "")
        assert server.heard[0].headers["host"] == f"penerima.example:{server.port}"
        other = await post(server.url(host="lain.example", scheme="https"), HEADERS, b"{}")
        assert other.status is None
        assert "CERTIFICATE_VERIFY_FAILED" in other.said
        stranger = WebhookPost(leading_to("127.0.0.1"), patience=Patience(2, 3))
        unknown = await stranger(server.url(host="penerima.example", scheme="https"), HEADERS, b"{}")
        assert unknown.status is None
        assert "CERTIFICATE_VERIFY_FAILED" in unknown.said
    assert len(server.heard) == 1


async def test_one_that_hangs_keeps_nobody_waiting() -> None:
    async with receiver(receivers.hang) as slow, receiver(status(200)) as quick:
        post = poster()
        waiting = asyncio.gather(*(post(slow.url(), HEADERS, b"{}") for _ in range(30)))
        began = monotonic()
        assert (await post(quick.url(), HEADERS, b"{}")).delivered
        assert monotonic() - began < 0.5
        assert not any(outcome.delivered for outcome in await waiting)
