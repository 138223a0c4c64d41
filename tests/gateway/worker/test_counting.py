"""The worker counts what waits; a pemda that cannot be counted keeps nobody else waiting."""

from dataclasses import replace
from uuid import UUID

import psycopg
import pytest

from gateway.worker.counting import Counting
from gateway.worker.tasks import make_app
from graph.counting import mutations
from graph.nodes import parse_id
from tenants.database import Database
from tests.casework import Case, submitted
from tests.counting import Books
from tests.notices import Postman
from tests.offices import Asking, Office, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


async def test_every_pemda_is_counted(
    apart: Database, new_pemda: NewTenant, ask: Asking, office: Office, postman: Postman
) -> None:
    other = open_office(apart, new_pemda(apart=True))
    counting = Counting(postman.house)
    await counting()
    for at in (office, other):
        await (await submitted(ask, at)).disposed()
    assert await counting() == 6
    assert await counting() == 0
    for at in (office, other):
        books = Books(ask, apart, at.tenant)
        assert books.waiting() == []
        assert (await books.recounted()).agrees


async def test_a_complaint_that_cannot_be_counted_holds_up_no_other_of_its_pemda(
    apart: Database, ask: Asking, office: Office, postman: Postman
) -> None:
    counting = Counting(postman.house)
    case = await submitted(ask, office)
    await counting()
    with psycopg.connect(apart.owner_url) as owner:
        owner.execute("UPDATE tuntas.complaint_event SET changes = '{}' WHERE complaint_id = %s", (uuid_of(case),))
    await case.move(office.admin, "addNote", body="Tidak terhitung.")
    await submitted(ask, office)
    books = Books(ask, apart, office.tenant)
    assert await counting() == 1
    assert [id_ for id_, _ in books.waiting()] == [uuid_of(case)], "it waits until somebody has looked"
    assert len(books.tallies()) == 2, "as it was counted last"
    assert books.sums() == books.added_up()
    with psycopg.connect(apart.owner_url) as owner:
        owner.execute("DELETE FROM tuntas.complaint_change WHERE tenant_id = %s", (office.tenant,))


async def test_a_queue_that_begins_with_what_cannot_be_counted_is_counted_to_its_end(
    apart: Database, ask: Asking, office: Office, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches of two, and six events of three broken complaints between those of five others."""
    counting = Counting(postman.house)
    cases = sorted([await submitted(ask, office) for _ in range(8)], key=uuid_of)
    await counting()
    broken = [uuid_of(case) for case in (*cases[:2], cases[4])]
    with psycopg.connect(apart.owner_url) as owner:
        owner.execute("UPDATE tuntas.complaint_event SET changes = '{}' WHERE complaint_id = ANY(%s)", (broken,))
    for case in cases:
        for body in ("Catatan pertama.", "Catatan kedua."):
            await case.move(office.admin, "addNote", body=body)
    monkeypatch.setattr(mutations, "AT_ONCE", 2)
    assert await counting() == 10
    books = Books(ask, apart, office.tenant)
    assert {id_ for id_, _ in books.waiting()} == set(broken)
    assert len(books.waiting()) == 6
    assert books.sums() == books.added_up()
    assert await counting() == 0
    with psycopg.connect(apart.owner_url) as owner:
        owner.execute("DELETE FROM tuntas.complaint_change WHERE tenant_id = %s", (office.tenant,))


def uuid_of(case: Case) -> UUID:
    return parse_id(case.id, "Complaint").uuid


async def test_one_that_cannot_be_counted_holds_up_nobody_else(
    apart: Database, new_pemda: NewTenant, ask: Asking, office: Office, postman: Postman
) -> None:
    broken = open_office(apart, new_pemda(apart=True))
    counting = Counting(postman.house)
    case = await submitted(ask, broken)
    await counting()
    with psycopg.connect(apart.owner_url) as owner:
        owner.execute("UPDATE tuntas.complaint_event SET changes = '{}' WHERE tenant_id = %s", (broken.tenant,))
    await replace(case, ask=ask).move(broken.admin, "addNote", body="Tidak terhitung.")
    await submitted(ask, office)
    assert await counting() == 1
    assert len(Books(ask, apart, broken.tenant).waiting()) == 1, "it waits until it can be counted"
    assert Books(ask, apart, office.tenant).waiting() == []
    with psycopg.connect(apart.owner_url) as owner:
        owner.execute("DELETE FROM tuntas.complaint_change WHERE tenant_id = %s", (broken.tenant,))


async def test_it_is_a_task_of_the_worker(apart: Database, ask: Asking, office: Office, postman: Postman) -> None:
    await submitted(ask, office)
    app = make_app(apart.service_url, postman.work)
    async with app.open_async():
        await app.configure_task("count_changes").defer_async(timestamp=0)
        await app.run_worker_async(
            concurrency=1, wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="successful"
        )
    assert Books(ask, apart, office.tenant).waiting() == []
