"""Units and positions are changed by their own admin, once, and only while nothing is broken by it."""

import asyncio
from dataclasses import replace

import pytest

from graph.nodes import node_id
from rules.roles import Role
from tests.casework import submitted
from tests.graph.changing import Unchanged, change, document, key, national, position_id
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
SEEN = "{ id name code kind level activeFrom activeTo parent { id } viewerCan }"
WHO_MAY_NOT = [
    ("root", Role.PIMPINAN), ("root", Role.INTEGRASI), ("dinkes", Role.PENGHUBUNG), ("dinkes", Role.STAF),
    ("inspektorat", Role.PENGAWAS),
]  # fmt: skip


async def test_an_admin_adds_a_unit_below_another(ask: Asking, office: Office) -> None:
    made = await change(
        ask,
        office.admin,
        "createUnit",
        SEEN,
        parent=office.unit("dinkes"),
        code="PKM2",
        name="Puskesmas Kijang",
        kind="UPT",
    )
    assert (made["name"], made["code"], made["kind"], made["level"]) == ("Puskesmas Kijang", "PKM2", "UPT", 2)
    assert made["parent"] == {"id": office.unit("dinkes")}
    assert (made["activeFrom"], made["activeTo"]) == ("2026-03-04", None)
    assert made["viewerCan"] == ["READ", "MANAGE"]


async def test_the_same_key_makes_one_unit(ask: Asking, office: Office) -> None:
    given = {"clientKey": key(), "parent": office.unit("root"), "code": "BARU", "name": "Dinas Baru", "kind": "DINAS"}
    asked = [ask(office.admin, document("createUnit"), input=given) for _ in range(3)]
    made = await asyncio.gather(*asked)
    assert len({one["createUnit"]["id"] for one in made}) == 1
    other = await ask.refused(office.admin, document("createUnit"), input=given | {"code": "LAIN"})
    assert other["code"] == "IDEMPOTENCY_MISMATCH"


async def test_units_made_side_by_side_do_not_share_a_place(ask: Asking, office: Office) -> None:
    made = await asyncio.gather(
        *(
            change(
                ask,
                office.admin,
                "createUnit",
                parent=office.unit("root"),
                code=f"U{n}",
                name=f"Unit {n}",
                kind="DINAS",
            )
            for n in range(6)
        )
    )
    assert len({one["id"] for one in made}) == 6


async def test_a_code_is_used_once(office: Office, unchanged: Unchanged) -> None:
    given = {"parent": office.unit("root"), "code": "dinkes", "name": "Dinas Lain", "kind": "DINAS"}
    refusal = await unchanged(office.admin, "createUnit", **given)
    assert (refusal["code"], refusal["field"]) == ("CONFLICT", "code")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"kind": "ROOT"}, "kind"), ({"name": "x"}, "name"), ({"code": ""}, "code"), ({"parent": "x"}, "parent")],
)
async def test_bad_input_is_named(office: Office, unchanged: Unchanged, given: dict[str, str], field: str) -> None:
    good = {"parent": office.unit("root"), "code": "X1", "name": "Dinas X", "kind": "DINAS"}
    refusal = await unchanged(office.admin, "createUnit", **(good | given))
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


@pytest.mark.parametrize("who", WHO_MAY_NOT)
async def test_nobody_else_changes_units(office: Office, unchanged: Unchanged, who: tuple[str, Role]) -> None:
    someone = office.people[who]
    tries = {
        "createUnit": {"parent": office.unit("root"), "code": "X1", "name": "Dinas X", "kind": "DINAS"},
        "renameUnit": {"unit": office.unit("dinkes"), "name": "Lain"},
        "moveUnit": {"unit": office.unit("dinkes"), "parent": office.unit("perkim")},
        "closeUnit": {"unit": office.unit("dinkes")},
        "createPosition": {"unit": office.unit("dinkes"), "role": "STAF", "title": "Staf"},
        "closePosition": {"position": position_id(office.by("dinkes"))},
    }
    for name, given in tries.items():
        assert (await unchanged(someone, name, **given))["code"] == "FORBIDDEN", name


