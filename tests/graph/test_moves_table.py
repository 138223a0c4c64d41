"""Every square of the state table through the mutations: made where it is legal, refused everywhere else."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import pytest

from policies.principal import Principal
from rules.complaint_states import OPEN, TRANSITIONS, Move, Status
from rules.identifiers import NATION, Reach
from rules.roles import Role
from tests.casework import PASSED, Case, answer, key, submitted
from tests.offices import Asking, Office, citizen

pytestmark = pytest.mark.anyio
SISTEM = Principal(Role.SISTEM, reach=Reach(0, 9999), name="Sistem")
_LONG = "Alasan yang cukup panjang untuk dicatat."
_R, _W, _D, _P, _A, _C, _X = Status
Who = Callable[[Case], Principal]
Given = Callable[[Case], dict[str, Any]]


def admin(case: Case) -> Principal:
    return case.office.admin


def dinkes(case: Case) -> Principal:
    return case.office.by("dinkes")


def kecamatan(case: Case) -> Principal:
    return case.office.by("kecamatan")


def perkim(case: Case) -> Principal:
    return case.office.by("perkim")


def reporter(case: Case) -> Principal:
    return case.reporter


def sistem(_: Case) -> Principal:
    return SISTEM


def ombudsman(_: Case) -> Principal:
    return Principal(Role.OMBUDSMAN, reach=Reach(0, 9999), position=UUID(int=1), account=UUID(int=2), name="Asisten")


def national(case: Case) -> Principal:
    return replace(case.office.admin, role=Role.NASIONAL, tenant=NATION, reach=Reach(0, 9999))


def nothing(_: Case) -> dict[str, Any]:
    return {}


def told(**given: Any) -> Given:
    return lambda _: given


def unit(name: str, **given: Any) -> Given:
    return lambda case: {"unit": case.office.unit(name), **given}


async def as_it_is(case: Case) -> Case:
    return case


async def with_tembusan(case: Case) -> Case:
    await case.move(admin(case), "addTembusan", unit=case.office.unit("inspektorat"))
    return case


@dataclass
class Handled(Case):
    """A complaint that perkim handles in parallel."""

    handling: str = ""


async def with_handling(case: Case) -> Case:
    await case.move(admin(case), "addHandling", unit=case.office.unit("perkim"), task=_LONG)
    document = "query($id: ID!) { complaint(id: $id) { handlings { id } } }"
    (handling,) = (await case.ask(admin(case), document, id=case.id))["complaint"]["handlings"]
    return Handled(**vars(case), handling=handling["id"])


def handling(**given: Any) -> Given:
    return lambda case: {"handling": case.handling, **given} if isinstance(case, Handled) else given


async def merged(case: Case) -> Case:
    """A child of a kasus induk: in progress until the parent is answered."""
    parent = await (await submitted(case.ask, case.office)).disposed("dinkes")
    child = await (await submitted(case.ask, case.office)).verified()
    await child.move(admin(child), "mergeComplaint", parent=parent.id, reason=_LONG)
    return child


async def twice_returned(case: Case) -> Case:
    """To the status that it has: the second return waits for a ruling at the root (RECEIVED) or at kecamatan."""
    fresh = await submitted(case.ask, case.office)
    if (await case.now())["status"] == Status.RECEIVED:
        await fresh.disposed("perkim")
        await fresh.move(perkim(fresh), "returnComplaint", reason=_LONG)
        await fresh.move(admin(fresh), "disposeComplaint", unit=fresh.office.unit("dinkes"))
        await fresh.move(dinkes(fresh), "returnComplaint", reason=_LONG)
        return fresh
    await fresh.disposed("kecamatan")
    kelurahan = fresh.office.by("kelurahan")
    for _ in range(2):
        await fresh.move(kecamatan(fresh), "disposeComplaint", unit=fresh.office.unit("kelurahan"))
        await fresh.move(kelurahan, "returnComplaint", reason=_LONG)
    return fresh


async def of_aspiration(case: Case) -> Case:
    return await submitted(case.ask, case.office, kind="ASPIRASI")


async def at_the_nation(case: Case) -> Case:
    found = await submitted(case.ask, case.office, pemda="00")
    nation = replace(found, office=replace(found.office, people={("root", Role.INSTANSI): national(found)}))
    await nation.move(national(nation), "verifyComplaint", **PASSED)
    return nation


async def verified(case: Case) -> Case:
    return await case.verified() if (await case.now())["status"] == Status.RECEIVED else case


async def published(case: Case) -> Case:
    if not (await case.now())["published"]:
        await case.move(admin(case), "publishComplaint", reason=_LONG)
    return case


async def much_later(case: Case) -> Case:
    return replace(case, ask=case.ask.later(days=120))


async def with_request(case: Case) -> Case:
    await case.move(dinkes(case), "requestExtension", amount=5, reason=_LONG)
    return case


async def warned(case: Case) -> Case:
    later = await much_later(case)
    while await next_act(later) == "WARN":
        await later.move(SISTEM, "warnOfDeadline")
    return later


async def climbed(case: Case) -> Case:
    later = await warned(case)
    while (act := await next_act(later)) in ("WARN", "ESCALATE"):
        await later.move(SISTEM, "warnOfDeadline" if act == "WARN" else "escalateComplaint")
    return later


async def handed_over(case: Case) -> Case:
    """Another in the status that it has, which the Ombudsman knows."""
    status = Status((await case.now())["status"])
    fresh = await submitted(case.ask, case.office)
    if status in _KNOWN_TO_DINKES:
        await fresh.disposed("dinkes")
    await (await climbed(fresh)).move(SISTEM, "handOverComplaint")
    return await brought(fresh, status)


async def next_act(case: Case) -> str | None:
    """What the worker would do next about this complaint."""
    alone = replace(SISTEM, reach=Reach(case.office.tenant, case.office.tenant))
    steps = (await case.ask(alone, "{ dueSteps(first: 100) { nodes { complaint act } } }"))["dueSteps"]["nodes"]
    return next((step["act"] for step in steps if step["complaint"] == case.id), None)


@dataclass
class Way:
    """How a move is made: the mutation, its recorder, what is said with it, and what must be so before."""

    mutation: str
    who: Who
    given: Given = nothing
    before: Callable[[Case], Awaitable[Case]] = as_it_is
    at: dict[Status, Who] = field(default_factory=dict)

    def by(self, status: Status) -> Who:
        return self.at.get(status, self.who)


_AT_DESK: dict[Status, Who] = {_D: dinkes, _P: dinkes}
WAYS: dict[Move, Way] = {
    Move.VERIFY: Way("verifyComplaint", admin, told(**PASSED)),
    Move.CLASSIFY: Way("classifyComplaint", admin, told(priority="HIGH", tags=["lampu"]), at=_AT_DESK),
    Move.FLAG: Way("flagComplaint", admin, told(anonymous=True, secret=True, reason=_LONG), at=_AT_DESK),
    Move.REQUEST_COMPLETION: Way("requestCompletion", admin, told(request=_LONG)),
    Move.SUPPLEMENT: Way("supplementComplaint", reporter, told(body=_LONG)),
    Move.LAPSE_COMPLETION: Way("lapseComplaint", sistem, before=much_later),
    Move.TRANSFER: Way(
        "transferComplaint", national, lambda case: {"pemda": case.office.pemda.code, "note": _LONG}, at_the_nation
    ),
    Move.RETURN_TO_NATION: Way("returnComplaintToNation", admin, told(reason=_LONG)),
    Move.DISPOSE: Way("disposeComplaint", admin, unit("puskesmas"), verified, _AT_DESK),
    Move.REFER: Way("referComplaint", admin, told(reason=_LONG), verified),
    Move.ANSWER_DIRECTLY: Way("answerDirectly", admin, told(**answer("ASPIRATION_NOTED")), of_aspiration),
    Move.ARCHIVE: Way("archiveComplaint", admin, told(because="TOO_GENERAL", reason=_LONG)),
    Move.RESTORE: Way("restoreComplaint", admin, told(reason=_LONG)),
    Move.PROGRESS: Way("reportProgress", dinkes, told(body=_LONG)),
    Move.ANSWER: Way("answerComplaint", dinkes, told(**answer())),
    Move.RETURN: Way("returnComplaint", dinkes, told(reason=_LONG)),
    Move.RULE: Way("ruleOnComplaint", admin, unit("kelurahan", ruling=_LONG), twice_returned, {_D: kecamatan}),
    Move.REQUEST_EXTENSION: Way("requestExtension", dinkes, told(amount=5, reason=_LONG)),
    Move.EXTEND: Way("grantExtension", admin, told(amount=5, reason=_LONG), with_request),
    Move.REFUSE_EXTENSION: Way("refuseExtension", admin, told(reason=_LONG), with_request),
    Move.ADD_TEMBUSAN: Way("addTembusan", admin, unit("perkim"), at=_AT_DESK),
    Move.REMOVE_TEMBUSAN: Way("removeTembusan", admin, unit("inspektorat"), with_tembusan, _AT_DESK),
    Move.ADD_HANDLING: Way("addHandling", dinkes, unit("perkim", task=_LONG)),
    Move.ANSWER_HANDLING: Way("answerHandling", perkim, handling(outcome="SOLVED", body=_LONG), with_handling),
    Move.RETURN_HANDLING: Way("returnHandling", perkim, handling(reason=_LONG), with_handling),
    Move.UNMERGE: Way("unmergeComplaint", dinkes, told(reason=_LONG), merged),
    Move.ACCEPT: Way("acceptAnswer", reporter),
    Move.OBJECT: Way("objectToAnswer", reporter, told(reason=_LONG)),
    Move.CLOSE: Way("closeComplaint", admin, told(reason=_LONG)),
    Move.LAPSE_REACTION: Way("lapseComplaint", sistem, before=much_later),
    Move.REOPEN: Way("reopenComplaint", reporter, told(reason=_LONG)),
    Move.RATE: Way("rateComplaint", reporter, told(rating=4)),
    Move.COMMENT: Way("commentOnComplaint", reporter, told(body=_LONG)),
    Move.NOTE: Way("addNote", admin, told(body=_LONG), at=_AT_DESK),
    Move.DRAFT: Way("draftAnswer", dinkes, told(body=_LONG)),
    Move.EDIT_TEXT: Way("editComplaintText", admin, told(title="Judul yang disunting", publicBody=_LONG, reason=_LONG)),
    Move.PUBLISH: Way("publishComplaint", admin, told(reason=_LONG)),
    Move.UNPUBLISH: Way("unpublishComplaint", admin, told(reason=_LONG)),
    Move.OPEN_IDENTITY: Way("openIdentity", admin, told(reason=_LONG), at=_AT_DESK),
    Move.REPLY: Way("commentOnComplaint", reporter, told(body=_LONG)),
    Move.WARN: Way("warnOfDeadline", sistem, before=much_later),
    Move.ESCALATE: Way("escalateComplaint", sistem, before=warned),
    Move.HAND_OVER: Way("handOverComplaint", sistem, before=climbed),
    Move.OMBUDSMAN_DECISION: Way(
        "recordOmbudsmanDecision",
        ombudsman,
        told(finding="NOT_FOUND", number="12/LM/2026", decidedOn="2026-03-02", text=_LONG),
        handed_over,
    ),
}
_KNOWN_TO_DINKES = {_D, _P, _A, _C}
ALONG = {Move.SUBMIT, Move.MERGE, Move.SHARE_ANSWER, Move.RAISE_DESK, Move.LOWER_DESK, Move.IMPORT,
         Move.IMPORT_CHANGE}  # fmt: skip
"""Moves that need another complaint, an appointment or an export beside this one; each has a test of its own, below or
in tests/graph/exchange."""


async def reached(ask: Asking, office: Office, status: Status) -> Case:
    """A fresh complaint in this status; at dinkes from DISPOSED on."""
    case = await submitted(ask, office)
    return await brought(await case.disposed("dinkes") if status in _KNOWN_TO_DINKES else case, status)


async def brought(case: Case, status: Status) -> Case:
    """The same complaint, from the desk of the instansi or of dinkes to this status."""
    office = case.office
    if status is Status.AWAITING_REPORTER:
        await case.move(office.admin, "requestCompletion", request=_LONG)
    elif status is Status.ARCHIVED:
        await case.move(office.admin, "archiveComplaint", because="TOO_GENERAL", reason=_LONG)
    elif status is not Status.RECEIVED:
        if status is not Status.DISPOSED:
            await case.move(office.by("dinkes"), "reportProgress", body=_LONG)
        if status in (Status.ANSWERED, Status.CLOSED):
            await case.move(office.by("dinkes"), "answerComplaint", **answer())
        if status is Status.CLOSED:
            await case.move(case.reporter, "acceptAnswer")
    assert (await case.now())["status"] == status
    return case


async def events_of(case: Case) -> list[Any]:
    """Its timeline, wherever it is."""
    document = "query($id: ID!) { complaint(id: $id) { timeline { nodes { seq move fromStatus toStatus } } } }"
    anywhere = replace(case.office.admin, reach=Reach(0, 9999))
    events: list[Any] = (await case.ask(anywhere, document, id=case.id))["complaint"]["timeline"]["nodes"]
    return events


def test_every_move_has_its_way() -> None:
    assert set(WAYS) | ALONG == set(Move)
    assert not set(WAYS) & ALONG


@pytest.mark.parametrize("status", Status)
async def test_each_legal_move_is_made_by_a_recorder(ask: Asking, office: Office, status: Status) -> None:
    for move, way in WAYS.items():
        if status not in TRANSITIONS[move].sources:
            continue
        case = await way.before(await reached(ask, office, status))
        who = way.by(status)(case)
        assert who.role in TRANSITIONS[move].recorders
        before = await case.now()
        document, values = await case.prepared(way.mutation, **way.given(case))
        moved = (await case.ask(who, document, **values))[way.mutation]
        again = (await case.ask(who, document, **values))[way.mutation]
        assert again == moved, f"{move}: a retry with the same key hears the same"
        if move in (Move.TRANSFER, Move.RETURN_TO_NATION):
            assert moved["trackingCode"] == case.code
            continue
        newest = (await events_of(case))[-1]
        assert (newest["seq"], newest["move"], newest["fromStatus"]) == (before["version"] + 1, move, before["status"])
        assert newest["toStatus"] in (TRANSITIONS[move].targets or (before["status"],))


@pytest.mark.parametrize("status", Status)
async def test_each_illegal_move_is_refused_and_changes_nothing(ask: Asking, office: Office, status: Status) -> None:
    other = await with_handling(await reached(ask, office, Status.IN_PROGRESS))
    case = Handled(**{**vars(other), **vars(await reached(ask, office, status))})
    before = await case.now(), await events_of(case)
    for move, way in WAYS.items():
        legal = {one for one in Move if one in WAYS and WAYS[one].mutation == way.mutation}
        if any(status in TRANSITIONS[one].sources for one in legal):
            continue
        for who in {way.who, *way.at.values()}:
            asked = case.ask.later(days=120) if who is sistem else case.ask
            document, values = case.written(way.mutation, before[0]["version"], **way.given(case))
            refusal = await asked.refused(who(case), document, **values)
            # Other units than dinkes do not even know of it, and dinkes does not before it comes there.
            unknown = who in (perkim, kecamatan) or (who is dinkes and status not in _KNOWN_TO_DINKES)
            assert refusal["code"] in ({"NOT_FOUND"} if unknown else {"FORBIDDEN", "MOVE_REFUSED"}), (move, refusal)
            assert unknown or refusal["rule"]
    assert (await case.now(), await events_of(case)) == before


@pytest.mark.parametrize("status", Status)
async def test_merging_is_for_what_is_being_handled(ask: Asking, office: Office, status: Status) -> None:
    parent = await reached(ask, office, Status.DISPOSED)
    case = await reached(ask, office, status)
    given = {"parent": parent.id, "reason": _LONG}
    if status not in TRANSITIONS[Move.MERGE].sources:
        assert (await case.refused(office.admin, "mergeComplaint", **given))["code"] in ("FORBIDDEN", "MOVE_REFUSED")
        return
    assert (await case.move(office.admin, "mergeComplaint", **given))["status"] == "IN_PROGRESS"
    await parent.move(office.by("dinkes"), "answerComplaint", **answer())
    assert (await events_of(case))[-1] == {
        "seq": (await case.now())["version"],
        "move": "SHARE_ANSWER",
        "fromStatus": "IN_PROGRESS",
        "toStatus": "ANSWERED",
    }


@pytest.mark.parametrize("status", Status)
async def test_nothing_is_merged_into_what_is_not_handled(ask: Asking, office: Office, status: Status) -> None:
    case, parent = await reached(ask, office, Status.IN_PROGRESS), await reached(ask, office, status)
    given = {"parent": parent.id, "reason": _LONG}
    if status in (Status.DISPOSED, Status.IN_PROGRESS):
        await case.move(office.admin, "mergeComplaint", **given)
    else:
        assert (await case.refused(office.admin, "mergeComplaint", **given))["code"] in ("FORBIDDEN", "MOVE_REFUSED")


async def test_desks_rise_and_come_back_for_open_complaints_only(ask: Asking, office: Office) -> None:
    cases = {status: await reached(ask, office, status) for status in Status}
    document = "query { positions(first: 100) { nodes { id title holders { id } } } }"
    found = await ask(office.admin, document)
    (position,) = [one for one in found["positions"]["nodes"] if one["title"] == dinkes(cases[_D]).position_title]
    end = "mutation($input: EndAppointmentInput!) { endAppointment(input: $input) { id } }"
    given = {"appointment": position["holders"][0]["id"], "reason": _LONG, "clientKey": key()}
    await ask.later(hours=1)(office.admin, end, input=given)
    for status, case in cases.items():
        moves = [event["move"] for event in await events_of(case)]
        at_dinkes = status in OPEN and status not in (Status.RECEIVED, Status.AWAITING_REPORTER)
        assert moves.count("RAISE_DESK") == at_dinkes, status


def test_a_submission_is_not_a_move_of_something_that_exists() -> None:
    assert TRANSITIONS[Move.SUBMIT].sources == frozenset()
    assert citizen().role in TRANSITIONS[Move.SUBMIT].recorders
