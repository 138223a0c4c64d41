"""Messages and handlings are fetched again by whoever reads them on their complaint, and by nobody else."""

from dataclasses import dataclass, replace
from uuid import uuid4

import pytest

from graph.nodes import node_id
from policies.principal import Principal
from rules.identifiers import TenantId, reach_of
from rules.roles import Role
from tests.casework import Case, holder, submitted
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
NODE = """query($id: ID!) { node(id: $id) { __typename id
  ... on Message { kind body } ... on Handling { status task unit { name } } } }"""
NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
IDS = "query($id: ID!) { complaint(id: $id) { handlings { id } messages { nodes { id kind } } } }"


@dataclass
class Said:
    """A complaint with words for the public, for the reporter and for the offices, and a parallel handling."""

    case: Case
    ids: dict[str, str]

    async def seen_by(self, who: Principal) -> set[str]:
        """Which of them somebody fetches one by one; all at once gives the same."""
        found = set()
        for name, id_ in self.ids.items():
            node = (await self.case.ask(who, NODE, id=id_))["node"]
            if node is not None:
                assert node["id"] == id_
                found.add(name)
        together = (await self.case.ask(who, NODES, ids=list(self.ids.values())))["nodes"]
        assert {name for name, node in zip(self.ids, together, strict=True) if node is not None} == found
        return found


@pytest.fixture
async def said(ask: Asking, office: Office) -> Said:
    case = await submitted(ask, office)
    await case.move(case.reporter, "commentOnComplaint", body="Sudah dua orang jatuh.")
    await case.disposed("dinkes")
    dinkes = office.by("dinkes")
    await case.move(dinkes, "addHandling", unit=office.unit("perkim"), task="Periksa tiang dan kabelnya.")
    await case.move(dinkes, "addTembusan", unit=office.unit("kecamatan"))
    await case.move(dinkes, "reportProgress", body="Petugas sudah dijadwalkan.")
    await case.move(dinkes, "addNote", body="Koordinasi dengan PLN.")
    found = (await ask(office.admin, IDS, id=case.id))["complaint"]
    ids = {message["kind"]: message["id"] for message in found["messages"]["nodes"]}
    return Said(case, {**ids, "HANDLING": found["handlings"][0]["id"]})


ALL = {"COMMENT", "PROGRESS", "NOTE", "HANDLING"}


async def test_what_each_fetches(said: Said, office: Office, sibling: Office) -> None:
    tenant = TenantId(office.tenant // 100 * 100)
    province = replace(office.admin, tenant=tenant, reach=reach_of(tenant))
    expected = [
        (office.admin, ALL),
        (office.by("root", Role.PIMPINAN), ALL),
        (office.by("dinkes"), ALL),
        (office.by("dinkes", Role.STAF), ALL),
        (office.by("perkim"), ALL),
        (office.by("kecamatan"), {"COMMENT", "PROGRESS"}),
        (province, {"COMMENT", "PROGRESS"}),
        (said.case.reporter, {"COMMENT", "PROGRESS"}),
        (holder(said.case, office.tenant), {"COMMENT", "PROGRESS"}),
        (office.by("puskesmas"), set()),
        (sibling.admin, set()),
        (sibling.by("dinkes"), set()),
        (citizen(), set()),
        (VISITOR, set()),
    ]
    assert [(who.role, await said.seen_by(who)) for who, _ in expected] == [(who.role, seen) for who, seen in expected]


async def test_what_it_is(said: Said, office: Office, ask: Asking) -> None:
    note = (await ask(office.admin, NODE, id=said.ids["NOTE"]))["node"]
    assert (note["__typename"], note["kind"], note["body"]) == ("Message", "NOTE", "Koordinasi dengan PLN.")
    handling = (await ask(office.admin, NODE, id=said.ids["HANDLING"]))["node"]
    assert (handling["status"], handling["task"]) == ("OPEN", "Periksa tiang dan kabelnya.")
    assert handling["unit"]["name"] == f"perkim {office.pemda.name}"


@pytest.mark.parametrize("type_name", ["Message", "Handling"])
async def test_what_is_not_there(ask: Asking, office: Office, sibling: Office, type_name: str) -> None:
    for tenant in (office.tenant, sibling.tenant, 0):
        assert (await ask(office.admin, NODE, id=node_id(type_name, tenant, uuid4())))["node"] is None


async def test_an_id_of_the_other_type_is_nothing(said: Said, ask: Asking, office: Office) -> None:
    swapped = node_id("Handling", office.tenant, uuid4())
    assert (await ask(office.admin, NODES, ids=[swapped, said.ids["NOTE"]]))["nodes"] == [
        None,
        {"id": said.ids["NOTE"]},
    ]
