"""A pemda that is not connected says so."""

import pytest

from tests.offices import VISITOR, Asking, Office

pytestmark = pytest.mark.anyio
ONE = "query($code: String!) { pemda(code: $code) { enrolled enrolledAt timeZone brand units { nodes { id } } } }"


async def test_connected_or_not(ask: Asking, office: Office) -> None:
    there = (await ask(VISITOR, ONE, code=office.pemda.code))["pemda"]
    assert (there["enrolled"], there["brand"]) == (True, "")
    assert there["timeZone"].startswith("Asia/")
    not_yet = (await ask(VISITOR, ONE, code="11.01"))["pemda"]
    assert not_yet == {"enrolled": False, "enrolledAt": None, "timeZone": None, "brand": None, "units": None}
