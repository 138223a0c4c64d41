"""A complaint goes to another pemda and comes back whole; where it was, only the record stays."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import orjson
import psycopg
import pytest
from psycopg.rows import dict_row

from graph.nodes import node_id, parse_id
from policies.principal import Principal
from rules.identifiers import NATION, Reach, TenantId
from rules.pages import PageRequest
from rules.roles import Role
from rules.tracking_codes import parse_code
from rules.unit_paths import ROOT
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import directory, transfers
from tests.casework import PASSED, Case, submitted
from tests.offices import NOW, VISITOR, Asking, Office, open_office
from tests.proof import CHILDREN, Proof
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
_WHY = "Kewenangan kabupaten ini menurut aturan."
_ATTACH = """
INSERT INTO tuntas.attachment (tenant_id, id, complaint_id, message_id, audience, name, media_type, size, sha256,
    storage_key, at)
VALUES (%(tenant)s, %(id)s, %(complaint)s, NULL, 'REPORTER', 'foto.jpg', 'image/jpeg', 3, 'abc', %(key)s, now())
"""
_SAME = ("attachment", "complaint_body", "message", "handling")
NATIONAL = Principal(
    Role.NASIONAL, tenant=NATION, reach=Reach(0, 9999), account=uuid4(), name="Petugas Nasional", position=uuid4(),
    position_title="Admin Nasional", unit_path="0001",
)  # fmt: skip


@dataclass
class Traveller:
    """A complaint that a visitor sent to the nation, with words, a file and an opened identity."""

    case: Case
    database: Database
    id: UUID
    receipt: Principal

    async def sent(self, office: Office) -> Any:
        await self.by_nation("verifyComplaint", **PASSED)
        return await self.by_nation("transferComplaint", pemda=office.pemda.code, note=_WHY)

    def at(self, office: Office) -> Case:
        """The complaint as this pemda knows it: ids name the pemda."""
        return replace(self.case, office=office, id=node_id("Complaint", office.tenant, self.id))

    async def by_nation(self, name: str, **given: Any) -> Any:
        return await replace(self.case, office=at_nation(self.case.office)).move(NATIONAL, name, **given)

    async def back(self, office: Office) -> Any:
        return await self.at(office).move(office.admin, "returnComplaintToNation", reason=_WHY)

    def rows(self, table: str, key: str = "complaint_id") -> list[dict[str, Any]]:
        with psycopg.connect(self.database.owner_url, row_factory=dict_row) as owner:
            sql = f"SELECT * FROM tuntas.{table} WHERE {key} = %s ORDER BY 1, 2, 3"
            return list(owner.execute(sql.encode(), (self.id,)).fetchall())

    def homes(self) -> set[int]:
        tables: Mapping[str, str] = {"complaint": "id", **dict.fromkeys(CHILDREN, "complaint_id")}
        return {row["tenant_id"] for table, key in tables.items() for row in self.rows(table, key)}


def at_nation(office: Office) -> Office:
    return replace(office, people={("root", Role.INSTANSI): NATIONAL})


@pytest.fixture
def other(database: Database, new_tenant: NewTenant) -> Office:
    return open_office(database, new_tenant(apart=True))


@pytest.fixture
async def traveller(ask: Asking, office: Office, database: Database) -> Traveller:
    case = await submitted(ask, office, VISITOR, pemda="00")
    id_ = parse_id(case.id, "Complaint").uuid
    receipt = Principal(Role.PELAPOR, tenant=NATION, reach=Reach(0, 0), receipt=id_)
    found = Traveller(case, database, id_, receipt)
    await replace(case, office=at_nation(office)).move(receipt, "commentOnComplaint", body="Sudah dua orang jatuh.")
    await found.by_nation("addNote", body="Koordinasi dengan provinsi.")
    await found.by_nation("openIdentity", reason="Perlu menghubungi pelapor.")
    with psycopg.connect(database.owner_url) as owner:
        values = {"tenant": NATION, "id": uuid4(), "complaint": id_, "key": uuid4().hex}
        owner.execute(_ATTACH, values)
    return found


def but_for_the_tenant(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != "tenant_id"} for row in rows]


async def test_there_and_back_keeps_everything(traveller: Traveller, office: Office) -> None:
    before = {table: but_for_the_tenant(traveller.rows(table)) for table in _SAME}
    events = but_for_the_tenant(traveller.rows("complaint_event"))
    await traveller.sent(office)
    assert traveller.homes() == {office.tenant}
    assert {table: but_for_the_tenant(traveller.rows(table)) for table in _SAME} == before
    await traveller.back(office)
    assert traveller.homes() == {NATION}
    assert {table: but_for_the_tenant(traveller.rows(table)) for table in _SAME} == before
    now = but_for_the_tenant(traveller.rows("complaint_event"))
    assert now[: len(events)] == events
    waiting = [(row["tenant_id"], row["seq"]) for row in traveller.rows("complaint_change")]
    seqs = range(1, len(now) + 1)
    assert waiting == [(NATION, seq) for seq in seqs] + [(office.tenant, seq) for seq in seqs[-2:]], "both count anew"
    assert [event["move"] for event in now[len(events) :]] == ["VERIFY", "TRANSFER", "RETURN_TO_NATION"]
    assert Proof(traveller.database.owner_url, [traveller.id]).problems() == []


async def test_the_row_keeps_what_no_event_tells(traveller: Traveller, office: Office) -> None:
    told = ("tracking_code", "title", "body", "public_title", "public_body", "place", "received_at", "entered_at")
    ((before),) = traveller.rows("complaint", "id")
    await traveller.sent(office)
    ((after),) = traveller.rows("complaint", "id")
    assert {name: before[name] for name in told} == {name: after[name] for name in told}
    assert (after["clock"], after["verified"], after["status"]) == ("INSTANSI_VERIFICATION", False, "RECEIVED")


async def test_a_round_through_two_pemda(traveller: Traveller, office: Office, other: Office) -> None:
    for there in (office, other):
        await traveller.sent(there)
        await traveller.back(there)
    assert Proof(traveller.database.owner_url, [traveller.id]).problems() == []
    kept = traveller.rows("transfer")
    assert sorted((row["tenant_id"], row["to_tenant"]) for row in kept) == sorted(
        [(0, office.tenant), (office.tenant, 0), (0, other.tenant), (other.tenant, 0)]
    )


async def test_the_reporter_opens_under_the_new_key_and_no_more_under_the_old(
    traveller: Traveller, ask: Asking, office: Office
) -> None:
    (sealed,) = traveller.rows("reporter")
    await traveller.sent(office)
    (again,) = traveller.rows("reporter")
    assert bytes(again["sealed"]) != bytes(sealed["sealed"])
    document = "query($id: ID!) { complaint(id: $id) { reporter { name phone } } }"
    here = (await ask(office.admin, document, id=traveller.at(office).id))["complaint"]
    assert here["reporter"] == {"name": "Budi Pelapor", "phone": "0811-0000-1234"}


async def test_the_receipt_finds_it_wherever_it_is(traveller: Traveller, pool: Pool, office: Office) -> None:
    code = parse_code(traveller.case.code)
    outside = Sessions(pool, Reach(1, 0))
    assert await directory.find(outside, code) == (NATION, traveller.id)
    await traveller.sent(office)
    assert await directory.find(outside, code) == (office.tenant, traveller.id)
    holder = Principal(
        Role.PELAPOR, tenant=office.tenant, reach=Reach(office.tenant, office.tenant), receipt=traveller.id
    )
    case = replace(traveller.at(office), ask=traveller.case.ask.later(hours=1))
    await case.move(holder, "commentOnComplaint", body="Masih belum ada perubahan.")
    mine = "{ myComplaints { nodes { trackingCode identityAccesses { reason } messages { nodes { body } } } } }"
    (seen,) = (await traveller.case.ask(holder, mine))["myComplaints"]["nodes"]
    assert seen["trackingCode"] == traveller.case.code
    assert [access["reason"] for access in seen["identityAccesses"]] == ["Perlu menghubungi pelapor."]
    assert [said["body"] for said in seen["messages"]["nodes"]] == [
        "Sudah dua orang jatuh.", "Masih belum ada perubahan.",
    ]  # fmt: skip


async def test_an_identity_opened_here_and_there_is_known_after_the_return(
    traveller: Traveller, ask: Asking, office: Office
) -> None:
    await traveller.sent(office)
    case = replace(traveller.at(office), ask=ask.later(hours=1))
    await case.move(office.admin, "openIdentity", reason="Perlu alamat kejadian.")
    await traveller.back(office)
    document = "query($id: ID!) { complaint(id: $id) { identityAccesses { reason } } }"
    seen = (await ask(traveller.receipt, document, id=traveller.case.id))["complaint"]["identityAccesses"]
    assert [access["reason"] for access in seen] == ["Perlu menghubungi pelapor.", "Perlu alamat kejadian."]


async def test_where_it_was_only_the_record_is_seen(
    traveller: Traveller, ask: Asking, pool: Pool, office: Office, other: Office
) -> None:
    record = await traveller.sent(office)
    await traveller.back(office)
    await traveller.sent(other)
    assert await traveller.at(office).seen_by(office.admin) is None
    assert await traveller.case.seen_by(office.admin) is None
    here = Sessions(pool, Reach(office.tenant, office.tenant))
    (kept,) = (await transfers.page(here, office.tenant, PageRequest(transfers.NEWEST, 10))).rows
    assert (kept.complaint_id, kept.to_tenant, kept.move, kept.reason, kept.in_time) == (
        traveller.id, NATION, "RETURN_TO_NATION", _WHY, True,
    )  # fmt: skip
    assert await transfers.went_to(here, office.tenant, traveller.id) == NATION
    (found,) = await transfers.by_key(here, [(office.tenant, kept.id)])
    assert found == kept
    assert await transfers.by_key(here, [(TenantId(NATION), parse_id(record["id"], "Transfer").uuid)]) == [None]
    left = {table for table in CHILDREN for row in traveller.rows(table) if row["tenant_id"] == office.tenant}
    assert left == set()


async def test_transfers_are_paged_newest_first(ask: Asking, pool: Pool, office: Office, database: Database) -> None:
    sent = []
    for number in range(5):
        later = replace(ask, now=NOW.replace(minute=number))
        case = await submitted(later, office, VISITOR, pemda="00")
        found = Traveller(case, database, parse_id(case.id, "Complaint").uuid, VISITOR)
        sent.append(parse_id((await found.sent(office))["id"], "Transfer").uuid)
    sessions = Sessions(pool, Reach(0, 0))
    seen: list[UUID] = []
    after = None
    while True:
        page = await transfers.page(sessions, 0, PageRequest(transfers.NEWEST, 2, after))
        seen += [row.id for row in page.rows if row.to_tenant == office.tenant]
        if not page.has_next:
            break
        after = transfers.NEWEST.position(page.rows[-1])
    assert seen == sent[::-1]


async def test_a_transfer_to_a_pemda_that_is_not_connected_leaves_it_where_it_is(traveller: Traveller) -> None:
    await traveller.by_nation("verifyComplaint", **PASSED)
    case = replace(traveller.case, office=at_nation(traveller.case.office))
    refusal = await case.refused(NATIONAL, "transferComplaint", pemda="34.01", note=_WHY)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "pemda")
    assert traveller.homes() == {NATION}
    assert Proof(traveller.database.owner_url, [traveller.id]).problems() == []


async def test_both_desks_are_told(traveller: Traveller, database: Database, office: Office) -> None:
    with psycopg.connect(database.service_url, autocommit=True) as listener:
        listener.execute("LISTEN tuntas_desk")
        await traveller.sent(office)
        await asyncio.sleep(0.2)  # what is announced gathers for a moment, and `notifies` lets nothing else run
        heard = [orjson.loads(notice.payload) for notice in listener.notifies(timeout=1, stop_after=3)]
    told = [
        (one["tenant"], one["desk_path"], one["left"], one["version"]) for one in heard if one["move"] == "TRANSFER"
    ]
    assert told == [(NATION, ROOT, ROOT, 5), (office.tenant, ROOT, None, 6)]
    assert {one["complaint"] for one in heard} == {str(traveller.id)}
