"""Documents are asked for once, in a position, as one's role may; the worker's steps are the system's alone."""

from typing import Any

import psycopg
import pytest

from graph.nodes import parse_id
from policies.principal import Principal
from rules.documents import LEASE, MOST_WAITING
from rules.identifiers import NATION, reach_of
from rules.roles import LABELS, Role
from tenants.database import Database
from tests.casework import key
from tests.gateway.worker.scribe import REQUEST, listed, requested
from tests.graph.changing import change, document
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
SISTEM = Principal(Role.SISTEM, reach=reach_of(NATION), name=LABELS[Role.SISTEM])
HEAD = "{ office address place signerTitle signerName signerNumber }"
GIVEN = {"office": "Dinas Kominfo", "address": "Jalan Uji 1", "place": "Uji", "signerTitle": "Kepala Dinas"}
STEPS: dict[str, tuple[str, dict[str, Any]]] = {
    "beginDocument": ("OfDocumentInput", {}),
    "noteDocumentProgress": ("DocumentProgressInput", {"attempt": 1, "progress": 50}),
    "keepDocumentPart": (
        "KeepDocumentPartInput",
        {"attempt": 1, "progress": 9, "number": 1, "rows": 10, "resumeAfter": "x", "seenAs": "ab"},
    ),
    "finishDocument": ("FinishDocumentInput", {"attempt": 1, "sha256": "ab" * 32, "size": 5}),
    "failDocument": ("FailDocumentInput", {"attempt": 1, "code": "FORBIDDEN"}),
    "clearDocument": ("ClearDocumentInput", {"over": False}),
}


def kept(database: Database, office: Office) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.owner_url) as owner:
        return owner.execute(
            "SELECT id, state, progress, sha256, attempts FROM tuntas.document WHERE tenant_id = %s ORDER BY 1",
            (office.tenant,),
        ).fetchall()


def step(name: str, id_: str, **more: Any) -> tuple[str, dict[str, Any]]:
    kind, given = STEPS[name]
    text = f"mutation($input: {kind}!) {{ {name}(input: $input) {{ __typename }} }}"
    return text, {"input": {"document": id_, **given, **more}}


async def test_the_same_key_asks_once(ask: Asking, office: Office, database: Database) -> None:
    given = {"clientKey": key(), "kind": "COMPLAINT_REPORT", "format": "PDF", "year": 2026}
    one, other = [(await ask(office.admin, REQUEST, input=given))["requestDocument"] for _ in (1, 2)]
    assert one == other
    assert one["askedBy"] == office.admin.position_title
    assert len(kept(database, office)) == 1


@pytest.mark.parametrize("role", ["INSTANSI", "PIMPINAN", "PENGHUBUNG", "STAF", "PENGAWAS"])
async def test_every_office_asks_for_reports(ask: Asking, office: Office, role: str) -> None:
    who = next(person for (_, held), person in office.people.items() if held == role)
    made = await requested(ask, who, "COMPLAINT_REPORT", year=2026)
    assert [seen["id"] for seen in await listed(ask, who)] == [made["id"]]


@pytest.mark.parametrize("role", [Role.STAF, Role.PENGAWAS])
async def test_who_exports_is_told_by_the_policy(ask: Asking, office: Office, database: Database, role: Role) -> None:
    who = next(person for (_, held), person in office.people.items() if held is role)
    given = {"clientKey": key(), "kind": "LAPOR_EXPORT", "format": "XLSX", "year": 2026}
    refusal = await ask.refused(who, REQUEST, input=given)
    assert (refusal["code"], refusal["rule"]) == ("FORBIDDEN", f"document:export is not for {role}")
    assert kept(database, office) == []


async def test_programs_citizens_and_visitors_ask_for_nothing(ask: Asking, office: Office, database: Database) -> None:
    given = {"clientKey": key(), "kind": "COMPLAINT_REPORT", "format": "PDF", "year": 2026}
    for who in (office.by("root", Role.INTEGRASI), citizen(), VISITOR):
        assert (await ask.refused(who, REQUEST, input=given))["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
    assert kept(database, office) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "COMPLAINT_REPORT", "format": "PDF"}, "year"),
        ({"kind": "COMPLAINT_REPORT", "format": "PDF", "year": 2026, "month": 4}, "month"),
        ({"kind": "COMPLAINT_REPORT", "format": "PDF", "year": 2027}, "year"),
        ({"kind": "LAPOR_EXPORT", "format": "DOCX", "year": 2026}, "format"),
        ({"kind": "ACTION_PLAN", "format": "PDF"}, "subject"),
        ({"kind": "ACTION_PLAN", "format": "PDF", "subject": "QWNjb3VudDowLjE="}, "subject"),
    ],
)
async def test_what_does_not_fit_is_refused(
    ask: Asking, office: Office, database: Database, given: dict[str, Any], field: str
) -> None:
    refusal = await ask.refused(office.admin, REQUEST, input={"clientKey": key(), **given})
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)
    assert kept(database, office) == []


