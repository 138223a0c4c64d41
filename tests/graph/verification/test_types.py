"""Opening an identity gives what was sealed and leaves an event; without a name there is none."""

import pytest

from rules.roles import Role
from tests.casework import BODY, TITLE, Case, key
from tests.offices import VISITOR, Asking, Office

pytestmark = pytest.mark.anyio
OPEN = """mutation($input: ReasonedMoveInput!) { openIdentity(input: $input) {
  identity { name phone email address } complaint { version } } }"""


SUBMIT = """mutation($input: SubmitComplaintInput!) { submitComplaint(input: $input) {
  trackingCode secret complaint { id } } }"""
SITI = {"name": "Siti Uji", "phone": "0811-0000-9999", "email": "siti@uji.test", "address": "Jalan Uji 1"}


async def anonymous(ask: Asking, office: Office, reporter: dict[str, str] | None) -> Case:
    """A visitor's complaint whose reporter wants to be hidden."""
    values = {"clientKey": key(), "kind": "ASPIRASI", "title": TITLE, "body": BODY, "pemda": office.pemda.code}
    given = {**values, "anonymous": True, "reporter": reporter}
    found = (await ask(VISITOR, SUBMIT, input=given))["submitComplaint"]
    return Case(ask, office, VISITOR, found["complaint"]["id"], found["trackingCode"], found["secret"])


async def opened(case: Case) -> dict[str, object]:
    _, values = await case.prepared("openIdentity", reason="Perlu menghubungi pelapor.")
    found: dict[str, object] = (await case.ask(case.office.admin, OPEN, **values))["openIdentity"]
    assert (await case.ask(case.office.admin, OPEN, **values))["openIdentity"] == found
    return found


async def test_it_is_what_was_sealed_and_each_opening_is_an_event(ask: Asking, office: Office) -> None:
    case = await anonymous(ask, office, SITI)
    found = await opened(case)
    assert found["identity"] == SITI
    assert found["complaint"] == {"version": 2}
    assert (await opened(case))["complaint"] == {"version": 3}


async def test_when_nobody_gave_a_name_there_is_none(ask: Asking, office: Office) -> None:
    found = await opened(await anonymous(ask, office, None))
    assert found["identity"] is None


async def test_who_may_not_gets_neither(ask: Asking, office: Office) -> None:
    case = await anonymous(ask, office, SITI)
    await case.disposed("dinkes")
    for who in (office.by("dinkes"), office.by("root", Role.PIMPINAN)):
        refusal = await case.refused(who, "openIdentity", reason="Ingin tahu siapa pelapornya.")
        assert refusal["code"] == "FORBIDDEN"
