"""Who may have a packet: the Ombudsman and the holder's instansi, the APIP its own; for all others it is not there."""

import hashlib
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from graph.nodes import node_id, parse_id
from policies.principal import Principal
from rules.identifiers import NATION, Reach, TenantId
from rules.roles import Role
from tenants.database import Database
from tests.casework import Case, submitted
from tests.graph.packets.issuing import OF_COMPLAINT, OMBUDSMAN, SISTEM, Issuing, filed, handed_over
from tests.offices import VISITOR, Office, citizen, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
NODE = "query($id: ID!) { node(id: $id) { id ... on Packet { kind } } }"
CHECK = "query($sha256: String!) { checkPacket(sha256: $sha256) { issued issuedAt } }"


@pytest.fixture
async def case(ask: Issuing, office: Office) -> Case:
    return await filed(ask, office, citizen(), identityToOverseers=True)


@pytest.fixture
async def packet(ask: Issuing, case: Case) -> Any:
    return await ask.later(days=201).make(case, await handed_over(case))


@pytest.fixture
async def referred(ask: Issuing, office: Office) -> tuple[Case, Any]:
    case = await (await submitted(ask, office, citizen(), attachments=[])).verified()
    moved = await case.move(office.admin, "referComplaint", reason="Indikasi pungutan liar oleh petugas.")
    return case, await ask.make(case, moved["version"])


async def has(ask: Issuing, who: Principal, case: Case, packet: Any) -> bool:
    """By the complaint's edge and by its id alike."""
    complaint = (await ask(who, OF_COMPLAINT, id=case.id))["complaint"]
    by_edge = complaint is not None and [one["id"] for one in complaint["packets"]] == [packet["id"]]
    node = (await ask(who, NODE, id=packet["id"]))["node"]
    assert (node is not None) == by_edge
    return by_edge


async def strangers(ask: Issuing, database: Database, new_tenant: NewTenant, office: Office) -> list[Principal]:
    sibling = open_office(database, new_tenant(beside=office.pemda))
    apart = open_office(database, new_tenant(apart=True))
    province = TenantId(office.tenant - office.tenant % 100)
    return [
        sibling.admin,
        sibling.by("inspektorat", Role.PENGAWAS),
        apart.admin,
        apart.by("inspektorat", Role.PENGAWAS),
        replace(office.admin, tenant=province, reach=Reach(province, province + 99)),  # oversees, does not hold
        replace(apart.admin, tenant=TenantId(apart.tenant - apart.tenant % 100)),
        replace(OMBUDSMAN, reach=apart.admin.reach),
        office.by("dinkes"),
        office.by("dinkes", Role.STAF),
        office.by("perkim"),
        office.by("root", Role.PIMPINAN),
        citizen(),
        VISITOR,
        replace(SISTEM),
    ]


class TestPackets:
    async def test_who_has_it(self, ask: Issuing, case: Case, packet: Any, office: Office) -> None:
        for who in (OMBUDSMAN, office.admin):
            assert await has(ask, who, case, packet)

    async def test_for_all_others_it_is_not_there(
        self, ask: Issuing, case: Case, packet: Any, office: Office, database: Database, new_tenant: NewTenant
    ) -> None:
        others = [*await strangers(ask, database, new_tenant, office), case.reporter]
        others.append(office.by("inspektorat", Role.PENGAWAS))
        assert [who for who in others if await has(ask, who, case, packet)] == []

    async def test_the_nation_has_what_it_holds_alone(self, ask: Issuing, case: Case, packet: Any) -> None:
        nation = Principal(Role.NASIONAL, tenant=NATION, reach=Reach(0, 9999), position=uuid4(), account=uuid4())
        assert not await has(ask, nation, case, packet)

    async def test_the_apip_has_its_own(
        self, ask: Issuing, referred: tuple[Case, Any], office: Office, database: Database, new_tenant: NewTenant
    ) -> None:
        case, packet = referred
        assert await has(ask, office.by("inspektorat", Role.PENGAWAS), case, packet)
        others = [*await strangers(ask, database, new_tenant, office), case.reporter, office.admin, OMBUDSMAN]
        assert [who for who in others if await has(ask, who, case, packet)] == []

    async def test_it_goes_with_its_complaint(self, ask: Issuing, office: Office) -> None:
        case = await submitted(ask, office, citizen(), attachments=[])
        packet = await ask.later(days=201).make(case, await handed_over(case))
        await case.move(office.admin, "returnComplaintToNation", reason="Bukan kewenangan pemerintah daerah.")
        nation = Principal(Role.NASIONAL, tenant=NATION, reach=Reach(0, 9999), position=uuid4(), account=uuid4())
        moved = {"id": node_id("Packet", NATION, parse_id(packet["id"], "Packet").uuid)}
        there = replace(case, id=node_id("Complaint", NATION, parse_id(case.id, "Complaint").uuid))
        assert await has(ask, nation, there, moved)
        assert (await ask(office.admin, NODE, id=packet["id"]))["node"] is None
        assert (await ask(VISITOR, CHECK, sha256=packet["sha256"]))["checkPacket"]["issued"]


class TestCheckPacket:
    async def test_anybody_may_ask_by_either_fingerprint(self, ask: Issuing, packet: Any) -> None:
        for fingerprint in (packet["sha256"], packet["manifestSha256"], packet["sha256"].upper()):
            found = (await ask(VISITOR, CHECK, sha256=fingerprint))["checkPacket"]
            assert found == {"issued": True, "issuedAt": packet["madeAt"]}

    async def test_what_was_never_issued(self, ask: Issuing, packet: Any) -> None:
        unknown = hashlib.sha256(packet["sha256"].encode()).hexdigest()
        assert (await ask(VISITOR, CHECK, sha256=unknown))["checkPacket"] == {"issued": False, "issuedAt": None}

    @pytest.mark.parametrize("text", ["z" * 64, "0" * 63, ""])
    async def test_what_is_no_fingerprint(self, ask: Issuing, text: str) -> None:
        assert (await ask.refused(VISITOR, CHECK, sha256=text))["code"] == "BAD_USER_INPUT"

    async def test_it_is_rationed(self, ask: Issuing, office: Office) -> None:
        for who in (VISITOR, citizen(), office.admin):
            await ask(who, CHECK, sha256="0" * 64)
        assert ask.throttled == ["packet", "packet"]
