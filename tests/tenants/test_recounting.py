"""A recount names every tally and every sum that is not what the events say, and takes what waits for no error."""

import psycopg
import pytest

from graph.nodes import parse_id
from rules.rollups import Cell, Difference
from tenants.database import Database, Pool
from tests.casework import Case, submitted
from tests.counting import Books
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


@pytest.fixture
async def books(pool: Pool, database: Database, office: Office) -> Books:
    return Books(Asking(pool), database, office.tenant)


@pytest.fixture
async def case(books: Books, office: Office) -> Case:
    found = await (await submitted(books.ask, office)).answered()
    await books.count_all()
    assert (await books.recounted()).agrees
    return found


def change(books: Books, sql: str) -> None:
    with psycopg.connect(books.database.owner_url) as owner:
        assert owner.execute(sql.encode(), (books.tenant,)).rowcount > 0


async def test_a_tally_that_was_changed(books: Books, case: Case) -> None:
    change(books, "UPDATE tuntas.complaint_tally SET amounts[1] = 2, seq = 3 WHERE tenant_id = %s")
    found = await books.recounted()
    assert (found.differing, found.sums, found.agrees) == (1, [], False)
    ((id_, stored, recounted),) = found.complaints
    assert id_ == parse_id(case.id, "Complaint").uuid
    assert stored is not None
    assert recounted is not None
    assert (stored.seq, recounted.seq) == (3, 4)
    assert (stored.entries[0].amount, recounted.entries[0].amount) == (2, 1)


async def test_a_tally_that_is_missing(books: Books, case: Case) -> None:
    change(books, "DELETE FROM tuntas.complaint_tally WHERE tenant_id = %s")
    found = await books.recounted()
    assert [(one.stored, one.recounted is None) for one in found.complaints] == [(None, False)]
    assert found.sums == []


async def test_a_tally_of_nothing(books: Books, case: Case) -> None:
    change(
        books,
        "INSERT INTO tuntas.complaint_tally (tenant_id, complaint_id, seq, days, numbers, amounts)"
        " VALUES (%s, gen_random_uuid(), 1, '{}', '{}', '{}')",
    )
    found = await books.recounted()
    assert [one.recounted for one in found.complaints] == [None]


async def test_a_sum_that_was_changed(books: Books, case: Case) -> None:
    change(
        books, "UPDATE tuntas.complaint_rollup SET received = 5 WHERE tenant_id = %s AND grain = 'DAY' AND received = 1"
    )
    found = await books.recounted()
    day = case.ask.now.date()
    assert found.sums == [Difference(Cell("DAY", "ALL", day, ""), "received", 5, 1)]
    assert (found.differing, found.agrees) == (0, False)


async def test_what_waits_is_compared_as_it_was_counted(books: Books, case: Case, office: Office) -> None:
    await submitted(books.ask, office)
    await case.move(case.reporter, "objectToAnswer", reason="Belum selesai sama sekali.")
    found = await books.recounted()
    assert (found.agrees, found.waiting, found.compared) == (True, 2, 2)
    change(books, "UPDATE tuntas.complaint_tally SET amounts[1] = 9 WHERE tenant_id = %s")
    assert (await books.recounted()).differing == 1


async def test_who_left_and_waits(books: Books, case: Case, office: Office) -> None:
    other = await submitted(books.ask, office)
    await books.count_all()
    await other.move(office.admin, "returnComplaintToNation", reason="Bukan kewenangan kami.")
    found = await books.recounted()
    assert (found.agrees, found.waiting) == (True, 2)
    change(books, "DELETE FROM tuntas.complaint_change WHERE tenant_id = %s")
    found = await books.recounted()
    assert {(one.stored is None, one.recounted is None) for one in found.complaints} == {(True, False), (False, True)}
    assert {one.column for one in found.sums} >= {"received", "passed_on"}
