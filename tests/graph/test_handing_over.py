"""To a pemda and back over the graph: whole, once for its key, and refused without a trace."""

import psycopg
import pytest

from graph.nodes import parse_id
from policies.principal import Principal
from rules.identifiers import Reach
from rules.roles import Role
from tenants.database import Database
from tests.casework import PASSED
from tests.graph.travelling import NOT_OURS, NOTE, TRANSFERS, Traveller, counts, traveller
from tests.offices import Asking, Office
from tests.proof import Proof

pytestmark = pytest.mark.anyio
REPORTER = "query($id: ID!) { complaint(id: $id) { reporter { name phone } historyIntact version status } }"


@pytest.fixture
async def one(ask: Asking, office: Office) -> Traveller:
    return await traveller(ask, office)


def uuid_of(one: Traveller) -> object:
    return parse_id(one.case.id).uuid


async def by_code(ask: Asking, who: Principal, one: Traveller) -> dict[str, object] | None:
    document = "query($code: String!) { complaintByCode(trackingCode: $code) { id version status pemda { code } } }"
    found: dict[str, object] | None = (await ask(who, document, code=one.case.code))["complaintByCode"]
    return found


async def test_there_and_back(ask: Asking, office: Office, one: Traveller, database: Database) -> None:
    assert (await by_code(ask, one.nation, one))["pemda"] == {"code": "00"}  # type: ignore[index]
    assert await by_code(ask, office.admin, one) is None
    moved = await one.sent()
    assert moved["to"] == {"code": office.pemda.code}
    assert moved["inTime"] is True
    arrived = await by_code(ask, office.admin, one)
    assert arrived is not None
    assert arrived["status"] == "RECEIVED"
    here = (await ask(office.admin, REPORTER, id=arrived["id"]))["complaint"]
    assert here["reporter"] == {"name": "Budi Pelapor", "phone": "0811-0000-1234"}
    assert here["historyIntact"] is True
    assert one.case.id == arrived["id"]
    await one.back()
    home = await by_code(ask, one.nation, one)
    assert home is not None
    assert home["pemda"] == {"code": "00"}
    assert await by_code(ask, office.admin, one) is None
    there = (await ask(one.nation, REPORTER, id=home["id"]))["complaint"]
    assert (there["reporter"]["name"], there["historyIntact"], there["version"]) == ("Budi Pelapor", True, 4)
    assert Proof(database.owner_url, [parse_id(str(home["id"])).uuid]).problems() == []


async def test_the_same_key_moves_it_once(ask: Asking, office: Office, one: Traveller, database: Database) -> None:
    await one.verified()
    document, values = await one.there.prepared("transferComplaint", pemda=office.pemda.code, note=NOTE)
    first = await ask(one.nation, document, **values)
    after = counts(database)
    assert await ask(one.nation, document, **values) == first
    assert counts(database) == after
    values["input"]["note"] = "Catatan yang lain sama sekali."
    refusal = await ask.refused(one.nation, document, **values)
    assert (refusal["code"], refusal["field"]) == ("IDEMPOTENCY_MISMATCH", "clientKey")


async def test_the_way_back_is_replayed_too(ask: Asking, office: Office, one: Traveller) -> None:
    await one.sent()
    document, values = await one.case.prepared("returnComplaintToNation", reason=NOT_OURS, suggestedPemda="21.71")
    first = await ask(office.admin, document, **values)
    assert await ask(office.admin, document, **values) == first
    kept = (await ask(office.admin, TRANSFERS))["transfers"]["nodes"]
    assert [record["id"] for record in kept] == [first["returnComplaintToNation"]["id"]]


async def test_a_pemda_that_is_not_connected(ask: Asking, one: Traveller, database: Database) -> None:
    await one.verified()
    before = counts(database)
    refusal = await one.there.refused(one.nation, "transferComplaint", pemda="94.71", note=NOTE)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "pemda")
    assert counts(database) == before


async def test_not_to_where_it_is(one: Traveller) -> None:
    await one.verified()
    refusal = await one.there.refused(one.nation, "transferComplaint", pemda="00", note=NOTE)
    assert refusal["code"] == "MOVE_REFUSED"


async def test_what_is_not_verified_does_not_go(one: Traveller, database: Database) -> None:
    before = counts(database)
    pemda = one.case.office.pemda.code
    refusal = await one.there.refused(one.nation, "transferComplaint", pemda=pemda, note=NOTE)
    assert (refusal["code"], refusal["rule"]) == ("MOVE_REFUSED", "verification before disposition")
    assert counts(database) == before


async def test_only_the_desk_that_has_it_sends_it(
    ask: Asking, office: Office, sibling: Office, one: Traveller, database: Database
) -> None:
    await one.verified()
    document, values = await one.there.prepared("transferComplaint", pemda=office.pemda.code, note=NOTE)
    before = counts(database)
    for who in (office.admin, office.by("dinkes"), office.by("root", Role.PIMPINAN), one.case.reporter):
        assert (await ask.refused(who, document, **values))["code"] == "FORBIDDEN"
    assert counts(database) == before
    await ask(one.nation, document, **values)
    one.arrived(office.tenant)
    before = counts(database)
    returning, given = await one.case.prepared("returnComplaintToNation", reason=NOT_OURS)
    refused = {
        "NOT_FOUND": [sibling.admin],
        "FORBIDDEN": [office.by("dinkes"), office.by("root", Role.PIMPINAN), one.case.reporter, one.nation],
    }
    for code, people in refused.items():
        for who in people:
            assert (await ask.refused(who, returning, **given))["code"] == code
    assert counts(database) == before


async def test_the_reporters_secret_opens_it_wherever_it_is(
    ask: Asking, office: Office, one: Traveller, database: Database
) -> None:
    await one.sent()
    with psycopg.connect(database.owner_url) as owner:
        rows = owner.execute(
            "SELECT tenant_id FROM tuntas.directory WHERE complaint_id = %s", (uuid_of(one),)
        ).fetchall()
        sealed = owner.execute(
            "SELECT tenant_id FROM tuntas.reporter WHERE complaint_id = %s", (uuid_of(one),)
        ).fetchall()
    assert rows == sealed == [(office.tenant,)]
    holder = Principal(
        Role.PELAPOR,
        tenant=office.tenant,
        reach=Reach(office.tenant, office.tenant),
        receipt=parse_id(one.case.id).uuid,
    )
    found = await by_code(ask, holder, one)
    assert found is not None
    assert found["pemda"] == {"code": office.pemda.code}


async def test_it_must_be_verified_anew_where_it_arrived(ask: Asking, office: Office, one: Traveller) -> None:
    await one.sent()
    refusal = await one.case.refused(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
    assert refusal["rule"] == "verification before disposition"
    await one.case.move(office.admin, "verifyComplaint", **PASSED)
    assert (await one.case.move(office.admin, "disposeComplaint", unit=office.unit("dinkes")))["status"] == "DISPOSED"
