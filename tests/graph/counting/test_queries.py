"""Only the system asks what waits to be counted."""

import pytest

from rules.roles import Role
from tests.casework import submitted
from tests.graph.test_moves_table import SISTEM
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
_WAITING = "{ uncounted }"


async def test_whose_complaints_wait(ask: Asking, office: Office, sibling: Office) -> None:
    await submitted(ask, office)
    found = (await ask(SISTEM, _WAITING))["uncounted"]
    assert office.pemda.code in found
    assert sibling.pemda.code not in found
    assert found == sorted(found)


async def test_nobody_else_asks(ask: Asking, office: Office) -> None:
    for who in (office.admin, office.by("root", Role.PIMPINAN), office.by("dinkes"), citizen()):
        assert (await ask.refused(who, _WAITING))["code"] == "FORBIDDEN"
    assert (await ask.refused(VISITOR, _WAITING))["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
