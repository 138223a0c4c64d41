"""Coordination teams by decree, and sanctions: a removal takes every position, at once."""

from typing import Any

import pytest

from rules.roles import Role
from tenants.stores import access_changes
from tests.casework import submitted
from tests.graph.changing import Unchanged, account_id, change, national, position_id
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
SEEN = "{ id name skNumber skDate validFrom validTo viewerCan members { seat personName office } }"
TEAM = {"name": "Tim Koordinasi SP4N-LAPOR!", "skNumber": "447/IX/2019", "skDate": "2019-09-02"}
SEATS = ["ANGGOTA", "KETUA", "PEMBINA", "SEKRETARIS", "WAKIL_KETUA", "PENANGGUNG_JAWAB", "ANGGOTA"]
MEMBERS = [{"seat": seat, "personName": f"Nama {n}", "office": "Kepala Bagian"} for n, seat in enumerate(SEATS)]
SANCTION = {"kind": "TEGURAN_LISAN", "duty": "(2) b", "reason": "Menyebarluaskan identitas pengadu"}


async def held(ask: Asking, office: Office, unit: str = "dinkes", role: Role = Role.PENGHUBUNG) -> str:
    document = "query($p: ID) { appointments(position: $p) { nodes { id } } }"
    data = await ask(office.admin, document, p=position_id(office.by(unit, role)))
    return str(data["appointments"]["nodes"][0]["id"])


async def test_a_team_is_recorded_with_everybody_in_it(ask: Asking, office: Office) -> None:
    made = await change(ask, office.admin, "createCoordinationTeam", SEEN, **TEAM, members=MEMBERS)
    assert (made["skNumber"], made["validFrom"], made["validTo"]) == ("447/IX/2019", "2019-09-02", None)
    order = ["PEMBINA", "PENANGGUNG_JAWAB", "KETUA", "WAKIL_KETUA", "SEKRETARIS", "ANGGOTA", "ANGGOTA"]
    assert [member["seat"] for member in made["members"]] == order
    ended = await change(ask, office.admin, "dissolveCoordinationTeam", SEEN, team=made["id"], lastDay="2024-12-31")
    assert ended["validTo"] == "2024-12-31"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"members": []}, "members"),
        ({"members": [MEMBERS[1], MEMBERS[1]]}, "members"),
        ({"members": MEMBERS * 20}, "members"),
        ({"members": [MEMBERS[0] | {"personName": "x"}]}, "members.0.personName"),
        ({"name": ""}, "name"),
    ],
)
async def test_bad_input_is_named(office: Office, unchanged: Unchanged, given: dict[str, Any], field: str) -> None:
    refusal = await unchanged(office.admin, "createCoordinationTeam", **(TEAM | {"members": MEMBERS} | given))
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


async def test_a_team_does_not_end_before_it_begins(ask: Asking, office: Office, unchanged: Unchanged) -> None:
    made = await change(ask, office.admin, "createCoordinationTeam", SEEN, **TEAM, members=MEMBERS)
    refusal = await unchanged(office.admin, "dissolveCoordinationTeam", team=made["id"], lastDay="2019-01-01")
    assert refusal["field"] == "lastDay"


async def test_nobody_else_changes_teams_or_sanctions(
    ask: Asking, office: Office, sibling: Office, unchanged: Unchanged
) -> None:
    team = (await change(ask, office.admin, "createCoordinationTeam", SEEN, **TEAM, members=MEMBERS))["id"]
    appointment = await held(ask, office)
    for someone in (office.by("root", Role.PIMPINAN), office.by("dinkes"), citizen()):
        for name, given in (
            ("createCoordinationTeam", {**TEAM, "members": MEMBERS}),
            ("dissolveCoordinationTeam", {"team": team}),
            ("imposeSanction", {"appointment": appointment, **SANCTION}),
        ):
            assert (await unchanged(someone, name, **given))["code"] == "FORBIDDEN"
    for stranger, code in ((sibling.admin, "NOT_FOUND"), (VISITOR, "UNAUTHENTICATED"), (national(), "FORBIDDEN")):
        assert (await unchanged(stranger, "dissolveCoordinationTeam", team=team))["code"] == code
        assert (await unchanged(stranger, "imposeSanction", appointment=appointment, **SANCTION))["code"] == code


async def test_a_reprimand_is_recorded_and_ends_nothing(ask: Asking, office: Office) -> None:
    appointment = await held(ask, office)
    made = await change(
        ask, office.admin, "imposeSanction", "{ personName kind duty reason imposedOn recordedAt }",
        appointment=appointment, **SANCTION,
    )  # fmt: skip
    assert made == {
        "personName": "Petugas dinkes", "kind": "TEGURAN_LISAN", "duty": "(2) b",
        "reason": "Menyebarluaskan identitas pengadu", "imposedOn": "2026-03-04",
        "recordedAt": "2026-03-04T02:00:00+00:00",
    }  # fmt: skip
    assert await held(ask, office) == appointment


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "TEGURAN_TERTULIS"}, "skNumber"),
        ({"imposedOn": "2026-03-05"}, "imposedOn"),
        ({"reason": "x"}, "reason"),
    ],
)
async def test_a_sanction_must_be_proper(
    ask: Asking, office: Office, unchanged: Unchanged, given: dict[str, str], field: str
) -> None:
    values = {"appointment": await held(ask, office), **SANCTION, **given}
    refusal = await unchanged(office.admin, "imposeSanction", **values)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


async def test_nobody_sanctions_himself(ask: Asking, office: Office, unchanged: Unchanged) -> None:
    own = await held(ask, office, "root", Role.INSTANSI)
    assert (await unchanged(office.admin, "imposeSanction", appointment=own, **SANCTION))["code"] == "FORBIDDEN"


async def test_a_removal_ends_every_position_and_leaves_no_case_behind(ask: Asking, office: Office) -> None:
    person = office.by("puskesmas")
    second = await change(
        ask, office.admin, "createPosition", unit=office.unit("kelurahan"), role="PENGAWAS", title="Rangkap jabatan"
    )

    await change(
        ask, office.admin, "appoint", position=second["id"], account=account_id(person), kind="DEFINITIVE",
        skNumber="SK 2/2026", skDate="2026-01-02",
    )  # fmt: skip
    case = await (await submitted(ask, office)).disposed("puskesmas")
    heard: list[str] = []
    leave = access_changes.subscribe(heard.append)
    try:
        await change(
            ask, office.admin, "imposeSanction", appointment=await held(ask, office, "puskesmas"),
            **(SANCTION | {"kind": "PEMBERHENTIAN", "skNumber": "SK 99/2026"}),
        )  # fmt: skip
    finally:
        leave()
    assert heard == [str(person.account)]
    document = "{ appointments(includeEnded: true, first: 100) { nodes { personName live endedReason } } }"
    nodes = (await ask(office.admin, document))["appointments"]["nodes"]
    theirs = [node for node in nodes if node["personName"] == person.name]
    assert [(node["live"], node["endedReason"]) for node in theirs] == [(False, "Pemberhentian: SK 99/2026")] * 2
    assert (await case.now())["desk"]["name"].startswith("dinkes")
