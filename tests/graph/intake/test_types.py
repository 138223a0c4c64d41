"""A receipt: the code to show, the secret to keep, and the complaint as its reporter sees it from then on."""

import pytest

from policies.principal import Principal
from rules.roles import Role
from rules.tracking_codes import parse_code, parse_secret, receipt_secret
from tests.casework import BODY, TITLE, key, submitted
from tests.offices import RECEIPT_KEY, VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
SUBMIT = """mutation($input: SubmitComplaintInput!) { submitComplaint(input: $input) {
  trackingCode secret complaint { body trackingCode viewerCan reporter { name } timeline { nodes { move } } } } }"""


async def test_a_visitor_gets_a_secret_and_sees_the_complaint_as_its_reporter(ask: Asking, office: Office) -> None:
    given = {"clientKey": key(), "kind": "ASPIRASI", "title": TITLE, "body": BODY, "pemda": office.pemda.code}
    given["reporter"] = {"name": "Budi Pelapor"}  # type: ignore[assignment]
    receipt = (await ask(VISITOR, SUBMIT, input=given))["submitComplaint"]
    code = parse_code(receipt["trackingCode"])
    assert receipt["trackingCode"] == f"{code[:4]}-{code[4:8]}-{code[8:]}"
    assert parse_secret(receipt["secret"]) == receipt_secret(RECEIPT_KEY, code)
    complaint = receipt["complaint"]
    assert (complaint["trackingCode"], complaint["body"]) == (receipt["trackingCode"], BODY)
    assert complaint["reporter"] == {"name": "Budi Pelapor"}
    assert [event["move"] for event in complaint["timeline"]["nodes"]] == ["SUBMIT"]
    assert complaint["viewerCan"]


@pytest.mark.parametrize("who", ["citizen", "neighbour"])
async def test_with_an_account_there_is_no_secret(ask: Asking, office: Office, who: str) -> None:
    reporter = citizen() if who == "citizen" else Principal(Role.INTEGRASI, account=citizen().account, name="Aplikasi")
    case = await submitted(ask, office, reporter)
    assert case.secret is None
    assert (await case.seen_by(reporter))["body"] == BODY


async def test_an_office_hands_the_receipt_on_and_stays_an_office(ask: Asking, office: Office) -> None:
    case = await submitted(ask, office, office.admin, channel="LETTER")
    assert case.secret is not None
    assert parse_secret(case.secret) == receipt_secret(RECEIPT_KEY, parse_code(case.code))
    assert "VERIFY" in (await case.now())["viewerCan"]
