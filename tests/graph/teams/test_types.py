"""What one may do to a team or a sanction is told."""

import pytest

from rules.roles import Role
from tests.graph.changing import change
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


async def test_the_admin_manages_and_others_read(ask: Asking, office: Office) -> None:
    await change(
        ask, office.admin, "createCoordinationTeam", name="Tim Koordinasi", skNumber="SK 1", skDate="2025-01-02",
        members=[{"seat": "ANGGOTA", "personName": "Nama", "office": "Kabag"}],
    )  # fmt: skip
    document = "{ coordinationTeams { nodes { viewerCan } } }"
    for who, can in ((office.admin, ["READ", "MANAGE"]), (office.by("root", Role.PIMPINAN), ["READ"])):
        nodes = (await ask(who, document))["coordinationTeams"]["nodes"]
        assert [node["viewerCan"] for node in nodes] == [can]
