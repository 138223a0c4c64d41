"""Anybody with a code follows the way; nobody reads the words, and secret ones are not there."""

import pytest

from tests.casework import submitted
from tests.offices import VISITOR, Asking, Office

pytestmark = pytest.mark.anyio
_TRACK = """query($code: String!) { trackComplaint(trackingCode: $code) {
  trackingCode label status decider rulingRequired dueAt pemda { code } steps { move toStatus actorTitle } } }"""


async def test_a_code_shows_the_way_and_who_decides(ask: Asking, office: Office) -> None:
    case = await (await submitted(ask, office)).disposed("dinkes")
    found = (await ask(VISITOR, _TRACK, code=case.code.lower()))["trackComplaint"]
    assert (found["label"], found["decider"]) == (
        "Terdisposisi, belum ditindaklanjuti",
        f"dinkes {office.pemda.name}",
    )
    assert found["pemda"]["code"] == office.pemda.code
    assert [step["move"] for step in found["steps"]] == ["SUBMIT", "DISPOSE"]


async def test_a_secret_one_is_not_there(ask: Asking, office: Office) -> None:
    case = await submitted(ask, office, secret=True)
    assert (await ask(VISITOR, _TRACK, code=case.code))["trackComplaint"] is None
    assert (await ask(VISITOR, _TRACK, code="0000-0000-0000"))["trackComplaint"] is None


async def test_what_is_no_code_is_refused(ask: Asking) -> None:
    refusal = await ask.refused(VISITOR, _TRACK, code="bukan kode")
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "trackingCode")
