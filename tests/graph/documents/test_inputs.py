"""Everything that is sent about documents has bounds."""

from typing import Any

import pytest

from tests.casework import key
from tests.graph.changing import document
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "given",
    [{"office": "x"}, {"office": "x" * 151}, {"address": "x" * 301}, {"place": "x" * 81}, {"signerName": "a\x07"}],
)
async def test_letterheads_have_bounds(ask: Asking, office: Office, given: dict[str, Any]) -> None:
    values = {"clientKey": key(), "office": "Dinas", **given}
    refusal = await ask.refused(office.admin, document("setLetterhead", "{ office }"), input=values)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", next(iter(given)))
