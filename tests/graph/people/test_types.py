"""What a unit and a position show, and to whom they show who holds them."""

import pytest

from rules.roles import Role
from tests.casework import submitted
from tests.offices import Asking, Office, citizen

pytestmark = pytest.mark.anyio
_CASE = """query($id: ID!) { complaint(id: $id) { unit {
  name kind level pemda { code } viewerCan positions { title holders { personName } } } } }"""


async def test_a_reporter_sees_which_unit_works_and_nobody_in_it(ask: Asking, office: Office) -> None:
    reporter = citizen()
    case = await (await submitted(ask, office, reporter)).disposed("dinkes")
    seen = (await ask(reporter, _CASE, id=case.id))["complaint"]["unit"]
    assert (seen["kind"], seen["level"], seen["pemda"]["code"]) == ("DINAS", 1, office.pemda.code)
    assert (seen["viewerCan"], seen["positions"]) == ([], [])


async def test_its_own_office_sees_who_works_there(ask: Asking, office: Office) -> None:
    case = await (await submitted(ask, office)).disposed("dinkes")
    seen = (await ask(office.admin, _CASE, id=case.id))["complaint"]["unit"]
    assert seen["viewerCan"] == ["READ", "MANAGE"]
    assert [len(position["holders"]) for position in seen["positions"]] == [1, 1]


async def test_what_one_may_do_is_told_per_object(ask: Asking, office: Office) -> None:
    document = "{ positions(roles: [INSTANSI, PENGHUBUNG]) { nodes { role viewerCan unit { parent { code } } } } }"
    nodes = (await ask(office.admin, document))["positions"]["nodes"]
    assert {tuple(node["viewerCan"]) for node in nodes} == {("READ", "MANAGE")}
    nodes = (await ask(office.by("root", Role.PIMPINAN), document))["positions"]["nodes"]
    assert {tuple(node["viewerCan"]) for node in nodes} == {("READ",)}
