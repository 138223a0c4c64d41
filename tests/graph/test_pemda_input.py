"""A pemda is named by its kode wilayah, and by nothing longer or shorter."""

import pytest

from tests.graph.test_moves_table import SISTEM
from tests.offices import Asking

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("code", ["", "2", "21.011", "21.01.01"])
async def test_what_is_no_code(ask: Asking, code: str) -> None:
    document = "mutation($input: OfPemdaInput!) { tellPeople(input: $input) { count } }"
    refusal = await ask.refused(SISTEM, document, input={"pemda": code})
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "pemda")
