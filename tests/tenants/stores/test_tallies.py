"""Which pemda wait, what is found of changed complaints, and that only what was read is taken away."""

from uuid import UUID, uuid4

import pytest

from graph.nodes import parse_id
from rules.errors import Refusal
from rules.identifiers import Reach
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import tallies
from tenants.stores.tallies import Waiting, row_of, tally_of
from tests.casework import submitted
from tests.counting import Books
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


@pytest.fixture
def books(ask: Asking, office: Office, database: Database) -> Books:
    return Books(ask, database, office.tenant)


async def test_who_waits_within_reach(ask: Asking, office: Office, books: Books, pool: Pool) -> None:
    own, province = books.sessions, Sessions(pool, Reach(office.tenant // 100 * 100, office.tenant // 100 * 100 + 99))
    assert await tallies.tenants(own) == []
    await submitted(ask, office)
    assert await tallies.tenants(own) == [office.tenant]
    assert office.tenant in await tallies.tenants(province)
    assert await tallies.tenants(Sessions(pool, Reach(1, 1))) == []
    await books.count_all()
    assert await tallies.tenants(own) == []


async def test_every_event_waits_with_its_number(ask: Asking, office: Office, books: Books) -> None:
    case = await submitted(ask, office)
    await case.disposed()
    id_ = parse_id(case.id, "Complaint").uuid
    assert books.waiting() == [(id_, 1), (id_, 2), (id_, 3)]


async def test_what_was_counted_by_another_is_a_conflict_and_nothing_is_kept(
    ask: Asking, office: Office, books: Books
) -> None:
    await submitted(ask, office)
    ((id_, seq),) = books.waiting()
    with pytest.raises(Refusal) as refused:
        async with books.sessions.write((office.tenant,)) as tx:
            tallies.counted(tx, office.tenant, [Waiting(id_, seq), Waiting(uuid4(), 1)])
    assert refused.value.code == "CONFLICT"
    assert books.waiting() == [(id_, seq)]


async def test_what_is_kept_is_found_as_it_was(ask: Asking, office: Office, books: Books) -> None:
    case = await (await submitted(ask, office)).answered()
    await books.count_all()
    id_ = parse_id(case.id, "Complaint").uuid
    async with books.sessions.write((office.tenant,)) as tx:
        found = await tallies.found(tx, office.tenant, [id_])
        kept = found.kept[id_]
        tallies.keep(tx, office.tenant, [(id_, kept)], [])
        assert [told.seq for told in found.events[id_]] == [1, 2, 3, 4]
        assert found.transfers == []
    assert kept.unit_path == office.paths["dinkes"]
    assert tally_of(row_of(id_, kept)) == (id_, kept)
    async with books.sessions.write((office.tenant,)) as tx:
        assert (await tallies.found(tx, office.tenant, [id_])).kept == {id_: kept}
        tallies.keep(tx, office.tenant, [], [id_, UUID(int=1)])
    assert books.tallies() == {}
