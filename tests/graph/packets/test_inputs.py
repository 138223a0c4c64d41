"""What is said to make a packet, and to record a decision, is bounded."""

from typing import Any

import pytest

from tests.casework import key, submitted
from tests.graph.packets.issuing import MAKE, OMBUDSMAN, SISTEM, Issuing
from tests.offices import Office

pytestmark = pytest.mark.anyio
DECIDE = "mutation($input: RecordOmbudsmanDecisionInput!) { recordOmbudsmanDecision(input: $input) { id } }"


@pytest.mark.parametrize("event", [0, -1, 1_000_001])
async def test_an_event_has_a_number(ask: Issuing, office: Office, event: int) -> None:
    case = await submitted(ask, office)
    given = {"clientKey": key(), "complaint": case.id, "event": event}
    refusal = await ask.refused(SISTEM, MAKE, input=given)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "event")


@pytest.mark.parametrize(
    ("field", "value"), [("number", "1"), ("number", "1" * 101), ("text", "Ya"), ("text", "x" * 2_001)]
)
async def test_a_decision_has_a_number_and_words(ask: Issuing, office: Office, field: str, value: Any) -> None:
    case = await submitted(ask, office)
    given = {
        "clientKey": key(), "complaint": case.id, "version": 1, "finding": "CLOSED", "number": "1/2026",
        "decidedOn": "2026-03-01", "text": "Ditutup.", field: value,
    }  # fmt: skip
    refusal = await ask.refused(OMBUDSMAN, DECIDE, input=given)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)
