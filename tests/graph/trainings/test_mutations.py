"""A training is recorded for whoever manages complaints, by unit or instansi, and stands beside the questions."""

from typing import Any

import pytest

from policies.principal import Principal
from rules.roles import Role
from tests.assessments import opened
from tests.graph.changing import document, key, position_id
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
GIVEN = {"topic": "TECHNICAL", "title": "Bimtek SP4N-LAPOR!", "heldOn": "2025-06-01", "certificate": "800/12/2025"}
LIST = "query($p: String, $t: TrainingTopic) { trainings(pemda: $p, topic: $t) { nodes { id personName topic } } }"


async def appointment(ask: Asking, office: Office, who: Principal) -> str:
    asked = "query($id: ID) { appointments(position: $id) { nodes { id } } }"
    found = await ask(office.admin, asked, id=position_id(who))
    return str(found["appointments"]["nodes"][0]["id"])


async def record(ask: Asking, by: Principal, appointment: str, **changed: Any) -> Any:
    values = {"clientKey": key(), "appointment": appointment, **GIVEN, **changed}
    shown = "{ id personName positionTitle topic certificate recordedTitle position { title } }"
    return (await ask(by, document("recordTraining", shown), input=values))["recordTraining"]


async def refused(ask: Asking, by: Principal, appointment: str, **changed: Any) -> dict[str, Any]:
    values = {"clientKey": key(), "appointment": appointment, **GIVEN, **changed}
    return await ask.refused(by, document("recordTraining"), input=values)


async def test_it_is_kept_and_feeds_question_and_indicator(ask: Asking, office: Office) -> None:
    staff = office.by("dinkes", Role.STAF)
    held = await appointment(ask, office, staff)
    made = await record(ask, office.by("dinkes"), held)
    assert (made["personName"], made["positionTitle"], made["topic"]) == (staff.name, staff.position_title, "TECHNICAL")
    await record(ask, office.admin, held, heldOn="2025-07-01")
    campaign = await opened(ask, office)
    seen = await campaign.seen_by(office.by("dinkes"))
    items = seen["sheets"][0]["items"]
    # dinkes and the puskesmas below it: two liaison officers and one staff member, one of them trained
    assert items[8]["training"] == {"topic": "TECHNICAL", "trained": 1, "personnel": 3}
    assert items[9]["training"] == {"topic": "PROCESS", "trained": 0, "personnel": 3}
    assert items[0]["training"] is None
    whole = (await campaign.seen_by(office.admin))["result"]["training"]
    assert [(one["topic"], one["trained"], one["personnel"]) for one in whole] == [
        ("TECHNICAL", 1, 8), ("PROCESS", 0, 8), ("PUBLIC_COMMUNICATION", 0, 8), (None, 1, 8),
    ]  # fmt: skip
    assert whole[0]["share"] == {"shown": "12.50"}
    asked = "{ trainingCoverage { topic trained personnel share { shown } } }"
    assert (await ask(office.admin, asked))["trainingCoverage"] == whole


async def test_what_is_no_training(ask: Asking, office: Office) -> None:
    held = await appointment(ask, office, office.by("dinkes"))
    leader = await appointment(ask, office, office.by("root", Role.PIMPINAN))
    for appointed, changed, field in (
        (held, {"heldOn": "2026-03-05"}, "heldOn"),
        (held, {"heldOn": "2012-01-01"}, "heldOn"),
        (held, {"certificate": "x"}, "certificate"),
        (leader, {}, "appointment"),
    ):
        refusal = await refused(ask, office.admin, appointed, **changed)
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)
    assert (await ask(office.admin, LIST))["trainings"]["nodes"] == []


async def test_who_may_not_record(ask: Asking, office: Office, sibling: Office) -> None:
    held = await appointment(ask, office, office.by("dinkes"))
    for who, code in (
        (office.by("perkim"), "NOT_FOUND"),
        (sibling.admin, "NOT_FOUND"),
        (office.by("dinkes", Role.STAF), "FORBIDDEN"),
        (office.by("root", Role.PIMPINAN), "FORBIDDEN"),
        (citizen(), "FORBIDDEN"),
        (VISITOR, "UNAUTHENTICATED"),
    ):
        assert (await refused(ask, who, held))["code"] == code, who
    assert (await ask(office.admin, LIST))["trainings"]["nodes"] == []
