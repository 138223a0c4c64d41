"""Receiving complaints: any door, once for a key, sealed, with a receipt for who has no account."""

import asyncio
from typing import Any

import pytest

from rules.roles import Role
from tests.casework import BODY, SEEN, TITLE, holder, key, submitted
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
_SUBMIT = (
    """mutation($input: SubmitComplaintInput!) { submitComplaint(input: $input) {
  trackingCode secret complaint """
    + SEEN
    + " } }"
)


def given(office: Office, **more: Any) -> dict[str, Any]:
    return {
        "clientKey": key(),
        "kind": "PENGADUAN_TIDAK_BERKADAR",
        "title": TITLE,
        "body": BODY,
        "pemda": office.pemda.code,
        **more,
    }


async def test_a_visitor_gets_a_receipt_and_talks_back_with_it(ask: Asking, office: Office) -> None:
    case = await submitted(ask, office, VISITOR)
    assert case.secret is not None
    assert len(case.secret) == 19
    reporter = holder(case, office.tenant)
    seen = await case.seen_by(reporter)
    assert (seen["status"], seen["body"]) == ("RECEIVED", BODY)
    assert await case.seen_by(VISITOR) is None
    await case.move(reporter, "commentOnComplaint", body="Sudah dua orang jatuh.")


async def test_the_same_key_three_times_is_one_complaint(ask: Asking, office: Office) -> None:
    who, values = VISITOR, given(office)
    answers = await asyncio.gather(*(ask(who, _SUBMIT, input=values) for _ in range(3)))
    codes = {found["submitComplaint"]["trackingCode"] for found in answers}
    secrets = {found["submitComplaint"]["secret"] for found in answers}
    assert len(codes) == len(secrets) == 1
    other = await ask.refused(who, _SUBMIT, input={**values, "title": "Judul yang lain sama sekali"})
    assert other["code"] == "IDEMPOTENCY_MISMATCH"


async def test_without_a_pemda_it_comes_to_the_nation(ask: Asking, office: Office) -> None:
    values = given(office)
    del values["pemda"]
    who = citizen()
    found = (await ask(who, _SUBMIT, input=values))["submitComplaint"]
    document = "query($code: String!) { complaintByCode(trackingCode: $code) { pemda { code } clock } }"
    seen = (await ask(who, document, code=found["trackingCode"]))["complaintByCode"]
    assert seen == {"pemda": {"code": "00"}, "clock": "NATIONAL_VERIFICATION"}


async def test_what_is_not_connected_comes_to_the_nation(ask: Asking, office: Office) -> None:
    who = citizen()
    found = (await ask(who, _SUBMIT, input=given(office, pemda="21.01")))["submitComplaint"]
    document = "query($code: String!) { complaintByCode(trackingCode: $code) { pemda { code } } }"
    seen = await ask(who, document, code=found["trackingCode"].lower().replace("-", " "))
    assert seen["complaintByCode"]["pemda"]["code"] in ("00", "21.01")


async def test_an_office_types_in_a_letter_with_its_own_day(ask: Asking, office: Office) -> None:
    admin = office.by("dinkes")
    case = await submitted(ask, office, admin, channel="LETTER", receivedAt="2026-03-02T09:00:00+07:00")
    document = "query($id: ID!) { complaint(id: $id) { channel receivedAt enteredAt } }"
    seen = (await ask(office.admin, document, id=case.id))["complaint"]
    assert seen["channel"] == "LETTER"
    assert seen["receivedAt"] < seen["enteredAt"]
    late = await ask.refused(
        admin,
        _SUBMIT.replace("SubmitComplaintInput", "EnterComplaintInput").replace("submitComplaint", "enterComplaint"),
        input=given(office, channel="LETTER", receivedAt="2027-03-02T09:00:00+07:00"),
    )
    assert (late["code"], late["field"]) == ("BAD_USER_INPUT", "receivedAt")


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("title", "abc", "title"),
        ("body", "pendek", "body"),
        ("title", "x" * 151, "title"),
        ("pemda", "99", "pemda"),
        ("kind", "PENGADUAN_BERKADAR", "kind"),
        ("incidentOn", "2027-01-01", "incidentOn"),
        ("point", {"latitude": 52.0, "longitude": 13.0}, "point"),
        ("clientKey", "kurang", "clientKey"),
        ("externalId", "6340753", "externalId"),
    ],
)
async def test_bad_input_names_its_field(ask: Asking, office: Office, field: str, value: Any, named: str) -> None:
    if (field, value) == ("pemda", "99"):
        value = "9x"
    refusal = await ask.refused(VISITOR, _SUBMIT, input=given(office, **{field: value}))
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", named)
    assert refusal["messageId"]


