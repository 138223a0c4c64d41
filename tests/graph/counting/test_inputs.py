"""What the system may say of a queue: whose, and after which complaint."""

import pytest

from tests.graph.test_moves_table import SISTEM
from tests.offices import Asking

pytestmark = pytest.mark.anyio
COUNT = "mutation($input: CountChangesInput!) { countChanges(input: $input) { count } }"


@pytest.mark.parametrize("code", ["", "2", "21.011", "21.01.01"])
async def test_what_is_no_code(ask: Asking, code: str) -> None:
    refusal = await ask.refused(SISTEM, COUNT, input={"pemda": code})
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "pemda")
