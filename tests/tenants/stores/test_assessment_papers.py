"""Contests pile up, a priority sheet is replaced whole, signed minutes stand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from graph.fresh import fresh_id
from rules.errors import CONFLICT, Refusal
from tenants.assessment_rows import ContestRow, MinutesRow
from tenants.database import Pool
from tenants.session import Sessions
from tenants.stores import assessment_papers
from tests.tenancy import NewTenant
from tests.tenants.stores.test_assessments import NOW, added, row

pytestmark = pytest.mark.anyio


async def test_papers(pool: Pool, new_tenant: NewTenant) -> None:
    home = new_tenant()
    sessions = Sessions(pool, home.reach)
    made = await added(sessions, row(home.id))
    key = (home.id, made.id)
    first = ContestRow(home.id, fresh_id(NOW), made.id, 60, 26, "Alasan", "Bukti", "", "Admin", NOW)
    second = replace(first, id=fresh_id(NOW), received=61, at=NOW + timedelta(days=1))
    minutes = MinutesRow(home.id, made.id, date(2021, 10, 13), "Rapat", "Lancar", [{"name": "A"}], "Admin", NOW, "", "",
                         None)  # fmt: skip
    async with sessions.write((home.id,)) as tx:
        assessment_papers.contest(tx, first)
        assessment_papers.contest(tx, second)
        assessment_papers.set_priorities(tx, key, [("SDM", 2, "x"), ("DATA", 1, "y")], "Admin", NOW)
        assessment_papers.set_priorities(tx, key, [("SDM", 1, "z")], "Admin", NOW)
        assessment_papers.write_minutes(tx, replace(minutes, place="Aula"))
        assessment_papers.write_minutes(tx, minutes)
    assert await assessment_papers.contests(sessions, [key]) == [[second, first]]
    ((line,),) = await assessment_papers.priorities(sessions, [key])
    assert (line.category, line.place, line.reasons) == ("SDM", 1, "z")
    assert await assessment_papers.minutes(sessions, [key]) == [minutes]
    async with sessions.write((home.id,)) as tx:
        assessment_papers.sign_minutes(tx, key, (None, "Ani", "Kepala"), NOW)
    with pytest.raises(Refusal) as written:
        async with sessions.write((home.id,)) as tx:
            assessment_papers.write_minutes(tx, replace(minutes, place="Lain"))
    with pytest.raises(Refusal) as signed:
        async with sessions.write((home.id,)) as tx:
            assessment_papers.sign_minutes(tx, key, (None, "Budi", "Kepala"), NOW)
    assert (written.value.code, signed.value.code) == (CONFLICT, CONFLICT)
    assert await assessment_papers.minutes(sessions, [key]) == [
        replace(minutes, signed_name="Ani", signed_title="Kepala", signed_at=NOW)
    ]
