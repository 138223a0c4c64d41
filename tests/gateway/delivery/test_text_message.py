"""A text reaches the provider as its template says; what the provider does is told apart as later or never."""

from datetime import timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.delivery.text_message import TEMPLATE, HttpTextMessages, NotTakenError, Provider, filled
from tests.gateway.delivery import receivers
from tests.gateway.delivery.receivers import Answering, receiver, status

pytestmark = pytest.mark.anyio
TEXT = 'Laporan K7QW-2M9D-XH4C: Proses. "kutip" {to} \\'


async def test_a_text_arrives_as_the_template_says() -> None:
    template = '{"messages": [{"destinations": ["{to}"], "text": "{text}", "n": 1, "x": "{lain} {sender}/{key}"}]}'
    async with receiver(status(202)) as server:
        provider = HttpTextMessages(Provider(server.url("/sms"), "rahasia", "1708", template))
        await provider.send("+628110000123", TEXT, "kunci-1")
    (heard,) = server.heard
    assert orjson.loads(heard.body) == {
        "messages": [{"destinations": ["+628110000123"], "text": TEXT, "n": 1, "x": "{lain} 1708/kunci-1"}]
    }
    assert heard.line == "POST /sms HTTP/1.1"
    assert heard.headers["authorization"] == "Bearer rahasia"
    assert heard.headers["idempotency-key"] == "kunci-1"
    assert "rahasia" not in repr(Provider(server.url(), "rahasia"))


@pytest.mark.parametrize(
    ("answering", "final", "wait"),
    [
        (status(400), True, None),
        (status(404), True, None),
        (status(401), True, None),
        (status(429, b"", "retry-after: 30"), False, timedelta(seconds=30)),
        (status(429, b"", "retry-after: 99999999"), False, timedelta(hours=1)),
        (status(429, b"", "retry-after: besok"), False, None),
        (status(500), False, None),
        (status(503), False, None),
        (status(302, b"", "location: http://127.0.0.1:1/"), False, None),
        (receivers.hang, False, None),
        (receivers.close_at_once, False, None),
        (receivers.nonsense, False, None),
    ],
)
async def test_what_goes_wrong_is_later_or_never(answering: Answering, final: bool, wait: timedelta | None) -> None:  # noqa: FBT001 - a parameter of the test
    async with receiver(answering) as server:
        provider = HttpTextMessages(Provider(server.url()), total=0.5)
        with pytest.raises(NotTakenError) as refused:
            await provider.send("+628110000123", TEXT, "kunci-1")
    assert (refused.value.final, refused.value.wait) == (final, wait)
    assert "0811" not in str(refused.value)
    assert "Laporan" not in str(refused.value)
    assert len(server.heard) == 1


async def test_a_flood_is_not_read() -> None:
    async with receiver(receivers.endless) as server:
        await HttpTextMessages(Provider(server.url()), total=2).send("+62", "x", "k")


async def test_nobody_there() -> None:
    async with receiver(status(200)) as server:
        pass
    with pytest.raises(NotTakenError) as refused:
        await HttpTextMessages(Provider(server.url())).send("+62", "x", "k")
    assert not refused.value.final


def test_a_template_is_json() -> None:
    with pytest.raises(ValueError, match="JSON"):
        HttpTextMessages(Provider("https://uji.example", template="{to}"))


@given(st.text(), st.text())
def test_nothing_that_is_filled_in_is_filled_again(to: str, text: str) -> None:
    said = {"to": to, "sender": "1708", "text": text, "key": "k"}
    assert filled(orjson.loads(TEMPLATE), said) == {"to": to, "from": "1708", "text": text, "reference": "k"}
