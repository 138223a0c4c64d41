"""What came from LAPOR! is found by its tracking IDs, in its own pemda; names are looked up without case."""

import pytest

from rules.identifiers import NATION, Reach
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import lapor
from tests.graph.exchange.rows import cells, fresh, imported, number
from tests.offices import Asking, Office, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


@pytest.fixture
def office(database: Database, new_tenant: NewTenant) -> Office:
    fresh()
    return open_office(database, new_tenant())


@pytest.fixture
def sessions(pool: Pool, office: Office) -> Sessions:
    return Sessions(pool, Reach(office.tenant, office.tenant))


async def test_tracking_ids_are_known_where_they_were_imported(pool: Pool, office: Office, sessions: Sessions) -> None:
    await imported(Asking(pool), office.admin, cells("1"), cells("2", status="Proses", rating=""))
    known = await lapor.known(sessions, office.tenant, [number("1"), number("2"), number("3")])
    assert {id_: (row.status, row.version, row.imported_version) for id_, row in known.items()} == {
        number("1"): ("CLOSED", 1, 1), number("2"): ("RECEIVED", 1, 1),
    }  # fmt: skip
    found = await lapor.elsewhere(sessions, [number("1"), number("3")])
    assert found == {number("1"): (office.tenant, known[number("1")].complaint_id)}
    assert await lapor.elsewhere(sessions, []) == {}
    key = (office.tenant, known[number("1")].complaint_id)
    (origin,) = await lapor.origins(sessions, [key])
    assert origin is not None
    assert (origin.external_id, origin.version, len(origin.cells)) == (number("1"), 1, 26)
    assert await lapor.disposed(sessions, [key]) == [None]


async def test_units_and_topics_are_found_by_their_names(pool: Pool, office: Office, sessions: Sessions) -> None:
    name = f"dinkes {office.pemda.name}".lower()
    found = await lapor.units_named(sessions, office.tenant, [name, "tidak ada"])
    assert {key: (unit.id, unit.path) for key, unit in found.items()} == {
        name: (office.ids["dinkes"], office.paths["dinkes"])
    }
    topics = await lapor.topics_named(sessions, [NATION, office.tenant], ["infrastruktur jalan", "tidak ada"])
    assert set(topics) <= {"infrastruktur jalan"}


async def test_other_pemda_see_nothing_of_it(
    pool: Pool, office: Office, database: Database, new_tenant: NewTenant
) -> None:
    await imported(Asking(pool), office.admin, cells("1"))
    other = open_office(database, new_tenant(beside=office.pemda))
    reach = Sessions(pool, Reach(other.tenant, other.tenant))
    assert await lapor.known(reach, office.tenant, [number("1")]) == {}
