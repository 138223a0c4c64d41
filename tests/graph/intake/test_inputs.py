"""Every bound that an input of this subject declares is kept before anything else happens, and named."""

import pytest

from graph.intake import inputs
from tests.casework import BODY, TITLE, key
from tests.graph.bounds import Beyond, beyond, inputs_of, refusal_of
from tests.offices import VISITOR, Asking

pytestmark = pytest.mark.anyio
REQUESTS = beyond(inputs)
SUBMIT = "mutation($input: SubmitComplaintInput!) { submitComplaint(input: $input) { trackingCode } }"


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
async def test_beyond_a_bound(request_: Beyond) -> None:
    refusal = await refusal_of(request_)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", request_.field)


def test_every_input_has_a_bound() -> None:
    assert {request.input for request in REQUESTS} == set(inputs_of(inputs)) - {"ReporterInput", "PointInput"}
    assert {f"reporter.{name}" for name in ("name", "phone", "email", "nik", "address")} <= {
        request.field for request in REQUESTS
    }


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"point": {"latitude": -11.6, "longitude": 104.5}}, "point"),
        ({"point": {"latitude": 1.1, "longitude": 141.6}}, "point"),
        ({"incidentOn": "2026-03-05"}, "incidentOn"),
        ({"kind": "PENGADUAN_BERKADAR"}, "kind"),
        ({"pemda": "9999"}, "pemda"),
        ({"topic": "bukan id"}, "topic"),
        ({"attachments": ["bukan id"]}, "attachments"),
    ],
)
async def test_what_no_bound_can_say(ask: Asking, given: dict[str, object], field: str) -> None:
    values = {"clientKey": key(), "kind": "ASPIRASI", "title": TITLE, "body": BODY, **given}
    refusal = await ask.refused(VISITOR, SUBMIT, input=values)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)
