"""Teams are read by their offices and those above; a sanction by its admin and the person."""

import pytest

from rules.roles import Role
from tests.graph.changing import change, national, position_id
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
TEAMS = "query($pemda: String) { coordinationTeams(pemda: $pemda) { nodes { id name members { seat } } } }"
SANCTIONS = "{ sanctions { nodes { id personName kind } } }"
TEAM = {
    "name": "Tim Koordinasi", "skNumber": "447/IX/2019", "skDate": "2019-09-02",
    "members": [{"seat": "KETUA", "personName": "Nama", "office": "Sekda"}],
}  # fmt: skip


async def sanctioned(ask: Asking, office: Office, unit: str) -> str:
    document = "query($p: ID) { appointments(position: $p) { nodes { id } } }"
    held = await ask(office.admin, document, p=position_id(office.by(unit)))
    made = await change(
        ask, office.admin, "imposeSanction", appointment=held["appointments"]["nodes"][0]["id"], kind="TEGURAN_LISAN",
        duty="(1) d", reason="Tidak menyelesaikan pengaduan",
    )  # fmt: skip
    return str(made["id"])


async def test_the_offices_and_those_above_read_the_team(ask: Asking, office: Office) -> None:
    await change(ask, office.admin, "createCoordinationTeam", **TEAM)
    for who in (office.admin, office.by("dinkes", Role.STAF), office.by("root", Role.PIMPINAN)):
        nodes = (await ask(who, TEAMS))["coordinationTeams"]["nodes"]
        assert [node["members"] for node in nodes] == [[{"seat": "KETUA"}]]
    assert len((await ask(national(), TEAMS, pemda=office.pemda.code))["coordinationTeams"]["nodes"]) == 1


async def test_strangers_read_neither(ask: Asking, office: Office, sibling: Office) -> None:
    team = (await change(ask, office.admin, "createCoordinationTeam", **TEAM))["id"]
    sanction = await sanctioned(ask, office, "dinkes")
    assert (await ask.refused(sibling.admin, TEAMS, pemda=office.pemda.code))["code"] == "NOT_FOUND"
    for stranger, code in ((citizen(), "FORBIDDEN"), (VISITOR, "UNAUTHENTICATED")):
        assert (await ask.refused(stranger, TEAMS))["code"] == code
        assert (await ask.refused(stranger, SANCTIONS))["code"] == code
    assert (await ask(sibling.admin, SANCTIONS))["sanctions"]["nodes"] == []
    nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }"
    for stranger in (sibling.admin, citizen(), VISITOR, office.by("perkim")):
        found = (await ask(stranger, nodes, ids=[sanction]))["nodes"]
        assert found == [None]
    found = (await ask(office.by("dinkes"), nodes, ids=[sanction, team]))["nodes"]
    assert [one["__typename"] for one in found] == ["Sanction", "CoordinationTeam"]


async def test_a_sanction_is_seen_by_the_person_and_by_oversight(ask: Asking, office: Office) -> None:
    await sanctioned(ask, office, "dinkes")
    await sanctioned(ask, office, "perkim")

    async def names(who: object) -> set[str]:
        nodes = (await ask(who, SANCTIONS))["sanctions"]["nodes"]  # type: ignore[arg-type]
        return {node["personName"] for node in nodes}

    everybody = {"Petugas dinkes", "Petugas perkim"}
    assert await names(office.admin) == everybody
    assert await names(office.by("inspektorat", Role.PENGAWAS)) == everybody
    assert await names(office.by("dinkes")) == {"Petugas dinkes"}
    assert await names(office.by("perkim", Role.STAF)) == set()
