"""Every bound that an input of this subject declares is kept before anything else happens, and named."""

from uuid import UUID

import pytest

from graph.assessment_sheets import inputs
from graph.nodes import node_id
from tests.graph.bounds import Beyond, beyond, inputs_of, refusal_of

pytestmark = pytest.mark.anyio
REQUESTS = [one for one in beyond(inputs) if one.field != "answers"]  # lists of objects: below


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
async def test_beyond_a_bound(request_: Beyond) -> None:
    refusal = await refusal_of(request_)
    assert (refusal["code"], refusal["field"].replace(".0.", ".")) == ("BAD_USER_INPUT", request_.field)


def test_every_input_has_a_bound_of_its_own() -> None:
    asked = {request.input for request in REQUESTS}
    nested = {"AssessmentAnswerInput", "AssessmentPriorityInput", "AttendeeInput"}
    assert asked >= set(inputs_of(inputs)) - nested


async def test_too_many_answers() -> None:
    sheet = node_id("AssessmentSheet", 2101, UUID(int=1))
    values = {"clientKey": "x" * 8, "sheet": sheet, "answers": [{"question": 1, "value": 1}] * 101}
    refusal = await refusal_of(Beyond("answerAssessment", "AnswerAssessmentInput", "answers", values))
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "answers")
