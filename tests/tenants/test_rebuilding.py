"""Rebuilding replaces what is kept, whatever that was, and leaves alone what is not the pemda's."""

import psycopg
import pytest

from tenants.database import Database, Pool
from tests.casework import submitted
from tests.counting import Books
from tests.offices import Asking, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


async def test_it_makes_everything_anew(pool: Pool, database: Database, new_tenant: NewTenant) -> None:
    ask, pemda = Asking(pool), new_tenant()
    office, sibling = open_office(database, pemda), open_office(database, new_tenant(beside=pemda))
    books, others = Books(ask, database, office.tenant), Books(ask, database, sibling.tenant)
    await (await submitted(ask, office)).answered()
    await (await submitted(ask, office)).move(office.admin, "returnComplaintToNation", reason="Bukan kewenangan kami.")
    await submitted(ask, sibling)
    await others.count_all()
    before = others.tallies(), others.sums()
    assert len(books.waiting()) == 6
    assert await books.rebuilt() == 1
    kept = books.tallies(), books.sums()
    assert len(kept[0]) == 2
    assert (books.waiting(), books.sums()) == ([], books.added_up())
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("UPDATE tuntas.complaint_tally SET kind = 'ASPIRASI' WHERE tenant_id = %s", (office.tenant,))
        owner.execute("UPDATE tuntas.complaint_rollup SET rated = 7 WHERE tenant_id = %s", (office.tenant,))
    assert await books.rebuilt() == 1
    assert (books.tallies(), books.sums()) == kept
    assert (others.tallies(), others.sums()) == before


async def test_a_pemda_without_complaints(pool: Pool, database: Database, new_tenant: NewTenant) -> None:
    books = Books(Asking(pool), database, new_tenant().id)
    assert await books.rebuilt() == 0
    assert (await books.recounted()).agrees
