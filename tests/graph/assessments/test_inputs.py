"""Every bound that an input of this subject declares is kept before anything else happens, and named."""

from uuid import UUID

import pytest

from graph.assessments import inputs
from graph.nodes import node_id
from tests.assessments import MINUTES, priorities
from tests.graph.bounds import Beyond, beyond, inputs_of, refusal_of

pytestmark = pytest.mark.anyio
REQUESTS = [one for one in beyond(inputs) if one.field not in {"priorities", "attendance"}]  # lists of objects: below


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
async def test_beyond_a_bound(request_: Beyond) -> None:
    refusal = await refusal_of(request_)
    assert refusal["code"] == "BAD_USER_INPUT"
    assert refusal["field"].replace(".0", "") == request_.field.replace(".0", "")


def test_every_input_has_a_bound_of_its_own() -> None:
    asked = {request.input for request in REQUESTS}
    nested = {"AssessmentAnswerInput", "AssessmentPriorityInput", "AttendeeInput"}
    assert asked >= set(inputs_of(inputs)) - nested


async def test_too_many_lines() -> None:
    step = {"clientKey": "x" * 8, "assessment": node_id("Assessment", 2101, UUID(int=1))}
    for mutation, values, field in (
        ("setPriorities", {"priorities": priorities() * 5}, "priorities"),
        ("writeMinutes", {**MINUTES, "attendance": MINUTES["attendance"] * 151}, "attendance"),
    ):
        kind = f"{mutation[0].upper()}{mutation[1:]}Input"
        refusal = await refusal_of(Beyond(mutation, kind, field, {**step, **values}))
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)
