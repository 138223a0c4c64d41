"""What is said to publish statistics is bounded."""

import pytest

from tests.graph.changing import national
from tests.graph.releases.conftest import Press

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"period": "26"}, "period"),
        ({"period": "2026-100"}, "period"),
        ({"period": "2000-01", "note": "x" * 501}, "note"),
    ],
)
async def test_texts_have_their_length(press: Press, given: dict[str, str], field: str) -> None:
    refusal = await press.refused(national(), **given)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)
