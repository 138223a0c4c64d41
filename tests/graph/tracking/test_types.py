"""Whoever knows a code follows the way: status, clock, who decides, public steps; never words, names or inner steps."""

import pytest

from graph.schema import schema
from rules.complaint_states import LABELS, Status
from tests.casework import submitted
from tests.graph.travelling import traveller
from tests.offices import NOW, VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
TRACK = """query($code: String!) { trackComplaint(trackingCode: $code) { trackingCode status label clock dueAt
  receivedAt rulingRequired decider pemda { code } steps { move toStatus actorTitle at } } }"""


async def test_words_and_names_have_no_place_in_it() -> None:
    types = schema._schema.type_map
    assert set(types["Tracking"].fields) == {  # type: ignore[attr-defined]
        "status", "clock", "dueAt", "receivedAt", "rulingRequired", "trackingCode", "label", "pemda", "decider",
        "steps",
    }  # fmt: skip
    assert set(types["TrackedStep"].fields) == {"move", "toStatus", "actorTitle", "at"}  # type: ignore[attr-defined]


async def test_everybody_sees_the_same(ask: Asking, office: Office) -> None:
    case = await (await submitted(ask, office, anonymous=True)).disposed("dinkes")
    await case.move(office.by("dinkes"), "addNote", body="Catatan internal.")
    seen = [(await ask(who, TRACK, code=case.code))["trackComplaint"] for who in (VISITOR, citizen(), office.admin)]
    assert seen[0] == seen[1] == seen[2]
    assert [step["move"] for step in seen[0]["steps"]] == ["SUBMIT", "DISPOSE"]
    assert seen[0]["steps"][1]["actorTitle"] == office.admin.position_title
    assert (seen[0]["trackingCode"], seen[0]["receivedAt"]) == (case.code, NOW.isoformat())


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.DISPOSED, Status.ANSWERED])
async def test_the_label_is_the_portals(ask: Asking, office: Office, status: Status) -> None:
    case = await submitted(ask, office)
    if status is Status.DISPOSED:
        await case.disposed("dinkes")
    elif status is Status.ANSWERED:
        await case.answered("dinkes")
    found = (await ask(VISITOR, TRACK, code=case.code))["trackComplaint"]
    assert (found["status"], found["label"]) == (status.value, LABELS[status])
    assert (found["decider"] is None) is (status is Status.RECEIVED)
    assert found["dueAt"] is not None


async def test_a_code_follows_to_another_pemda(ask: Asking, office: Office) -> None:
    one = await traveller(ask, office)
    assert (await ask(VISITOR, TRACK, code=one.case.code))["trackComplaint"]["pemda"] == {"code": "00"}
    await one.sent()
    found = (await ask(VISITOR, TRACK, code=one.case.code))["trackComplaint"]
    assert found["pemda"] == {"code": office.pemda.code}
    assert [step["move"] for step in found["steps"]][-1] == "TRANSFER"
