"""The desk examines: every check recorded, protection only added, the original kept, what is secret unpublished."""

import pytest

from tests.casework import BODY, PASSED, Case, submitted
from tests.offices import VISITOR, Asking, Office

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    return await submitted(ask, office)


async def test_every_check_of_the_regulation_is_recorded(ask: Asking, case: Case, office: Office) -> None:
    await case.verified()
    document = "query($id: ID!) { complaint(id: $id) { timeline { nodes { move checks { check result } } } } }"
    events = (await ask(office.admin, document, id=case.id))["complaint"]["timeline"]["nodes"]
    checks = {check["check"] for check in events[-1]["checks"]}
    assert {
        "IDENTITY",
        "SUBSTANCE",
        "EVIDENCE",
        "NATURE",
        "SUBJECT",
        "OBJECT",
        "ANONYMITY",
        "SECRECY",
        "ELIGIBILITY",
    } <= checks
    seen = (await ask(case.reporter, document, id=case.id))["complaint"]["timeline"]["nodes"]
    assert [event["move"] for event in seen] == ["SUBMIT"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"substance": "NOT_NEEDED"}, "substance"), ({"subject": ""}, "subject")],
)
async def test_no_check_is_passed_by_silence(case: Case, office: Office, changed: dict[str, str], field: str) -> None:
    refusal = await case.refused(office.admin, "verifyComplaint", **{**PASSED, **changed})
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)
    assert refusal["rule"].startswith("Perbup Bintan 53/2021")


async def test_what_lacks_substance_cannot_go_on(case: Case, office: Office) -> None:
    await case.move(office.admin, "verifyComplaint", **{**PASSED, "substance": "NOT_MET"})
    refusal = await case.refused(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
    assert refusal["rule"] == "verification before disposition"


async def test_an_opened_identity_is_not_opened_again_by_a_retry_once_it_is_hidden(
    ask: Asking, case: Case, office: Office
) -> None:
    await case.disposed("dinkes")
    document, values = await case.prepared("openIdentity", reason="Perlu menghubungi pelapor.")
    assert (await ask(office.by("dinkes"), document, **values))["openIdentity"]["identity"]
    again = await ask(office.by("dinkes"), document, **values)
    assert again["openIdentity"]["identity"]
    await case.move(office.admin, "flagComplaint", anonymous=True, secret=False, reason="Pelapor merasa terancam.")
    refusal = await ask.refused(office.by("dinkes"), document, **values)
    assert refusal["code"] == "FORBIDDEN"


async def test_protection_is_only_added(ask: Asking, office: Office) -> None:
    case = await submitted(ask, office, anonymous=True)
    refusal = await case.refused(
        office.admin, "flagComplaint", anonymous=False, secret=False, reason="Pelapor diketahui umum."
    )
    assert (refusal["code"], refusal["field"]) == ("MOVE_REFUSED", "anonymous")
    flagged = await case.move(
        office.admin, "flagComplaint", anonymous=True, secret=True, reason="Menyangkut keselamatan pelapor."
    )
    assert (flagged["anonymous"], flagged["secret"]) == (True, True)


async def test_secret_is_not_published_ever(case: Case, office: Office) -> None:
    await case.disposed()
    assert (await case.seen_by(VISITOR))["published"] is True
    await case.move(office.admin, "flagComplaint", anonymous=False, secret=True, reason="Menyangkut data kesehatan.")
    assert await case.seen_by(VISITOR) is None
    refusal = await case.refused(office.admin, "publishComplaint", reason="Agar diketahui warga.")
    assert refusal["code"] == "MOVE_REFUSED"


async def test_the_public_reads_the_edited_text_and_the_original_stays(ask: Asking, case: Case, office: Office) -> None:
    await case.disposed()
    await case.move(
        office.admin,
        "editComplaintText",
        title="Lampu jalan simpang pasar padam",
        publicBody="Lampu jalan padam dua minggu. Kontak 0811-0000-1234.",
        reason="Menyingkat dan menghapus data pribadi.",
    )
    public = await case.seen_by(VISITOR)
    assert (public["title"], public["body"]) == (
        "Lampu jalan simpang pasar padam",
        "Lampu jalan padam dua minggu. Kontak ▇▇▇▇.",
    )
    document = "query($id: ID!) { complaint(id: $id) { body versions { revision body } } }"
    seen = (await ask(office.admin, document, id=case.id))["complaint"]
    assert seen["body"] == BODY
    assert next(version["body"] for version in seen["versions"]) == BODY
    hidden = (await ask(VISITOR, document, id=case.id))["complaint"]
    assert hidden["versions"] == []


async def test_archive_and_restore(case: Case, office: Office) -> None:
    archived = await case.move(
        office.admin, "archiveComplaint", because="MISADDRESSED", reason="Bukan kewenangan pemerintah daerah."
    )
    assert (archived["status"], archived["closedBy"]) == ("ARCHIVED", "ADMIN")
    restored = await case.move(office.admin, "restoreComplaint", reason="Ternyata termasuk kewenangan kami.")
    assert (restored["status"], restored["closedBy"]) == ("RECEIVED", None)
