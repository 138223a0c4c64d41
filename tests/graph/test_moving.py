"""One way to move a complaint: once for its key, only as it was seen, only by who may; refused, it leaves no trace."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from graph.moving import actor_of, fingerprint, keeper_of, reaches, reaching
from graph.nodes import node_id, parse_id
from graph.system.inputs import TimeRanOutInput
from policies.principal import ANONYMOUS, Principal
from rules.errors import Refusal
from rules.identifiers import NOWHERE, Reach, TenantId
from rules.roles import LABELS, Role
from tenants.database import Database
from tests.casework import Case, answer, key, submitted
from tests.graph.travelling import counts
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
NOTE = {"body": "Mohon koordinasi dengan kecamatan."}
Who = Callable[[Case], Principal]


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    """At dinkes, at version 3."""
    return await (await submitted(ask, office)).disposed("dinkes")


async def told(case: Case, who: Principal, name: str, version: int, **given: Any) -> str:
    """The code of the refusal."""
    document, values = case.written(name, version, **given)
    return str((await case.ask.refused(who, document, **values))["code"])


class TestOnce:
    async def test_the_same_key_moves_once_and_says_the_same(self, case: Case, database: Database) -> None:
        who = case.office.by("dinkes")
        document, values = await case.prepared("addNote", **NOTE)
        first = await case.ask(who, document, **values)
        after = counts(database)
        assert await case.ask(who, document, **values) == first
        assert counts(database) == after

    async def test_a_replay_shows_the_complaint_as_it_is_now(self, case: Case) -> None:
        who = case.office.by("dinkes")
        document, values = await case.prepared("addNote", **NOTE)
        await case.ask(who, document, **values)
        moved = await case.move(who, "answerComplaint", **answer())
        again = (await case.ask(who, document, **values))["addNote"]
        assert (again["status"], again["version"]) == ("ANSWERED", moved["version"])

    async def test_a_key_is_for_one_request_only(self, case: Case, database: Database) -> None:
        who = case.office.by("dinkes")
        document, values = await case.prepared("addNote", **NOTE)
        await case.ask(who, document, **values)
        before = counts(database)
        other = case.written("draftAnswer", values["input"]["version"], body="Konsep jawaban untuk pelapor.")
        other[1]["input"]["clientKey"] = values["input"]["clientKey"]
        assert (await case.ask.refused(who, other[0], **other[1]))["code"] == "IDEMPOTENCY_MISMATCH"
        values["input"]["body"] = "Catatan yang lain."
        assert (await case.ask.refused(who, document, **values))["code"] == "IDEMPOTENCY_MISMATCH"
        assert counts(database) == before

    async def test_keys_of_others_are_their_own(self, case: Case) -> None:
        document, values = await case.prepared("addNote", **NOTE)
        await case.ask(case.office.by("dinkes"), document, **values)
        assert (await case.ask.refused(case.office.admin, document, **values))["code"] == "CONFLICT"

    async def test_a_refused_request_may_be_repeated_with_its_key(self, case: Case) -> None:
        who = case.office.by("dinkes")
        document, values = case.written("addNote", 1, **NOTE)
        assert (await case.ask.refused(who, document, **values))["code"] == "CONFLICT"
        values["input"]["version"] = (await case.now())["version"]
        assert (await case.ask(who, document, **values))["addNote"]["version"] == values["input"]["version"] + 1


class TestOrder:
    """NOT_FOUND before FORBIDDEN before CONFLICT: a stranger learns nothing, a reader nothing of versions."""

    async def test_a_stale_version_is_told_to_who_may(self, case: Case) -> None:
        assert await told(case, case.office.by("dinkes"), "answerComplaint", 1, **answer()) == "CONFLICT"

    async def test_who_may_not_is_told_so_whatever_the_version(self, case: Case) -> None:
        version = (await case.now())["version"]
        for number in (1, version):
            assert await told(case, case.office.by("root", Role.PIMPINAN), "addNote", number, **NOTE) == "FORBIDDEN"
            assert await told(case, case.office.admin, "answerComplaint", number, **answer()) == "FORBIDDEN"

    async def test_who_may_not_see_it_finds_nothing_whatever_the_version(self, case: Case, sibling: Office) -> None:
        version = (await case.now())["version"]
        for number in (1, version):
            for who in (case.office.by("kecamatan"), sibling.by("dinkes"), sibling.admin):
                assert await told(case, who, "addNote", number, **NOTE) == "NOT_FOUND"

    async def test_what_may_not_be_now_comes_last(self, case: Case) -> None:
        version, unit = (await case.now())["version"], case.office.unit("perkim")
        assert await told(case, case.office.by("dinkes"), "disposeComplaint", 1, unit=unit) == "CONFLICT"
        assert await told(case, case.office.by("dinkes"), "disposeComplaint", version, unit=unit) == "MOVE_REFUSED"

    async def test_a_visitor_signs_in_first(self, case: Case) -> None:
        for name, given in (("addNote", NOTE), ("answerComplaint", answer()), ("acceptAnswer", {})):
            assert await told(case, VISITOR, name, 1, **given) == "UNAUTHENTICATED"

    async def test_another_citizen_neither(self, case: Case) -> None:
        assert await told(case, citizen(), "addNote", 1, **NOTE) == "FORBIDDEN"
        assert await told(case, citizen(), "commentOnComplaint", 1, body="Saya juga.") in ("FORBIDDEN", "NOT_FOUND")


class TestIds:
    @pytest.fixture
    def wrong(self, case: Case, sibling: Office) -> dict[str, str]:
        uuid = parse_id(case.id).uuid
        return {
            "nobody's": node_id("Complaint", case.office.tenant, uuid4()),
            "with another pemda": node_id("Complaint", sibling.tenant, uuid),
            "of the nation": node_id("Complaint", 0, uuid),
            "of a pemda that is not there": node_id("Complaint", 9899, uuid),
        }

    async def test_what_is_not_there_is_not_found(
        self, case: Case, sibling: Office, wrong: dict[str, str], database: Database
    ) -> None:
        before = counts(database)
        for who in (case.office.by("dinkes"), case.office.admin, sibling.admin):
            for id_ in wrong.values():
                document, values = case.written("addNote", 3, complaint=id_, **NOTE)
                assert (await case.ask.refused(who, document, **values))["code"] == "NOT_FOUND"
        assert counts(database) == before

    @pytest.mark.parametrize("text", ["", "x", "Q29tcGxhaW50", node_id("Unit", 2101, UUID(int=7))])
    async def test_what_is_no_id_of_a_complaint(self, case: Case, text: str) -> None:
        document, values = case.written("addNote", 3, complaint=text, **NOTE)
        refusal = await case.ask.refused(case.office.admin, document, **values)
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "complaint")

    async def test_units_of_others_are_not_found(self, case: Case, sibling: Office) -> None:
        for unit in (sibling.unit("dinkes"), node_id("Unit", case.office.tenant, uuid4())):
            refusal = await case.refused(case.office.admin, "addTembusan", unit=unit)
            assert refusal["code"] in ("NOT_FOUND", "BAD_USER_INPUT")


class TestRefusalsLeaveNothing:
    @pytest.mark.parametrize(
        ("name", "given"),
        [
            ("disposeComplaint", {"unit": "kecamatan"}),
            ("answerComplaint", answer()),
            ("addNote", NOTE),
            ("addTembusan", {"unit": "kecamatan"}),
            ("addHandling", {"unit": "kecamatan", "task": "Bantu periksa lokasi."}),
            ("openIdentity", {"reason": "Ingin tahu siapa."}),
            ("flagComplaint", {"anonymous": True, "secret": True, "reason": "Tanpa wewenang."}),
            ("editComplaintText", {"title": "Judul lain", "publicBody": "Isi yang lain.", "reason": "Iseng saja."}),
            ("archiveComplaint", {"because": "MISADDRESSED", "reason": "Bukan urusan kami."}),
            ("closeComplaint", {"reason": "Tutup saja sekarang."}),
            ("objectToAnswer", {"reason": "Saya tidak setuju."}),
            ("rateComplaint", {"rating": 1}),
        ],
    )
    async def test_in_no_table(self, case: Case, database: Database, name: str, given: dict[str, Any]) -> None:
        office = case.office
        if "unit" in given:
            given = {**given, "unit": office.unit(given["unit"])}
        version, before, seen = (await case.now())["version"], counts(database), await case.now()
        for who in (office.by("kecamatan"), office.by("root", Role.PIMPINAN), citizen(), VISITOR):
            assert await told(case, who, name, version, **given) in ("FORBIDDEN", "NOT_FOUND", "UNAUTHENTICATED")
        assert counts(database) == before
        assert await case.now() == seen

    async def test_a_move_changes_exactly_what_it_must(self, case: Case, database: Database) -> None:
        before = counts(database)
        await case.move(case.office.by("dinkes"), "addNote", **NOTE)
        changed = {
            table: number - before[table] for table, number in counts(database).items() if number != before[table]
        }
        assert changed == {"complaint_event": 1, "complaint_change": 1, "message": 1, "idempotency": 1}


class TestParts:
    """What the mutations are made of."""

    def test_who_records(self, office: Office) -> None:
        dinkes = office.by("dinkes")
        actor = actor_of(dinkes)
        assert (actor.role, actor.position, actor.unit) == (Role.PENGHUBUNG, dinkes.position, dinkes.unit)
        assert (actor.title, actor.name) == (dinkes.position_title, dinkes.name)
        nameless = actor_of(citizen())
        assert (nameless.title, nameless.name, nameless.position) == (LABELS[Role.PELAPOR], "", None)

    def test_whose_keys(self) -> None:
        account, receipt = uuid4(), uuid4()
        assert keeper_of(Principal(Role.PELAPOR, account=account, receipt=receipt)) == str(account)
        assert keeper_of(Principal(Role.PELAPOR, receipt=receipt)) == str(receipt)
        assert keeper_of(ANONYMOUS) == "PUBLIK"

    def test_a_fingerprint_is_of_everything_that_was_asked_for(self) -> None:
        base = TimeRanOutInput(client_key=key(), complaint="a", version=1)  # type: ignore[arg-type]
        others = [replace(base, version=2), replace(base, complaint="b"), replace(base, client_key=key())]  # type: ignore[arg-type]
        assert fingerprint(base) == fingerprint(replace(base))
        assert len({fingerprint(one) for one in (base, *others)}) == 4

    async def test_how_far_somebody_reaches(self, ask: Asking, office: Office) -> None:
        other = TenantId(office.tenant + 1)
        officer = ask.context(office.by("dinkes"))
        with pytest.raises(Refusal) as refused:
            reaching(officer, other)
        assert (refused.value.code, reaches(officer, other), reaches(officer, office.tenant)) == (
            "NOT_FOUND",
            False,
            True,
        )
        assert officer.sessions.reach == Reach(office.tenant, office.tenant)
        for who in (citizen(), ANONYMOUS):
            context = ask.context(who)
            assert context.sessions.reach == NOWHERE
            assert reaching(context, office.tenant).reach == Reach(office.tenant, office.tenant)
