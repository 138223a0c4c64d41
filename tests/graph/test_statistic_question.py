"""Every bound of a question is kept before anything is asked."""

from typing import Any

import pytest

from tests.graph.statistics.conftest import ASK, YEAR
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("given", "field"),
    [({"region": "2"}, "region"), ({"region": "21.011"}, "region"), ({"by": ["KIND", "DAY", "PEMDA", "UNIT"]}, "by")],
)
async def test_beyond_a_bound(ask: Asking, office: Office, given: dict[str, Any], field: str) -> None:
    refusal = await ask.refused(office.admin, ASK, q={**YEAR, **given})
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


@pytest.mark.parametrize("given", [{"firstDay": "x"}, {"by": ["AGE"]}, {"kind": "X"}, {"more": 1}])
async def test_what_is_no_question(ask: Asking, office: Office, given: dict[str, Any]) -> None:
    refusal = await ask.refused(office.admin, ASK, q={**YEAR, **given})
    assert "message" in refusal
