"""The reporter supplements, objects, accepts, reopens and rates; nobody else does it for them."""

from dataclasses import replace

import pytest

from rules.roles import Role
from tests.casework import Case, holder, key, submitted
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    return await submitted(ask, office)


async def test_completion_is_asked_for_and_given(case: Case, office: Office) -> None:
    waiting = await case.move(office.admin, "requestCompletion", request="Mohon sebutkan nama jalan dan RT/RW.")
    assert (waiting["status"], waiting["clock"]) == ("AWAITING_REPORTER", "REPORTER_COMPLETION")
    back = await case.move(case.reporter, "supplementComplaint", body="Jalan Merdeka RT 02 RW 05.")
    assert (back["status"], back["clock"]) == ("RECEIVED", "INSTANSI_VERIFICATION")


async def test_acceptance_closes_and_reopening_has_a_window(ask: Asking, case: Case) -> None:
    await case.answered()
    closed = await case.move(case.reporter, "acceptAnswer")
    assert (closed["status"], closed["closedBy"]) == ("CLOSED", "REPORTER")
    late = Case(ask.later(days=31), case.office, case.reporter, case.id, case.code, case.secret)
    refusal = await late.refused(case.reporter, "reopenComplaint", reason="Lampu padam lagi malam ini.")
    assert refusal["rule"] == "reopen within 30 days"
    again = await case.move(case.reporter, "reopenComplaint", reason="Lampu padam lagi malam ini.")
    assert (again["status"], again["closedBy"], again["outcome"]) == ("IN_PROGRESS", None, None)


async def test_an_objection_stops_the_closing(ask: Asking, case: Case, office: Office) -> None:
    await case.answered()
    back = await case.move(case.reporter, "objectToAnswer", reason="Lampu masih padam sampai hari ini.")
    assert (back["status"], back["objections"], back["outcome"], back["clock"]) == (
        "IN_PROGRESS",
        1,
        None,
        "COMPLETION",
    )
    refusal = await case.refused(office.admin, "closeComplaint", reason="Tutup saja sekarang juga.")
    assert refusal["code"] == "FORBIDDEN"


async def test_rating_once_after_closing(case: Case) -> None:
    await case.answered()
    early = await case.refused(case.reporter, "rateComplaint", rating=5)
    assert early["code"] == "FORBIDDEN"
    await case.move(case.reporter, "acceptAnswer")
    assert (await case.move(case.reporter, "rateComplaint", rating=4))["rating"] == 4
    twice = await case.refused(case.reporter, "rateComplaint", rating=1)
    assert twice["rule"] == "rate once"


@pytest.mark.parametrize("move", ["acceptAnswer", "objectToAnswer"])
async def test_only_its_reporter_reacts(case: Case, office: Office, move: str) -> None:
    await case.answered()
    given = {"reason": "Saya tidak setuju sama sekali."} if move == "objectToAnswer" else {}
    for who in (citizen(), VISITOR):
        refusal = await case.refused(who, move, **given)
        # Published: a stranger may see it, so the refusal need not hide that it is there.
        assert refusal["code"] in ("FORBIDDEN", "NOT_FOUND", "UNAUTHENTICATED")
    for officer in (office.admin, office.by("dinkes")):
        assert (await case.refused(officer, move, **given))["code"] == "FORBIDDEN"


class TestConsent:
    """To be named to the Ombudsman or the APIP; what it does to a packet: `tests/graph/packets/`."""

    DOCUMENT = """query($id: ID!) { complaint(id: $id) { reporter { name phone shared }
      identityAccesses { title reason } } }"""

    async def test_it_is_given_and_withdrawn_and_the_identity_stays(self, ask: Asking, office: Office) -> None:
        case = await submitted(ask, office)
        assert (await ask(case.reporter, self.DOCUMENT, id=case.id))["complaint"]["reporter"]["shared"] is False
        await case.move(case.reporter, "consentToBeNamed", agree=True)
        assert (await ask(case.reporter, self.DOCUMENT, id=case.id))["complaint"]["reporter"]["shared"] is True
        await replace(case, ask=ask.later(hours=1)).move(case.reporter, "consentToBeNamed", agree=False)
        seen = (await ask(case.reporter, self.DOCUMENT, id=case.id))["complaint"]
        assert seen["reporter"] == {"name": "Budi Pelapor", "phone": "0811-0000-1234", "shared": False}
        assert [one["reason"].split()[0] for one in seen["identityAccesses"]] == ["Mengizinkan", "Mencabut"]
        assert {one["title"] for one in seen["identityAccesses"]} == {"Pelapor"}

    async def test_given_at_filing_it_is_noted_too(self, ask: Asking, office: Office) -> None:
        reporter = citizen()
        case = await submitted(ask, office, reporter, identityToOverseers=True)
        asked = "query($id: ID!) { complaint(id: $id) { identityAccesses { title reason at } } }"
        (noted,) = (await ask(reporter, asked, id=case.id))["complaint"]["identityAccesses"]
        assert (noted["title"], noted["reason"].split()[0], noted["at"]) == (
            "Pelapor",
            "Mengizinkan",
            ask.now.isoformat(),
        )
        silent = await submitted(ask, office, reporter)
        assert (await ask(reporter, asked, id=silent.id))["complaint"]["identityAccesses"] == []

    async def test_nobody_consents_for_another(self, ask: Asking, office: Office) -> None:
        case = await submitted(ask, office)
        for who in (office.admin, office.by("inspektorat", Role.PENGAWAS)):
            assert (await case.refused(who, "consentToBeNamed", agree=True))["code"] == "FORBIDDEN"
        assert (await case.refused(citizen(), "consentToBeNamed", agree=True))["code"] == "NOT_FOUND"
        assert (await ask(case.reporter, self.DOCUMENT, id=case.id))["complaint"]["identityAccesses"] == []

    async def test_where_nobody_is_known(self, ask: Asking, office: Office) -> None:
        given = {
            "clientKey": key(), "kind": "ASPIRASI", "title": "Taman di alun-alun", "body": "Mohon taman diberi bangku.",
            "pemda": office.pemda.code,
        }  # fmt: skip
        document = "mutation($input: SubmitComplaintInput!) { submitComplaint(input: $input) { complaint { id } } }"
        id_ = (await ask(VISITOR, document, input=given))["submitComplaint"]["complaint"]["id"]
        case = Case(ask, office, VISITOR, id_, "", None)
        refusal = await case.refused(holder(case, office.tenant), "consentToBeNamed", agree=True)
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "complaint")
