"""Trainings are seen by the person, the unit, the pemda and who oversees it; by nobody else."""

import pytest

from rules.roles import Role
from tests.graph.trainings.test_mutations import LIST, appointment, record
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
NODE = "query($id: ID!) { node(id: $id) { ... on Training { personName } } }"


async def test_who_sees_it(ask: Asking, office: Office, sibling: Office) -> None:
    ours = await record(ask, office.admin, await appointment(ask, office, office.by("dinkes", Role.STAF)))
    await record(ask, sibling.admin, await appointment(ask, sibling, sibling.by("dinkes")))
    for who in (
        office.admin,
        office.by("dinkes"),
        office.by("dinkes", Role.STAF),
        office.by("root", Role.PIMPINAN),
        office.by("inspektorat", Role.PENGAWAS),
    ):
        assert [one["id"] for one in (await ask(who, LIST))["trainings"]["nodes"]] == [ours["id"]]
        assert (await ask(who, LIST, t="PROCESS"))["trainings"]["nodes"] == []
    for who in (office.by("perkim"), office.by("puskesmas")):
        assert (await ask(who, LIST))["trainings"]["nodes"] == []
        assert (await ask(who, NODE, id=ours["id"]))["node"] is None
    for who in (sibling.admin, citizen(), VISITOR, office.by("root", Role.INTEGRASI)):
        assert (await ask(who, NODE, id=ours["id"]))["node"] is None
    assert (await ask.refused(sibling.admin, LIST, p=office.pemda.code))["code"] == "NOT_FOUND"
    for who, code in ((citizen(), "FORBIDDEN"), (VISITOR, "UNAUTHENTICATED")):
        assert (await ask.refused(who, LIST))["code"] == code
