"""What events, messages and handlings show: names of officers to officers, checks to offices, files to readers."""

from datetime import timedelta

import pytest

from rules.roles import Role
from tests.casework import Case, answer, submitted
from tests.offices import NOW, VISITOR, Asking, Office

pytestmark = pytest.mark.anyio
TIMELINE = """query($id: ID!) { complaint(id: $id) { timeline(first: 50) { nodes {
  seq move fromStatus toStatus actorRole actorTitle actorName reason at hash checks { check result } } } } }"""


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    case = await submitted(ask, office)
    return await case.answered("dinkes")


async def events(case: Case, who: object) -> dict[str, dict[str, object]]:
    found = (await case.ask(who, TIMELINE, id=case.id))["complaint"]["timeline"]["nodes"]  # type: ignore[arg-type]
    return {event["move"]: event for event in found}


async def test_officers_read_who_did_it_others_in_which_position(case: Case, office: Office) -> None:
    for who in (office.admin, office.by("dinkes")):
        found = await events(case, who)
        assert found["DISPOSE"]["actorName"] == office.admin.name
        assert found["ANSWER"]["actorName"] == office.by("dinkes").name
        assert found["SUBMIT"]["actorName"] == ""
    for who in (case.reporter, VISITOR):
        found = await events(case, who)
        assert {event["actorName"] for event in found.values()} == {None}
        assert found["ANSWER"]["actorTitle"] == office.by("dinkes").position_title


async def test_checks_of_a_verification_are_for_offices(case: Case, office: Office) -> None:
    inside = await events(case, office.admin)
    checks = {check["check"]: check["result"] for check in inside["VERIFY"]["checks"]}  # type: ignore[attr-defined]
    assert checks["IDENTITY"] == "MET"
    assert checks["NATURE"] == "BUKAN_KEDUANYA"
    assert inside["DISPOSE"]["checks"] == []
    for who in (case.reporter, VISITOR):
        assert "VERIFY" not in await events(case, who)


async def test_an_event_is_numbered_timed_and_fingerprinted(case: Case, office: Office) -> None:
    found = list((await events(case, office.admin)).values())
    assert [event["seq"] for event in found] == [1, 2, 3, 4]
    assert (found[0]["fromStatus"], found[0]["toStatus"]) == (None, "RECEIVED")
    assert [event["fromStatus"] for event in found[1:]] == [event["toStatus"] for event in found[:-1]]
    assert {event["at"] for event in found} == {NOW.isoformat()}
    hashes = [str(event["hash"]) for event in found]
    assert all(len(bytes.fromhex(text)) == 32 for text in hashes)
    assert len(set(hashes)) == 4


async def test_a_message_says_who_spoke_to_whom(ask: Asking, case: Case, office: Office) -> None:
    document = """query($id: ID!) { complaint(id: $id) { messages { nodes {
        kind audience authorRole authorTitle body evidence at attachments { name } } } } }"""
    (message,) = (await ask(VISITOR, document, id=case.id))["complaint"]["messages"]["nodes"]
    assert message == {
        "kind": "ANSWER",
        "audience": "PUBLIC",
        "authorRole": "PENGHUBUNG",
        "authorTitle": office.by("dinkes").position_title,
        **{name: text for name, text in answer().items() if name != "outcome"},
        "at": NOW.isoformat(),
        "attachments": [],
    }


async def test_a_handling_has_its_own_clock_and_answer(ask: Asking, office: Office) -> None:
    case = await (await submitted(ask, office)).disposed("dinkes")
    await case.move(office.by("dinkes"), "addHandling", unit=office.unit("perkim"), task="Periksa tiang listrik.")
    document = """query($id: ID!) { complaint(id: $id) {
        dueAt handlings { id status task outcome answer dueAt startedAt endedAt unit { id } }
        participants { part since unit { id } } } }"""
    before = (await ask(office.admin, document, id=case.id))["complaint"]
    (handling,) = before["handlings"]
    assert (handling["status"], handling["outcome"], handling["answer"]) == ("OPEN", None, "")
    assert (handling["startedAt"], handling["endedAt"]) == (NOW.isoformat(), None)
    assert handling["dueAt"] > (NOW + timedelta(days=14)).isoformat()
    assert handling["unit"]["id"] == office.unit("perkim")
    assert {(one["part"], one["unit"]["id"]) for one in before["participants"]} == {
        ("HOLDER", office.unit("dinkes")),
        ("HANDLER", office.unit("perkim")),
    }
    given = {"handling": handling["id"], "outcome": "SOLVED", "body": "Tiang sudah diganti."}
    await case.move(office.by("perkim"), "answerHandling", **given)
    (ended,) = (await ask(office.admin, document, id=case.id))["complaint"]["handlings"]
    assert (ended["status"], ended["outcome"], ended["answer"]) == ("ANSWERED", "SOLVED", "Tiang sudah diganti.")
    assert ended["endedAt"] == NOW.isoformat()


async def test_who_opened_the_identity_is_told_to_the_reporter(ask: Asking, office: Office) -> None:
    case = await submitted(ask, office, anonymous=True)
    await case.move(office.admin, "openIdentity", reason="Perlu menghubungi pelapor.")
    document = "query($id: ID!) { complaint(id: $id) { identityAccesses { title reason at } } }"
    told = [{"title": office.admin.position_title, "reason": "Perlu menghubungi pelapor.", "at": NOW.isoformat()}]
    for who in (case.reporter, office.admin, office.by("root", Role.PIMPINAN)):
        assert (await ask(who, document, id=case.id))["complaint"]["identityAccesses"] == told
    await case.disposed("dinkes")
    assert (await ask(office.by("dinkes"), document, id=case.id))["complaint"]["identityAccesses"] == []
