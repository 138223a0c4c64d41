"""Every bound that an input of this subject declares is kept before anything else happens, and named."""

import pytest

from graph.trainings import inputs
from tests.graph.bounds import Beyond, beyond, inputs_of, refusal_of

pytestmark = pytest.mark.anyio
REQUESTS = beyond(inputs)


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
async def test_beyond_a_bound(request_: Beyond) -> None:
    refusal = await refusal_of(request_)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", request_.field)


def test_every_input_has_a_bound_of_its_own() -> None:
    assert {request.input for request in REQUESTS} >= set(inputs_of(inputs))