async def test_strangers_change_nothing(office: Office, sibling: Office, unchanged: Unchanged) -> None:
    given = {"unit": office.unit("dinkes"), "name": "Lain"}
    assert (await unchanged(sibling.admin, "renameUnit", **given))["code"] == "NOT_FOUND"
    assert (await unchanged(citizen(), "renameUnit", **given))["code"] == "FORBIDDEN"
    assert (await unchanged(VISITOR, "renameUnit", **given))["code"] == "UNAUTHENTICATED"
    province = replace(sibling.admin, tenant=office.tenant // 100 * 100, reach=national().reach)  # type: ignore[arg-type]
    assert (await unchanged(province, "renameUnit", **given))["code"] == "FORBIDDEN"
    assert (await unchanged(national(), "renameUnit", **given))["code"] == "FORBIDDEN"


async def test_a_unit_of_another_pemda_is_no_parent_here(office: Office, sibling: Office, unchanged: Unchanged) -> None:
    here, there = office.unit("dinkes"), sibling.unit("root")
    refusal = await unchanged(office.admin, "moveUnit", unit=here, parent=there)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "parent")
    forged = node_id("Unit", office.tenant, sibling.ids["root"])
    assert (await unchanged(office.admin, "moveUnit", unit=here, parent=forged))["code"] == "NOT_FOUND"


async def test_a_new_name_is_shown(ask: Asking, office: Office) -> None:
    renamed = await change(ask, office.admin, "renameUnit", SEEN, unit=office.unit("dinkes"), name="Dinkes PPKB")
    assert renamed["name"] == "Dinkes PPKB"


async def test_a_unit_without_complaints_moves_with_its_people(ask: Asking, office: Office) -> None:
    moved = await change(
        ask, office.admin, "moveUnit", SEEN, unit=office.unit("kecamatan"), parent=office.unit("perkim")
    )
    assert (moved["parent"]["id"], moved["level"]) == (office.unit("perkim"), 2)
    below = await ask(
        office.admin, "query($id: ID!) { node(id: $id) { ... on Unit { level } } }", id=office.unit("kelurahan")
    )
    assert below["node"]["level"] == 3
    listed = await ask(
        office.admin,
        "query($under: ID!) { positions(under: $under, roles: [PENGHUBUNG]) { nodes { unit { id } } } }",
        under=office.unit("kecamatan"),
    )
    assert {node["unit"]["id"] for node in listed["positions"]["nodes"]} == {
        office.unit("kecamatan"),
        office.unit("kelurahan"),
    }


@pytest.mark.parametrize("parent", ["kecamatan", "kelurahan"])
async def test_a_unit_never_hangs_below_itself(office: Office, unchanged: Unchanged, parent: str) -> None:
    refusal = await unchanged(office.admin, "moveUnit", unit=office.unit("kecamatan"), parent=office.unit(parent))
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "parent")


async def test_the_pemda_itself_stays_where_it_is(office: Office, unchanged: Unchanged) -> None:
    root = office.unit("root")
    assert (await unchanged(office.admin, "moveUnit", unit=root, parent=office.unit("perkim")))[
        "code"
    ] == "BAD_USER_INPUT"
    assert (await unchanged(office.admin, "closeUnit", unit=root))["code"] == "BAD_USER_INPUT"


async def test_a_unit_that_complaints_name_stays_where_it_is(ask: Asking, office: Office, unchanged: Unchanged) -> None:
    case = await (await submitted(ask, office)).disposed("dinkes")
    refusal = await unchanged(office.admin, "moveUnit", unit=office.unit("dinkes"), parent=office.unit("perkim"))
    assert (refusal["code"], refusal["rule"]) == ("CONFLICT", "still in use")
    await case.move(
        office.by("dinkes"), "returnComplaint", reason="Bukan kewenangan kami", suggestedUnit=office.unit("perkim")
    )
    refusal = await unchanged(office.admin, "moveUnit", unit=office.unit("dinkes"), parent=office.unit("perkim"))
    assert refusal["code"] == "CONFLICT"  # it is on record as who returned it


