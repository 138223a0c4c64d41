"""The organisation is read by its own offices and those above, and by nobody else."""

import pytest

from rules.roles import Role
from tests.graph.changing import national
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
UNITS = """query($pemda: String, $under: ID, $levels: Int, $search: String, $first: Int, $after: String) {
  units(pemda: $pemda, under: $under, levels: $levels, search: $search, first: $first, after: $after) {
    nodes { id code level parent { code } pemda { code } positions { role } }
    pageInfo { hasNextPage endCursor } } }"""
POSITIONS = """query($pemda: String, $under: ID, $roles: [Role!]) {
  positions(pemda: $pemda, under: $under, roles: $roles, first: 100) {
    nodes { id title role unit { code } holders { personName live } successors { id } } } }"""
TREE = ["root", "dinkes", "puskesmas", "perkim", "inspektorat", "kecamatan", "kelurahan"]


async def codes(ask: Asking, who: object, **given: object) -> list[str]:
    data = await ask(who, UNITS, **given)  # type: ignore[arg-type]
    return [node["code"] for node in data["units"]["nodes"]]


async def test_the_tree_is_read_from_the_top(ask: Asking, office: Office) -> None:
    data = await ask(office.admin, UNITS)
    nodes = data["units"]["nodes"]
    assert [node["code"] for node in nodes] == TREE
    assert [node["level"] for node in nodes] == [0, 1, 2, 1, 1, 1, 2]
    assert [node["parent"] and node["parent"]["code"] for node in nodes][:4] == [None, "root", "dinkes", "root"]
    assert nodes[1]["positions"] == [{"role": "PENGHUBUNG"}, {"role": "STAF"}]
    assert {node["pemda"]["code"] for node in nodes} == {office.pemda.code}


async def test_it_is_narrowed_searched_and_paged(ask: Asking, office: Office) -> None:
    assert await codes(ask, office.admin, under=office.unit("dinkes")) == ["dinkes", "puskesmas"]
    assert await codes(ask, office.admin, levels=1) == ["root", "dinkes", "perkim", "inspektorat", "kecamatan"]
    assert await codes(ask, office.admin, search="KELURAHAN") == ["kelurahan"]
    first = (await ask(office.admin, UNITS, first=3))["units"]
    assert first["pageInfo"]["hasNextPage"]
    assert await codes(ask, office.admin, first=10, after=first["pageInfo"]["endCursor"]) == TREE[3:]


@pytest.mark.parametrize(
    "who",
    [("root", Role.PIMPINAN), ("dinkes", Role.PENGHUBUNG), ("dinkes", Role.STAF), ("inspektorat", Role.PENGAWAS)],
)
async def test_every_desk_reads_its_own_pemda(ask: Asking, office: Office, who: tuple[str, Role]) -> None:
    assert await codes(ask, office.people[who]) == TREE


async def test_the_nation_reads_every_pemda(ask: Asking, office: Office) -> None:
    assert await codes(ask, national(), pemda=office.pemda.code) == TREE


async def test_strangers_read_nothing(ask: Asking, office: Office, sibling: Office) -> None:
    asked = {"pemda": office.pemda.code}
    assert (await ask.refused(sibling.admin, UNITS, **asked))["code"] == "NOT_FOUND"
    assert (await ask.refused(sibling.by("dinkes"), POSITIONS, **asked))["code"] == "NOT_FOUND"
    for document in (UNITS, POSITIONS):
        assert (await ask.refused(citizen(), document, **asked))["code"] == "FORBIDDEN"
        assert (await ask.refused(VISITOR, document, **asked))["code"] == "UNAUTHENTICATED"
        assert (await ask.refused(office.by("root", Role.INTEGRASI), document))["code"] == "FORBIDDEN"


async def test_a_unit_of_another_pemda_narrows_nothing(ask: Asking, office: Office, sibling: Office) -> None:
    for who in (office.admin, national()):
        refusal = await ask.refused(who, UNITS, pemda=office.pemda.code, under=sibling.unit("dinkes"))
        assert refusal["code"] == "NOT_FOUND"


async def test_positions_tell_who_holds_them_as_far_as_one_may_know(ask: Asking, office: Office) -> None:
    async def holders(who: object) -> dict[str, list[str]]:
        nodes = (await ask(who, POSITIONS))["positions"]["nodes"]  # type: ignore[arg-type]
        assert len(nodes) == 11
        return {
            f"{node['unit']['code']} {node['role']}": [held["personName"] for held in node["holders"]] for node in nodes
        }

    assert all(names for names in (await holders(office.admin)).values())
    seen = {place for place, names in (await holders(office.by("dinkes"))).items() if names}
    assert seen == {"dinkes PENGHUBUNG", "dinkes STAF", "puskesmas PENGHUBUNG"}
    own = {place for place, names in (await holders(office.by("dinkes", Role.STAF))).items() if names}
    assert own == {"dinkes STAF"}


async def test_positions_are_narrowed_by_role_and_place(ask: Asking, office: Office) -> None:
    data = await ask(office.admin, POSITIONS, under=office.unit("dinkes"), roles=["PENGHUBUNG"])
    assert [node["unit"]["code"] for node in data["positions"]["nodes"]] == ["dinkes", "puskesmas"]


async def test_nodes_are_fetched_again_by_those_who_may(ask: Asking, office: Office, sibling: Office) -> None:
    document = "query($id: ID!) { node(id: $id) { __typename id } }"
    unit = office.unit("dinkes")
    position = (await ask(office.admin, POSITIONS))["positions"]["nodes"][0]["id"]
    for id_, kind in ((unit, "Unit"), (position, "Position")):
        assert (await ask(office.by("perkim"), document, id=id_))["node"] == {"__typename": kind, "id": id_}
        for stranger in (sibling.admin, citizen(), VISITOR):
            assert (await ask(stranger, document, id=id_))["node"] is None
