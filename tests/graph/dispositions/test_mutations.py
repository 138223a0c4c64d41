"""Disposition down, return up, ping-pong, parallel handling, tembusan, merging."""

import pytest

from rules.roles import Role
from tests.casework import Case, answer, submitted
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio
_NOT_OURS = "Bukan kewenangan unit kami."


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    return await submitted(ask, office)


async def test_disposition_needs_a_verification_that_passed(case: Case, office: Office) -> None:
    refusal = await case.refused(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
    assert refusal["code"] == "MOVE_REFUSED"
    assert refusal["rule"] == "verification before disposition"


async def test_a_unit_disposes_only_downwards(case: Case, office: Office) -> None:
    await case.disposed("dinkes")
    up = await case.refused(office.by("dinkes"), "disposeComplaint", unit=office.unit("perkim"))
    assert (up["code"], up["field"]) == ("MOVE_REFUSED", "unit")
    down = await case.move(office.by("dinkes"), "disposeComplaint", unit=office.unit("puskesmas"))
    assert (down["status"], down["unit"]["name"]) == ("DISPOSED", f"puskesmas {office.pemda.name}")
    refusal = await case.refused(office.by("dinkes"), "answerComplaint", **answer())
    assert refusal["code"] == "FORBIDDEN"


async def test_a_return_goes_up_the_way_it_came(case: Case, office: Office) -> None:
    await case.disposed("kecamatan")
    await case.move(office.by("kecamatan"), "disposeComplaint", unit=office.unit("kelurahan"))
    back = await case.move(office.by("kelurahan"), "returnComplaint", reason=_NOT_OURS)
    assert (back["status"], back["unit"]["name"]) == ("DISPOSED", f"kecamatan {office.pemda.name}")


async def test_the_second_return_waits_for_a_ruling_that_binds(case: Case, office: Office) -> None:
    await case.disposed("perkim")
    await case.move(office.by("perkim"), "returnComplaint", reason=_NOT_OURS, suggestedUnit=office.unit("dinkes"))
    await case.move(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
    twice = await case.move(office.by("dinkes"), "returnComplaint", reason=_NOT_OURS)
    assert (twice["status"], twice["returns"], twice["rulingRequired"], twice["clock"]) == (
        "RECEIVED",
        2,
        True,
        "RULING",
    )
    refusal = await case.refused(office.admin, "disposeComplaint", unit=office.unit("perkim"))
    assert refusal["rule"] == "second return needs a ruling"
    ruled = await case.move(
        office.admin, "ruleOnComplaint", unit=office.unit("perkim"), ruling="Perkim menangani sesuai tugasnya."
    )
    assert (ruled["status"], ruled["rulingRequired"]) == ("DISPOSED", False)
    third = await case.refused(office.by("perkim"), "returnComplaint", reason=_NOT_OURS)
    assert third["rule"] == "no return after a ruling"


async def test_the_lead_answers_when_all_have_answered(case: Case, ask: Asking, office: Office) -> None:
    await case.disposed("perkim")
    await case.move(office.by("perkim"), "addHandling", unit=office.unit("dinkes"), task="Periksa dampak kesehatan.")
    refusal = await case.refused(office.by("perkim"), "answerComplaint", **answer())
    assert refusal["rule"] == "one lead answers when all have answered"
    document = "query($id: ID!) { complaint(id: $id) { handlings { id status dueAt unit { name } } } }"
    (handling,) = (await ask(office.by("dinkes"), document, id=case.id))["complaint"]["handlings"]
    given = {"handling": handling["id"], "outcome": "SOLVED", "body": "Tidak ada dampak kesehatan."}
    stranger = await case.refused(office.by("kecamatan"), "answerHandling", **given)
    assert stranger["code"] == "NOT_FOUND"
    await case.move(office.by("dinkes"), "answerHandling", **given)
    assert (await case.move(office.by("perkim"), "answerComplaint", **answer()))["status"] == "ANSWERED"


async def test_a_tembusan_reads_and_does_nothing(case: Case, office: Office) -> None:
    await case.disposed("perkim")
    assert await case.seen_by(office.by("dinkes")) is None
    await case.move(office.by("perkim"), "addTembusan", unit=office.unit("dinkes"))
    assert (await case.seen_by(office.by("dinkes")))["body"]
    refusal = await case.refused(office.by("dinkes"), "answerComplaint", **answer())
    assert refusal["code"] == "FORBIDDEN"
    await case.move(office.by("perkim"), "removeTembusan", unit=office.unit("dinkes"))
    assert await case.seen_by(office.by("dinkes")) is None


async def test_a_referral_goes_to_the_inspektorat_and_off_the_public_list(case: Case, office: Office) -> None:
    await case.verified()
    referred = await case.move(office.admin, "referComplaint", reason="Dugaan pungutan liar oleh petugas.")
    assert (referred["kind"], referred["published"]) == ("PENGADUAN_BERKADAR", False)
    seen = await case.seen_by(office.by("inspektorat", Role.PENGAWAS))
    assert "RESPOND" in seen["viewerCan"]


async def test_merged_complaints_get_one_answer_and_keep_their_objection(
    ask: Asking, office: Office, case: Case
) -> None:
    await case.disposed("perkim")
    child = await submitted(ask, office)
    await child.verified()
    merged = await child.move(office.admin, "mergeComplaint", parent=case.id, reason="Lokasi dan masalah sama.")
    assert merged["status"] == "IN_PROGRESS"
    alone = await child.refused(office.by("perkim"), "answerComplaint", **answer())
    assert alone["rule"] == "a merged complaint is answered with its parent"
    await case.move(office.by("perkim"), "answerComplaint", **answer("PARTLY_SOLVED"))
    told = await child.seen_by(child.reporter)
    assert (told["status"], told["outcome"]) == ("ANSWERED", "PARTLY_SOLVED")
    await child.move(child.reporter, "objectToAnswer", reason="Di tempat saya belum ada perbaikan.")
    assert (await child.now())["status"] == "IN_PROGRESS"
    assert (await case.now())["status"] == "ANSWERED"
