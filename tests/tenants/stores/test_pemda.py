"""The registry as people read it."""

import pytest

from rules.identifiers import Reach, reach_of
from rules.pages import PageRequest
from tenants.stores import pemda
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio
NATION = Reach(0, 9999)


async def codes(organisation: Organisation, within: Reach = NATION, first: int = 100, **more: object) -> list[str]:
    request = PageRequest(pemda.BY_CODE, first, more.pop("after", None))  # type: ignore[arg-type]
    page = await pemda.page(organisation.outside, within, request, on=NOW.date(), **more)  # type: ignore[arg-type]
    return [row.code for row in page.rows]


async def test_the_nation_is_followed_by_provinces_and_their_regencies(organisation: Organisation) -> None:
    assert (await codes(organisation, levels=["provinsi", "nasional"]))[:3] == ["00", "11", "12"]
    assert (await codes(organisation, reach_of(2100)))[:3] == ["21", "21.01", "21.02"]
    assert await codes(organisation, reach_of(2100), first=2, after=("21.01",)) == ["21.02", "21.03"]


async def test_jakartas_administrative_areas_are_no_pemda(organisation: Organisation) -> None:
    assert await codes(organisation, reach_of(3100)) == ["31"]


async def test_they_are_found_by_name_code_and_whether_they_are_enrolled(organisation: Organisation) -> None:
    assert await codes(organisation, words="BINTAN") == ["21.01", "95.02"]  # and Pegunungan Bintang
    assert await codes(organisation, words="21.01") == ["21.01"]
    (own,) = await pemda.by_tenant(organisation.outside, [organisation.tenant])
    assert own is not None
    within = Reach(organisation.tenant, organisation.tenant)
    assert await codes(organisation, within, enrolled=True) == [own.code]
    assert await codes(organisation, within, enrolled=False) == []
    assert "21.01" in await codes(organisation, reach_of(2100), enrolled=False)


async def test_one_is_read_by_its_number(organisation: Organisation) -> None:
    found, missing = await pemda.by_tenant(organisation.outside, [2101, 1001])
    assert found is not None
    assert (found.name, found.level, found.parent_code) == ("Kabupaten Bintan", "kabupaten", "21")
    assert missing is None
    assert await pemda.is_enrolled(organisation.outside, organisation.tenant)
    assert not await pemda.is_enrolled(organisation.outside, 1001)
