"""A campaign is held while it is changed, found by its pemda alone, and frozen once."""

import asyncio
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from graph.fresh import fresh_id
from rules.assessments import AssessmentStatus
from rules.errors import CONFLICT, NOT_FOUND, Refusal
from rules.identifiers import Reach
from rules.pages import PageRequest
from tenants.assessment_rows import AssessmentRow
from tenants.database import Pool
from tenants.session import Sessions
from tenants.stores import assessments
from tenants.stores.complaints import EVERYTHING
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
FROZEN = {"units": [], "received": 0, "resolved": 0, "coverage": []}
NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)


def row(tenant: int, year: int = 2021) -> AssessmentRow:
    return AssessmentRow(
        tenant, fresh_id(NOW), year, 1, date(year, 1, 1), date(year, 12, 31), AssessmentStatus.DRAFT, UUID(int=1),
        "Admin", NOW, "", None, None,
    )  # fmt: skip


async def added(sessions: Sessions, made: AssessmentRow) -> AssessmentRow:
    async with sessions.write((made.tenant_id,)) as tx:
        assessments.add(tx, made)
    return made


async def test_it_is_found_in_its_pemda_alone(pool: Pool, new_tenant: NewTenant) -> None:
    home, other = new_tenant(), new_tenant()
    sessions = Sessions(pool, home.reach)
    made = await added(sessions, row(home.id))
    assert await assessments.by_id(sessions, [(home.id, made.id)]) == [made]
    assert await assessments.by_id(Sessions(pool, other.reach), [(home.id, made.id)]) == [None]
    async with sessions.write((home.id,)) as tx:
        assert await assessments.locked(tx, home.id, made.id) == made
        with pytest.raises(Refusal) as refused:
            await assessments.shared(tx, other.id, made.id)
    assert refused.value.code == NOT_FOUND


async def test_one_for_each_year_whoever_is_first(pool: Pool, new_tenant: NewTenant) -> None:
    home = new_tenant()
    sessions = Sessions(pool, home.reach)
    found = await asyncio.gather(*(added(sessions, row(home.id)) for _ in range(3)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["AssessmentRow", "Refusal", "Refusal"]
    assert {one.code for one in found if isinstance(one, Refusal)} == {CONFLICT}


async def test_pages_go_by_year_and_pemda(pool: Pool, new_tenant: NewTenant) -> None:
    home = new_tenant()
    beside = new_tenant(beside=home)
    wide = Sessions(pool, Reach(home.id, beside.id))
    made = [await added(wide, row(tenant, year)) for tenant in (home.id, beside.id) for year in (2021, 2022)]
    order = [made[1], made[3], made[0], made[2]]
    seen: list[AssessmentRow] = []
    after = None
    while True:
        request = PageRequest(assessments.NEWEST, 3, after)
        page = await assessments.page(wide, wide.reach, request, EVERYTHING)
        seen += page.rows
        if not page.has_next:
            break
        after = assessments.NEWEST.position(page.rows[-1])
    assert seen == order
    (only,) = (await assessments.page(wide, home.reach, PageRequest(assessments.NEWEST, 9), EVERYTHING, year=2022)).rows
    assert only == made[1]


async def test_it_is_frozen_once(pool: Pool, new_tenant: NewTenant) -> None:
    home = new_tenant()
    sessions = Sessions(pool, home.reach)
    made = await added(sessions, row(home.id))
    async with sessions.write((home.id,)) as tx:
        assessments.finalise(tx, made, AssessmentStatus.FINALISED, FROZEN, ("Admin", NOW))
    with pytest.raises(Refusal) as refused:
        async with sessions.write((home.id,)) as tx:
            assessments.finalise(tx, made, AssessmentStatus.FINALISED, FROZEN | {"received": 1}, ("Admin", NOW))
    assert refused.value.code == CONFLICT
    (found,) = await assessments.by_id(sessions, [(home.id, made.id)])
    assert found is not None
    assert (found.status, found.frozen, found.finalised_at) == (AssessmentStatus.FINALISED, FROZEN, NOW)
