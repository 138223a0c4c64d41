"""Sums grow and shrink by what is told; what comes back to zero is NULL again."""

from datetime import date

import pytest

from rules.identifiers import Reach
from rules.measures import COLUMNS, NUMBER
from rules.rollups import Sums
from rules.tallies import Entry, Tally
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import rollups
from tests.counting import Books
from tests.offices import Asking
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
_DAY = date(2026, 2, 17)


def some(amount: int, column: str = "received") -> Sums:
    sums = Sums()
    sums.add(Tally(1, "ASPIRASI", "WEB", "NORMAL", None, "", (Entry(_DAY, NUMBER[column], amount),)))
    return sums


async def test_adding_and_taking_away(pool: Pool, database: Database, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    books = Books(Asking(pool), database, pemda.id)

    async def add(sums: Sums) -> None:
        async with Sessions(pool, Reach(pemda.id, pemda.id)).write((pemda.id,)) as tx:
            rollups.add(tx, pemda.id, sums)

    await add(some(2))
    await add(some(3))
    await add(some(3_000_000_000, "closing_minutes"))
    await add(some(0, "rated"))
    day = ("DAY", "ALL", _DAY, "")
    assert (books.sums()[*day, "received"], books.sums()[*day, "closing_minutes"]) == (5, 3_000_000_000)
    rows = books.rows("SELECT * FROM tuntas.complaint_rollup WHERE tenant_id = %s AND grain = 'DAY'")
    assert len(rows) == 1
    assert {name for name in COLUMNS if rows[0][name] is not None} == {"received", "closing_minutes"}
    await add(some(-5))
    (row,) = books.rows("SELECT * FROM tuntas.complaint_rollup WHERE tenant_id = %s AND grain = 'DAY'")
    assert (row["received"], row["closing_minutes"]) == (None, 3_000_000_000)
    assert len(books.sums()) == 6


async def test_nothing_to_add(pool: Pool, database: Database, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    async with Sessions(pool, Reach(pemda.id, pemda.id)).write((pemda.id,)) as tx:
        rollups.add(tx, pemda.id, some(0))
    assert Books(Asking(pool), database, pemda.id).sums() == {}


def test_the_statement_names_every_column_once_for_every_part() -> None:
    for column in COLUMNS:
        assert rollups.ADD.count(f"excluded.{column} IS NULL") == 1
