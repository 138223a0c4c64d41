"""Units answer, extend, note and draft; the desk answers directly and closes."""

import pytest

from rules.roles import Role
from tests.casework import Case, answer, submitted
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    return await submitted(ask, office)


async def test_progress_then_answer_with_its_clocks(case: Case, office: Office) -> None:
    disposed = await (await case.disposed()).now()
    assert disposed["clock"] == "FIRST_RESPONSE"
    progress = await case.move(office.by("dinkes"), "reportProgress", body="Petugas sudah dijadwalkan.")
    assert (progress["status"], progress["clock"]) == ("IN_PROGRESS", "COMPLETION")
    answered = await case.move(office.by("dinkes"), "answerComplaint", **answer())
    assert (answered["status"], answered["outcome"], answered["clock"]) == ("ANSWERED", "SOLVED", "REPORTER_REACTION")


async def test_solved_needs_proof(case: Case, office: Office) -> None:
    await case.disposed()
    refusal = await case.refused(
        office.by("dinkes"), "answerComplaint", outcome="SOLVED", body="Sudah selesai dikerjakan."
    )
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "evidence")


async def test_only_aspirasi_and_information_are_answered_at_the_desk(ask: Asking, office: Office, case: Case) -> None:
    refusal = await case.refused(office.admin, "answerDirectly", **answer("INFORMATION_GIVEN"))
    assert refusal["rule"] == "only aspirasi and information are answered directly"
    wish = await submitted(ask, office, kind="ASPIRASI")
    answered = await wish.move(office.admin, "answerDirectly", **answer("ASPIRATION_NOTED"))
    assert answered["status"] == "ANSWERED"
    await wish.move(wish.reporter, "objectToAnswer", reason="Mohon dijelaskan lebih lanjut.")
    again = await wish.move(office.admin, "answerComplaint", **answer("ASPIRATION_NOTED"))
    assert again["status"] == "ANSWERED"


async def test_more_time_is_asked_for_and_given_by_the_level_above(case: Case, office: Office) -> None:
    await case.disposed()
    dinkes = office.by("dinkes")
    before = await case.move(dinkes, "reportProgress", body="Menunggu suku cadang.")
    asked = await case.move(dinkes, "requestExtension", amount=5, reason="Suku cadang datang minggu depan.")
    assert asked["dueAt"] == before["dueAt"]
    own = await case.refused(dinkes, "grantExtension", amount=5, reason="Kami putuskan sendiri.")
    assert (own["code"], own["rule"]) == ("MOVE_REFUSED", "the level above decides")
    more = await case.refused(office.admin, "grantExtension", amount=6, reason="Diberi lebih dari permintaan.")
    assert (more["code"], more["field"]) == ("BAD_USER_INPUT", "amount")
    given = await case.move(office.admin, "grantExtension", amount=5, reason="Menunggu suku cadang, disetujui.")
    assert given["dueAt"] > before["dueAt"]
    refusal = await case.refused(dinkes, "requestExtension", amount=61, reason="Terlalu lama sekali.")
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "amount")


async def test_a_refused_extension_leaves_the_deadline(case: Case, office: Office) -> None:
    await case.disposed()
    before = await case.move(office.by("dinkes"), "requestExtension", amount=5, reason="Menunggu suku cadang.")
    after = await case.move(office.admin, "refuseExtension", reason="Suku cadang sudah tersedia.")
    assert after["dueAt"] == before["dueAt"]
    again = await case.refused(office.admin, "refuseExtension", reason="Suku cadang sudah tersedia.")
    assert again["rule"] == "asked, then decided"


async def test_staff_draft_but_only_the_penghubung_answers(ask: Asking, case: Case, office: Office) -> None:
    await case.disposed()
    staff = office.by("dinkes", Role.STAF)
    await case.move(staff, "draftAnswer", body="Konsep: petugas sudah ke lokasi.")
    refusal = await case.refused(staff, "answerComplaint", **answer())
    assert refusal["code"] == "FORBIDDEN"
    document = "query($id: ID!) { complaint(id: $id) { messages { nodes { kind audience body } } } }"
    for who in (case.reporter, office.by("perkim")):
        found = (await ask(who, document, id=case.id))["complaint"]
        assert found is None or found["messages"]["nodes"] == []
    (draft,) = (await ask(office.by("dinkes"), document, id=case.id))["complaint"]["messages"]["nodes"]
    assert (draft["kind"], draft["audience"]) == ("DRAFT", "OFFICES")


async def test_the_desk_closes_but_never_over_an_unanswered_objection(case: Case, office: Office) -> None:
    await case.answered(outcome="NOT_OUR_AUTHORITY")
    await case.move(case.reporter, "objectToAnswer", reason="Ini kewenangan kabupaten.")
    await case.move(office.by("dinkes"), "answerComplaint", **answer("NOT_OUR_AUTHORITY"))
    refusal = await case.refused(office.admin, "closeComplaint", reason="Dianggap selesai oleh admin.")
    assert refusal["rule"] == "an objection is answered before closing"


async def test_pimpinan_reads_everything_and_decides_nothing(case: Case, office: Office) -> None:
    await case.disposed()
    leader = office.by("root", Role.PIMPINAN)
    assert (await case.seen_by(leader))["body"]
    for name, given in (
        ("answerComplaint", answer()),
        ("addNote", {"body": "Segera selesaikan."}),
        ("closeComplaint", {"reason": "Tutup saja sekarang juga."}),
        ("openIdentity", {"reason": "Ingin tahu siapa."}),
    ):
        assert (await case.refused(leader, name, **given))["code"] == "FORBIDDEN"
