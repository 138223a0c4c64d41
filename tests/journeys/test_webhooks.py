"""Every public move of a real complaint is queued for the pemda's receivers in its own transaction, a transfer at both
ends; no inner move is, and no refused one."""

import pytest

from tenants.database import Database
from tests.casework import PASSED, answer, submitted
from tests.graph.changing import national
from tests.offices import Asking, Office, citizen
from tests.webhooks import added, deliveries

pytestmark = pytest.mark.anyio


def told(database: Database, office: Office) -> list[tuple[str, str, int]]:
    return [(row["move"], row["status"], row["version"]) for row in deliveries(database, office)]


async def test_the_moves_of_a_complaint(ask: Asking, office: Office, database: Database) -> None:
    await added(ask, office)
    who = citizen()
    case = await submitted(ask, office, who)
    await case.refused(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
    await case.move(office.admin, "verifyComplaint", **PASSED)
    await case.move(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
    await case.move(office.by("dinkes"), "addNote", body="Catatan internal saja.")
    await case.move(office.by("dinkes"), "answerComplaint", **answer())
    await case.move(who, "acceptAnswer")
    assert told(database, office) == [
        ("SUBMIT", "RECEIVED", 1),
        ("DISPOSE", "DISPOSED", 3),
        ("ANSWER", "ANSWERED", 5),
        ("ACCEPT", "CLOSED", 6),
    ]


async def test_a_return_to_the_nation_is_told_here(ask: Asking, office: Office, database: Database) -> None:
    await added(ask, office)
    case = await submitted(ask, office)
    await case.move(office.admin, "returnComplaintToNation", reason="Bukan kewenangan pemda ini sama sekali.")
    found = told(database, office)
    assert [(move, version) for move, _, version in found] == [("SUBMIT", 1), ("RETURN_TO_NATION", 2)]
    assert national().tenant == 0
