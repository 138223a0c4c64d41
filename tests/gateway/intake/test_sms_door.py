"""The provider's question over HTTP: with the token of a connected program, in JSON, answered with one text."""

import logging
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from gateway.delivery.text_message import HttpTextMessages, Provider, TextMessages
from gateway.intake.letterbox import Letterbox
from gateway.intake.sms_door import SmsDoor
from graph.context import Context
from policies.principal import ANONYMOUS, Principal
from tests.gateway.delivery.receivers import receiver, status
from tests.offices import Asking, Office, citizen

pytestmark = pytest.mark.anyio
NUMBER = "0811-0000-777"
SAID = "lampu jalan di simpang pasar padam sejak dua minggu"


class Provided:
    """A provider in front of the door, as whoever its token names."""

    def __init__(self, ask: Asking, letterbox: Letterbox, who: Principal, texts: TextMessages | None = None) -> None:
        async def opening(_connection: HTTPConnection) -> Context:
            return ask.context(who)

        app = Starlette(routes=SmsDoor(opening, letterbox, texts).routes())
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://uji")

    async def __call__(self, text: str, **more: Any) -> httpx.Response:
        body: Mapping[str, Any] = {"id": uuid4().hex, "from": NUMBER, "text": text, **more}
        return await self._client.post("/intake/sms", json=body)


@pytest.fixture
def provided(ask: Asking, letterbox: Letterbox, program: Principal) -> Provided:
    return Provided(ask, letterbox, program)


async def test_a_report_and_its_receipt(provided: Provided, office: Office, ask: Asking) -> None:
    answer = await provided(f"LAPOR {office.pemda.code} {SAID}")
    assert answer.status_code == 200
    reply = answer.json()["reply"]
    assert reply.startswith("Laporan diterima. Kode ")
    code = reply.split()[3].rstrip(",")
    document = "query($c: String!) { complaintByCode(trackingCode: $c) { channel title reporter { phone } } }"
    assert (await ask(office.admin, document, c=code))["complaintByCode"] == {
        "channel": "SMS_1708",
        "title": SAID,
        "reporter": {"phone": "08110000777"},
    }


async def test_a_pemda_by_its_name(provided: Provided, office: Office) -> None:
    reply = (await provided(f"lapor {office.pemda.name}: {SAID}")).json()["reply"]
    assert reply.startswith("Laporan diterima.")


async def test_the_same_over_whatsapp(provided: Provided, office: Office, ask: Asking) -> None:
    answer = await provided(f"LAPOR {office.pemda.code} {SAID}", channel="WHATSAPP")
    code = answer.json()["reply"].split()[3].rstrip(",")
    document = "query($c: String!) { complaintByCode(trackingCode: $c) { channel } }"
    assert (await ask(office.admin, document, c=code))["complaintByCode"] == {"channel": "WHATSAPP"}


async def test_the_same_id_is_one_complaint(provided: Provided, office: Office) -> None:
    answers = [await provided(f"LAPOR {office.pemda.code} {SAID}", id="nomor-7") for _ in range(3)]
    assert len({answer.json()["reply"] for answer in answers}) == 1


async def test_anything_else_gets_help(provided: Provided) -> None:
    answer = await provided("halo admin")
    assert (answer.status_code, answer.json()["reply"][:6]) == (200, "Kirim:")


async def test_a_provider_of_texts_sends_the_reply(
    ask: Asking, letterbox: Letterbox, program: Principal, office: Office
) -> None:
    async with receiver(status(202)) as server:
        there = Provided(ask, letterbox, program, HttpTextMessages(Provider(server.url())))
        answer = await there("halo", id="nomor-8")
        assert answer.json() == {"reply": None}
        (heard,) = server.heard
        assert b'"to":"08110000777"' in heard.body.replace(b" ", b"")
        server.answering = status(500)
        again = await there("halo", id="nomor-8")
    assert again.json()["reply"].startswith("Kirim:")


@pytest.mark.parametrize(
    "more",
    [
        {"from": "BANK XYZ"}, {"from": ""}, {"from": 5}, {"from": "+62" + "1" * 20}, {"id": ""}, {"id": "x" * 201},
        {"text": ""}, {"text": None}, {"text": "x" * 8001}, {"text": "a\x00b"}, {"channel": "WEB"}, {"channel": 1},
    ],
)  # fmt: skip
async def test_what_is_no_message_is_refused(provided: Provided, more: dict[str, Any]) -> None:
    answer = await provided(**{"text": "halo", **more})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_only_a_connected_program_passes_on_messages(ask: Asking, letterbox: Letterbox, office: Office) -> None:
    for who, code in ((ANONYMOUS, 401), (citizen(), 403), (office.admin, 403), (office.by("dinkes"), 403)):
        answer = await Provided(ask, letterbox, who)(f"LAPOR {office.pemda.code} {SAID}")
        assert answer.status_code == code
    assert (await ask(office.admin, "{ complaints(first: 5) { totalCount } }"))["complaints"]["totalCount"] == 0


async def test_the_log_has_no_number_and_no_word(
    provided: Provided, office: Office, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    await provided(f"LAPOR {office.pemda.code} {SAID}")
    await provided("halo rahasia")
    written = caplog.text + "".join(capsys.readouterr())
    assert "intake.sms" in written
    for word in ("0811", "777", "lampu", "halo", "rahasia"):
        assert word not in written
