"""Which pemda are rebuilt: one that is named, or all; in this process or in several."""

import asyncio

import pytest

from gateway.statistics_counting.rebuilding import rebuilt, timetables_of, wanted
from rules.errors import Refusal
from tenants.database import Database, Pool
from tests.casework import submitted
from tests.counting import Books
from tests.offices import Asking, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


async def test_who_is_meant(database: Database, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    assert await wanted(database, pemda.code) == [pemda.id]
    everybody = await wanted(database)
    assert {0, pemda.id} <= set(everybody)
    for code in ("10.99", "x"):
        with pytest.raises(Refusal) as refused:
            await wanted(database, code)
        assert (refused.value.code, refused.value.field) == ("BAD_USER_INPUT", "pemda")


async def test_each_by_its_own_timetable(database: Database, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    found = await timetables_of(database, [0, pemda.id])
    assert list(found) == [0, pemda.id]
    assert str(found[0].zone) == "Asia/Jakarta"


async def made(pool: Pool, database: Database, new_tenant: NewTenant) -> list[Books]:
    books = []
    for _ in range(2):
        office = open_office(database, new_tenant())
        books.append(Books(Asking(pool), database, office.tenant))
        await submitted(books[-1].ask, office)
    return books


class TestRebuilding:
    @pytest.fixture
    async def books(self, pool: Pool, database: Database, new_tenant: NewTenant) -> list[Books]:
        return await made(pool, database, new_tenant)

    @pytest.mark.parametrize("jobs", [1, 2])
    async def test_in_processes(self, books: list[Books], database: Database, jobs: int) -> None:

        pemda = [one.tenant for one in books]
        assert await asyncio.to_thread(lambda: list(rebuilt(database, pemda, jobs))) == [(at, 1) for at in pemda]
        for one in books:
            assert one.waiting() == []
            assert (await one.recounted()).agrees
            assert one.sums() == one.added_up()
