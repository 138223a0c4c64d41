"""The system counts a pemda's changes, a batch at a time; nobody else does, and nobody else's are touched."""

import pytest

from rules.roles import Role
from tenants.counting import AT_ONCE
from tenants.database import Database
from tests.casework import submitted
from tests.counting import Books
from tests.graph.test_moves_table import SISTEM
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
COUNT = "mutation($input: CountChangesInput!) { countChanges(input: $input) { count more after } }"


@pytest.fixture
def books(ask: Asking, office: Office, database: Database) -> Books:
    return Books(ask, database, office.tenant)


async def test_what_waits_is_counted_once(
    ask: Asking, office: Office, sibling: Office, database: Database, books: Books
) -> None:
    await (await submitted(ask, office)).answered()
    await submitted(ask, sibling)
    data = await ask(SISTEM, COUNT, input={"pemda": office.pemda.code})
    assert data == {"countChanges": {"count": 4, "more": False, "after": None}}
    assert await ask(SISTEM, COUNT, input={"pemda": office.pemda.code}) == {
        "countChanges": {"count": 0, "more": False, "after": None}
    }
    assert books.waiting() == []
    assert books.sums()["DAY", "ALL", ask.now.date(), "", "received"] == 1
    assert books.sums() == books.added_up()
    assert len(Books(ask, database, sibling.tenant).waiting()) == 1


async def test_a_batch_is_bounded(ask: Asking, office: Office, database: Database, books: Books) -> None:
    case = await submitted(ask, office)
    await books.count_all()
    with books.owner() as owner:
        owner.execute(
            "INSERT INTO tuntas.complaint_change SELECT %s, gen_random_uuid(), 1, now() FROM generate_series(1, %s)",
            (office.tenant, AT_ONCE + 20),
        )
    first = (await ask(SISTEM, COUNT, input={"pemda": office.pemda.code}))["countChanges"]
    assert first == {"count": AT_ONCE, "more": True, "after": None}
    second = await ask(SISTEM, COUNT, input={"pemda": office.pemda.code, "after": first["after"]})
    assert second == {"countChanges": {"count": 20, "more": False, "after": None}}
    assert len(books.tallies()) == 1
    assert (await case.now())["version"] == 1


async def test_nobody_else_counts(ask: Asking, office: Office, books: Books) -> None:
    await submitted(ask, office)
    before = books.waiting()
    for who in (office.admin, office.by("root", Role.PIMPINAN), office.by("dinkes"), citizen()):
        assert (await ask.refused(who, COUNT, input={"pemda": office.pemda.code}))["code"] == "FORBIDDEN"
    refusal = await ask.refused(VISITOR, COUNT, input={"pemda": office.pemda.code})
    assert refusal["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
    assert (books.waiting(), books.tallies(), books.sums()) == (before, {}, {})


async def test_where_nothing_is(ask: Asking) -> None:
    assert await ask(SISTEM, COUNT, input={"pemda": "10.99"}) == {
        "countChanges": {"count": 0, "more": False, "after": None}
    }
    refusal = await ask.refused(SISTEM, COUNT, input={"pemda": "x1"})
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "pemda")


async def test_going_on_after_something_that_is_none(ask: Asking, office: Office) -> None:
    refusal = await ask.refused(SISTEM, COUNT, input={"pemda": office.pemda.code, "after": "x"})
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "after")
