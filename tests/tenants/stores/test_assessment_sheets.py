"""Sheets hold one answer for each question; units of other pemda, or that ended, get none."""

from datetime import timedelta

import pytest

from graph.fresh import fresh_id
from rules.assessments import SheetStatus
from rules.errors import BAD_USER_INPUT, NOT_FOUND, Refusal
from tenants.assessment_rows import AnswerRow
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import assessment_sheets, assessments
from tests.offices import NOW, Office, open_office
from tests.tenancy import NewTenant
from tests.tenants.stores.test_assessments import added, row

pytestmark = pytest.mark.anyio


async def test_answers_are_replaced_and_kept_in_order(pool: Pool, office: Office) -> None:
    sessions = Sessions(pool, office.pemda.reach)
    made = await added(sessions, row(office.tenant))
    who, id_ = office.admin.account, fresh_id(NOW)
    assert who is not None
    async with sessions.write((office.tenant,)) as tx:
        await assessment_sheets.add(tx, (office.tenant, made.id), [(id_, office.ids["dinkes"])], NOW)
        sheet = await assessment_sheets.locked(tx, office.tenant, id_)
        assessment_sheets.answer(tx, sheet, [AnswerRow(2, 4, "SK", "", who), AnswerRow(1, 1, "", "", who)], who, NOW)
        assessment_sheets.answer(tx, sheet, [AnswerRow(1, 3, "", "", who)], who, NOW + timedelta(days=1))
        assessment_sheets.answered(tx, sheet, SheetStatus.STARTED, "Staf", NOW)
        found = await assessment_sheets.locked(tx, office.tenant, id_)
    assert (found.status, found.unit_path, found.values) == (SheetStatus.STARTED, office.paths["dinkes"], {1: 3, 2: 4})
    assert found.answerers == {who}
    assert await assessment_sheets.of_assessments(sessions, [(office.tenant, made.id)]) == [[found]]


async def test_whose_units(pool: Pool, office: Office, database: Database, new_tenant: NewTenant) -> None:
    other = open_office(database, new_tenant())
    sessions = Sessions(pool, office.pemda.reach)
    made = await added(sessions, row(office.tenant))
    for unit, on in ((other.ids["dinkes"], NOW), (office.ids["dinkes"], NOW.replace(year=2019))):
        with pytest.raises(Refusal) as refused:
            async with sessions.write((office.tenant,)) as tx:
                await assessment_sheets.add(tx, (office.tenant, made.id), [(fresh_id(NOW), unit)], on)
        assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "units")
    assert await assessment_sheets.of_assessments(sessions, [(office.tenant, made.id)]) == [[]]


async def test_a_stranger_finds_none(pool: Pool, office: Office, database: Database, new_tenant: NewTenant) -> None:
    other = open_office(database, new_tenant())
    sessions, id_ = Sessions(pool, office.pemda.reach), fresh_id(NOW)
    made = await added(sessions, row(office.tenant))
    async with sessions.write((office.tenant,)) as tx:
        await assessment_sheets.add(tx, (office.tenant, made.id), [(id_, office.ids["dinkes"])], NOW)
    strange = Sessions(pool, other.pemda.reach)
    assert await assessment_sheets.by_id(strange, [(office.tenant, id_)]) == [None]
    assert await assessments.by_id(strange, [(office.tenant, made.id)]) == [None]
    with pytest.raises(Refusal) as refused:
        async with strange.write((other.tenant,)) as tx:
            await assessment_sheets.locked(tx, office.tenant, id_)
    assert refused.value.code == NOT_FOUND
