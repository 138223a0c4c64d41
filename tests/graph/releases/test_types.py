"""The regions of a release in a list are read together, once for the whole list."""

import pytest

from tests.graph.releases.conftest import Press
from tests.offices import VISITOR, Asking
from tests.tenants.stores.releasing import Counting

pytestmark = pytest.mark.anyio
LIST = """{ releases(first: 3) { nodes { period asOf madeAt regions(level: NATION) { nodes {
  code name level received answered closed objected inTime late onTime openTens } } } } }"""


async def test_a_list_carries_its_regions(press: Press, ask: Asking, counts: Counting) -> None:
    month = counts.counted(12, {counts.first[0]: 80})
    made = await press(month, "{ madeAt asOf regions(level: NATION) { nodes { code received onTime } } }")
    (nation,) = made["regions"]["nodes"]
    assert (nation["code"], nation["received"]) == ("ID", 180)
    assert nation["onTime"] == [100.0, 97.91, 100.0]
    assert made["madeAt"] == made["asOf"]
    listed = (await ask(VISITOR, LIST))["releases"]["nodes"]
    assert all([node["code"] for node in one["regions"]["nodes"]] == ["ID"] for one in listed)