async def test_the_identity_is_sealed_and_opens_only_with_a_reason_that_the_reporter_sees(
    ask: Asking, office: Office
) -> None:
    case = await (await submitted(ask, office, anonymous=True)).disposed("dinkes")
    document = "query($id: ID!) { complaint(id: $id) { reporter { name } } }"
    assert (await ask(office.by("dinkes"), document, id=case.id))["complaint"]["reporter"] is None
    refusal = await case.refused(office.by("dinkes"), "openIdentity", reason="Perlu menghubungi pelapor.")
    assert refusal["code"] == "FORBIDDEN"
    opened = await case.move(office.admin, "openIdentity", reason="Perlu klarifikasi alamat kejadian.")
    assert opened["identity"] == {"name": "Budi Pelapor", "phone": "0811-0000-1234"}
    document = (
        "query($id: ID!) { complaint(id: $id) { identityAccesses { reason title } timeline { nodes { move } } } }"
    )
    seen = (await ask(case.reporter, document, id=case.id))["complaint"]
    assert seen["identityAccesses"] == [
        {"reason": "Perlu klarifikasi alamat kejadian.", "title": office.by("root", Role.INSTANSI).position_title}
    ]
    assert "OPEN_IDENTITY" in [event["move"] for event in seen["timeline"]["nodes"]]


@pytest.mark.parametrize("channel", ["SMS_1708", "WHATSAPP", "EMAIL"])
async def test_what_a_program_passes_on_is_its_senders(ask: Asking, office: Office, channel: str) -> None:
    program = office.by("root", Role.INTEGRASI)
    document = "mutation($input: SubmitComplaintInput!) { submitComplaint(input: $input) { trackingCode secret } }"
    values = given(office, carriedBy=channel, reporter={"name": "Pengirim", "phone": "0811-0000-1234"})
    first, again = [(await ask(program, document, input=values))["submitComplaint"] for _ in range(2)]
    assert first == again
    assert len(first["secret"]) == 19
    seen = "query($code: String!) { complaintByCode(trackingCode: $code) { channel reporter { name } } }"
    assert (await ask(office.admin, seen, code=first["trackingCode"]))["complaintByCode"]["channel"] == channel
    assert (await ask(program, seen, code=first["trackingCode"]))["complaintByCode"] is None


@pytest.mark.parametrize("channel", ["WEB", "LETTER", "NEIGHBOUR_APP", "CALL_CENTER"])
async def test_a_program_passes_on_messages_only(ask: Asking, office: Office, channel: str) -> None:
    refusal = await ask.refused(office.by("root", Role.INTEGRASI), _SUBMIT, input=given(office, carriedBy=channel))
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "carriedBy")


async def test_nobody_else_passes_on_messages(ask: Asking, office: Office) -> None:
    for who in (VISITOR, citizen()):
        refusal = await ask.refused(who, _SUBMIT, input=given(office, carriedBy="SMS_1708"))
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "carriedBy")
    enter = _SUBMIT.replace("SubmitComplaintInput", "EnterComplaintInput").replace("submitC", "enterC")
    values = given(office, channel="LETTER", carriedBy="SMS_1708")
    refusal = await ask.refused(office.admin, enter, input=values)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "carriedBy")
