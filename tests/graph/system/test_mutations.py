"""The system acts only when time has run out, and never against an objection."""

import pytest

from policies.principal import Principal
from rules.identifiers import Reach
from rules.roles import Role
from tests.casework import Case, submitted
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio
SISTEM = Principal(Role.SISTEM, reach=Reach(0, 9999), name="Sistem")


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    return await submitted(ask, office)


def at(case: Case, **delta: float) -> Case:
    return Case(case.ask.later(**delta), case.office, case.reporter, case.id, case.code, case.secret)


async def test_a_silent_reporter_lets_it_lapse(case: Case, office: Office) -> None:
    await case.move(office.admin, "requestCompletion", request="Mohon lengkapi alamat kejadian.")
    early = await case.refused(SISTEM, "lapseComplaint")
    assert early["rule"] == "only after the deadline"
    archived = await at(case, days=30).move(SISTEM, "lapseComplaint")
    assert (archived["status"], archived["closedBy"]) == ("ARCHIVED", "SYSTEM")


async def test_no_reaction_closes_by_the_system_but_an_objection_never(case: Case) -> None:
    await case.answered()
    await case.move(case.reporter, "objectToAnswer", reason="Belum ada perubahan apa pun.")
    refusal = await at(case, days=60).refused(SISTEM, "lapseComplaint")
    assert refusal["code"] == "FORBIDDEN"
    await case.move(case.office.by("dinkes"), "answerComplaint", outcome="NOT_SOLVED", body="Menunggu anggaran.")
    closed = await at(case, days=60).move(SISTEM, "lapseComplaint")
    assert (closed["status"], closed["closedBy"], closed["outcome"]) == ("CLOSED", "SYSTEM", "NOT_SOLVED")


async def test_the_ombudsman_sees_only_what_was_handed_over(case: Case) -> None:
    await case.disposed()
    ombudsman = Principal(Role.OMBUDSMAN, reach=Reach(0, 9999), position=case.office.admin.position, name="Ombudsman")
    await case.move(case.office.admin, "flagComplaint", anonymous=True, secret=True, reason="Melindungi pelapor.")
    assert await case.seen_by(ombudsman) is None
    await at(case, days=30).move(SISTEM, "handOverComplaint")
    assert (await case.seen_by(ombudsman))["status"] == "DISPOSED"


async def test_officers_cannot_play_the_system(case: Case) -> None:
    await case.answered()
    refusal = await at(case, days=60).refused(case.office.admin, "lapseComplaint")
    assert refusal["code"] == "FORBIDDEN"
