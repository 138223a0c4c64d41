"""Vacancies: listed over a reach, raised and filled."""

from uuid import uuid4

import pytest

from rules.identifiers import Reach, reach_of
from rules.pages import PageRequest
from tenants.people_rows import UnitRow, VacancyRow
from tenants.session import Sessions
from tenants.stores import vacancies
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio


async def noted(organisation: Organisation, unit: UnitRow, raised: UnitRow | None) -> VacancyRow:
    row = VacancyRow(
        organisation.tenant, uuid4(), unit.id, unit.path, raised.id if raised else None,
        raised.path if raised else None, NOW, None,
    )  # fmt: skip
    async with organisation.sessions.write() as tx:
        vacancies.add(tx, row)
    return row


async def test_a_province_sees_its_regencies_and_what_nobody_answers_for(
    organisation: Organisation, sibling: Organisation
) -> None:
    root = await organisation.root()
    answered = await noted(organisation, await organisation.unit(), root)
    unanswered = await noted(sibling, await sibling.root(), None)
    reach = reach_of(organisation.tenant // 100 * 100)
    province = Sessions(organisation.pool, reach)
    page = await vacancies.page(province, reach, PageRequest(vacancies.BY_UNIT_PATH, 100))
    assert [row for row in page.rows if row.id in (answered.id, unanswered.id)] == [answered, unanswered]
    page = await vacancies.page(province, reach, PageRequest(vacancies.BY_UNIT_PATH, 100), unanswered=True)
    assert answered not in page.rows
    assert unanswered in page.rows
    page = await vacancies.page(sibling.sessions, reach, PageRequest(vacancies.BY_UNIT_PATH, 100))
    assert page.rows == [unanswered]
    own = Reach(organisation.tenant, organisation.tenant)
    after = vacancies.BY_UNIT_PATH.position(answered)
    page = await vacancies.page(province, own, PageRequest(vacancies.BY_UNIT_PATH, 100, after))
    assert page.rows == []


async def test_a_vacancy_is_raised_and_filled(organisation: Organisation) -> None:
    root, unit = await organisation.root(), await organisation.unit()
    row = await noted(organisation, unit, None)
    async with organisation.sessions.write() as tx:
        assert await vacancies.still_open(tx, organisation.tenant) == [row]
        vacancies.raise_to(tx, row, root.id, root.path)
    (found,) = await vacancies.by_id(organisation.sessions, [(organisation.tenant, row.id)])
    assert found is not None
    assert (found.raised_to_unit_id, found.raised_to_path) == (root.id, root.path)
    async with organisation.sessions.write() as tx:
        vacancies.fill(tx, row, NOW)
        assert await vacancies.still_open(tx, organisation.tenant) == []