async def test_a_unit_in_use_is_not_closed(ask: Asking, office: Office, unchanged: Unchanged) -> None:
    assert (await unchanged(office.admin, "closeUnit", unit=office.unit("kecamatan")))["code"] == "CONFLICT"
    made = await change(
        ask, office.admin, "createUnit", parent=office.unit("root"), code="X1", name="Dinas X", kind="DINAS"
    )
    case = await (await submitted(ask, office)).verified()
    await case.move(office.admin, "disposeComplaint", unit=made["id"])
    assert (await unchanged(office.admin, "closeUnit", unit=made["id"]))["code"] == "CONFLICT"


async def test_an_empty_unit_is_closed_with_its_positions(ask: Asking, office: Office) -> None:
    made = await change(
        ask, office.admin, "createUnit", parent=office.unit("root"), code="X1", name="Dinas X", kind="DINAS"
    )
    position = await change(ask, office.admin, "createPosition", unit=made["id"], role="PENGHUBUNG", title="Sekretaris")
    closed = await change(ask, office.admin, "closeUnit", SEEN, unit=made["id"])
    assert closed["activeTo"] == "2026-03-04"
    tomorrow = ask.later(days=1)
    found = await tomorrow(
        office.admin, "query($id: ID!) { node(id: $id) { ... on Position { activeTo } } }", id=position["id"]
    )
    assert found["node"] == {"activeTo": "2026-03-04"}
    refusal = await tomorrow.refused(
        office.admin, document("createPosition"),
        input={"clientKey": key(), "unit": made["id"], "role": "STAF", "title": "Staf"},
    )  # fmt: skip
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "unit")


async def test_positions_are_made_by_the_chain_of_the_regulation(
    ask: Asking, office: Office, unchanged: Unchanged
) -> None:
    made = await change(
        ask, office.admin, "createPosition", "{ id title role unit { id } holders { id } viewerCan }",
        unit=office.unit("perkim"), role="STAF", title="Staf pengaduan",
    )  # fmt: skip
    assert (made["role"], made["unit"]["id"], made["holders"]) == ("STAF", office.unit("perkim"), [])
    assert made["viewerCan"] == ["READ", "MANAGE"]
    root = office.unit("root")
    for role in ("NASIONAL", "OMBUDSMAN"):
        refusal = await unchanged(office.admin, "createPosition", unit=root, role=role, title="Meja lain")
        assert refusal["code"] == "FORBIDDEN", role
    instansi = await change(
        ask, national(), "createPosition", "{ role }", unit=root, role="INSTANSI", title="Admin kedua"
    )
    assert instansi == {"role": "INSTANSI"}
    refusal = await unchanged(
        national(), "createPosition", unit=office.unit("perkim"), role="PENGHUBUNG", title="Dari pusat"
    )
    assert refusal["code"] == "FORBIDDEN"


@pytest.mark.parametrize(("role", "field"), [("PELAPOR", "role"), ("SISTEM", "role"), ("INSTANSI", "unit")])
async def test_some_roles_are_no_positions_there(office: Office, unchanged: Unchanged, role: str, field: str) -> None:
    refusal = await unchanged(office.admin, "createPosition", unit=office.unit("perkim"), role=role, title="Jabatan")
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


async def test_a_position_that_is_held_is_not_closed(ask: Asking, office: Office, unchanged: Unchanged) -> None:
    held = position_id(office.by("perkim"))
    assert (await unchanged(office.admin, "closePosition", position=held))["code"] == "CONFLICT"
    made = await change(
        ask, office.admin, "createPosition", unit=office.unit("perkim"), role="STAF", title="Staf kedua"
    )
    closed = await change(ask, office.admin, "closePosition", "{ activeTo }", position=made["id"])
    assert closed == {"activeTo": "2026-03-04"}