async def test_nobody_waits_for_too_many(ask: Asking, office: Office, database: Database) -> None:
    for _ in range(MOST_WAITING):
        await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026)
    given = {"clientKey": key(), "kind": "COMPLAINT_REPORT", "format": "PDF", "year": 2026}
    assert (await ask.refused(office.admin, REQUEST, input=given))["code"] == "CONFLICT"
    assert len(kept(database, office)) == MOST_WAITING
    await requested(ask, office.by("dinkes"), "COMPLAINT_REPORT", year=2026)


@pytest.mark.parametrize("name", sorted(STEPS))
async def test_the_workers_steps_are_the_systems(ask: Asking, office: Office, database: Database, name: str) -> None:
    made = await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026)
    if name != "beginDocument":
        await ask(SISTEM, step("beginDocument", made["id"])[0], **step("beginDocument", made["id"])[1])
    if name == "clearDocument":
        await ask(SISTEM, step("finishDocument", made["id"])[0], **step("finishDocument", made["id"])[1])
    before = kept(database, office)
    text, values = step(name, made["id"])
    for who in (*office.people.values(), citizen(), VISITOR):
        assert (await ask.refused(who, text, **values))["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
    assert kept(database, office) == before
    await ask(SISTEM, text, **values)


async def test_one_worker_has_it_and_done_is_done(ask: Asking, office: Office, database: Database) -> None:
    made = await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026)
    text, values = step("beginDocument", made["id"])
    assert (await ask(SISTEM, text, **values))["beginDocument"] is not None
    assert (await ask(SISTEM, text, **values))["beginDocument"] is None
    for name, more in (
        ("noteDocumentProgress", {}),
        ("finishDocument", {}),
        ("failDocument", {}),
        ("finishDocument", {"size": 9}),
    ):
        text, values = step(name, made["id"], **more)
        await ask(SISTEM, text, **values)
    ((id_, state, progress, sha256, attempts),) = kept(database, office)
    assert (id_, state, progress, attempts) == (parse_id(made["id"]).uuid, "DONE", 100, 1)
    assert bytes(sha256) == bytes.fromhex("ab" * 32)
    (seen,) = await listed(ask, office.admin)
    assert (seen["size"], seen["code"]) == (5, None)


async def test_an_attempt_that_was_taken_over_is_told_so(ask: Asking, office: Office, database: Database) -> None:
    made = await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026)
    text, values = step("beginDocument", made["id"])
    late = ask.later(seconds=LEASE.total_seconds() + 1)
    await ask(SISTEM, text, **values)
    await late(SISTEM, text, **values)
    before = kept(database, office)
    for name in ("noteDocumentProgress", "finishDocument"):
        text, values = step(name, made["id"])
        refusal = await late.refused(SISTEM, text, **values)
        assert (refusal["code"], refusal["rule"]) == ("CONFLICT", "documents: one attempt at a time")
    text, values = step("failDocument", made["id"])
    await late(SISTEM, text, **values)
    assert kept(database, office) == before
    text, values = step("finishDocument", made["id"], attempt=2)
    await late(SISTEM, text, **values)
    assert [row[1] for row in kept(database, office)] == ["DONE"]
    text, values = step("clearDocument", made["id"], over=True)
    assert (await late.refused(SISTEM, text, **values))["field"] == "over"


async def test_a_fingerprint_is_hexadecimal(ask: Asking, office: Office) -> None:
    made = await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026)
    text, values = step("finishDocument", made["id"], sha256="zz" * 32)
    assert (await ask.refused(SISTEM, text, **values))["field"] == "sha256"


async def test_the_letterhead_is_the_instansis_to_set(ask: Asking, office: Office) -> None:
    assert await change(ask, office.admin, "setLetterhead", HEAD, **GIVEN) == {
        **GIVEN, "signerName": "", "signerNumber": "",
    }  # fmt: skip
    again = await change(ask, office.admin, "setLetterhead", HEAD, **{**GIVEN, "signerName": "Budi", "office": "Setda"})
    assert (again["office"], again["signerName"]) == ("Setda", "Budi")
    for (_, role), who in office.people.items():
        if role is Role.INTEGRASI:
            continue
        assert (await ask(who, "{ letterhead { office } }"))["letterhead"] == {"office": "Setda"}
        if role is not Role.INSTANSI:
            given = {"clientKey": key(), **GIVEN}
            refusal = await ask.refused(who, document("setLetterhead", HEAD), input=given)
            assert refusal["code"] == "FORBIDDEN"
