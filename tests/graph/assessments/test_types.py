"""A list of assessments costs the same number of statements however long it is; drill-downs are rationed."""

import pytest

from tenants.session import on_statement
from tests.assessments import SEEN, checked, opened
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio
LIST = """{ assessments { nodes { year result { categories { place } units { unitName } }
  sheets { id items { value } } } } }"""


async def statements(ask: Asking, office: Office) -> int:
    seen: list[str] = []
    with on_statement(lambda sql, _: seen.append(sql)):
        await ask(office.admin, LIST)
    return len(seen)


async def test_statements_do_not_grow_with_the_rows(ask: Asking, office: Office) -> None:
    await checked(ask, office)
    one = await statements(ask, office)
    for year in (2019, 2020, 2022):
        await opened(ask, office, year=year, firstDay=f"{year}-01-01", lastDay=f"{year}-12-31")
    assert await statements(ask, office) == one


async def test_drilling_down_is_rationed(ask: Asking, office: Office) -> None:
    campaign = await opened(ask, office)
    behind = " ".join(f"c{number}: complaints {{ nodes {{ id }} }}" for number in range(4))
    asked = "query($id: ID!) { node(id: $id) { ... on Assessment { generalInformation { " + behind + " } } } }"
    assert (await ask.refused(office.admin, asked, id=campaign.id))["code"] == "OPERATION_TOO_COMPLEX"
    assert "generalInformation" in SEEN
