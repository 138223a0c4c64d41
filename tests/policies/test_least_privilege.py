"""What the design promises about each role, said a second time and without looking at the lines."""

from collections.abc import Iterator

import pytest

from policies.decisions import decide, may
from policies.permissions import ASKED_OF_NO_ROW, MOVE_PERMISSION, Permission
from rules.complaint_states import Status
from rules.roles import POSITION_ROLES, Role
from tests.policies.scene import Situation, Thing, places, principal, situations

MOVES = frozenset(MOVE_PERMISSION.values()) | {Permission.COMPLAINT_ENTER}
_ACTIONS = ("manage", "add", "enrol", "make", "count")
CHANGES = MOVES | {permission for permission in Permission if permission.action in _ACTIONS}
OWN = frozenset({Permission.SESSION_MANAGE, Permission.TOKEN_MANAGE, Permission.NOTIFICATION_MANAGE})
READING_A_COMPLAINT = frozenset(
    {
        Permission.COMPLAINT_READ,
        Permission.COMPLAINT_READ_CASE,
        Permission.COMPLAINT_READ_INTERNAL,
        Permission.COMPLAINT_READ_REPORTER,
        Permission.EVENT_READ,
        Permission.ATTACHMENT_READ,
        Permission.IDENTITY_ACCESS_READ,
    }
)
READING = frozenset(each for each in Permission if each.action == "read") | READING_A_COMPLAINT


def yes(role: Role, permission: Permission) -> Iterator[Situation]:
    """The situations in which this role has this permission."""
    somebody = principal(role)
    return (case for case in situations(permission.object, role) if decide(somebody, permission, case.thing).allowed)


def reads(role: Role, permission: Permission, thing: Thing) -> bool:
    return decide(principal(role), permission, thing).allowed


def test_who_only_reads_changes_nothing() -> None:
    assert [permission for permission in CHANGES - OWN if may(principal(Role.PIMPINAN), permission)] == []


def test_the_ombudsman_records_its_decision_on_what_was_handed_over_and_nothing_else() -> None:
    decides = Permission.COMPLAINT_RECORD_DECISION
    assert [each for each in CHANGES - OWN if may(principal(Role.OMBUDSMAN), each)] == [decides]
    assert list(yes(Role.OMBUDSMAN, decides)) == list(yes(Role.OMBUDSMAN, Permission.COMPLAINT_READ))


def test_a_leader_reads_everything_of_its_pemda_and_nothing_beyond() -> None:
    home = principal(Role.PIMPINAN).tenant
    for permission in (Permission.COMPLAINT_READ, Permission.COMPLAINT_READ_CASE, Permission.COMPLAINT_READ_INTERNAL):
        here = [case for case in situations("complaint", Role.PIMPINAN) if case.thing.tenant_id == home]
        assert list(yes(Role.PIMPINAN, permission)) == here


@pytest.mark.parametrize("role", sorted(POSITION_ROLES - {Role.INTEGRASI}))
def test_no_office_moves_what_lies_with_another_pemda(role: Role) -> None:
    home = principal(role).tenant
    # the level above decides (rules/extensions.py); the Ombudsman is of no pemda
    for permission in MOVES - {Permission.COMPLAINT_DECIDE_EXTENSION, Permission.COMPLAINT_RECORD_DECISION}:
        assert [case for case in yes(role, permission) if case.thing.tenant_id != home] == []


@pytest.mark.parametrize("role", [Role.PENGHUBUNG, Role.STAF, Role.PENGAWAS, Role.PIMPINAN])
def test_only_overseers_read_beyond_their_pemda(role: Role) -> None:
    home = principal(role).tenant
    public = {Permission.PEMDA_READ, Permission.TOPIC_READ, Permission.TIMETABLE_READ, Permission.SESSION_READ}
    public |= {Permission.NODE_READ, Permission.QUESTION_SET_READ}
    beyond = {case.place for each in READING - public for case in yes(role, each) if case.thing.tenant_id != home}
    assert beyond <= {"about oneself"}


def test_staff_prepares_and_never_answers() -> None:
    moves = {permission for permission in MOVES if may(principal(Role.STAF), permission)}
    assert moves == {Permission.COMPLAINT_ENTER, Permission.COMPLAINT_NOTE, Permission.COMPLAINT_DRAFT}


def test_a_liaison_answers_at_its_own_desk_while_it_is_handled() -> None:
    for permission in (Permission.COMPLAINT_RESPOND, Permission.COMPLAINT_RETURN, Permission.COMPLAINT_DISPOSE):
        assert {(case.place, case.stage) for case in yes(Role.PENGHUBUNG, permission)} == {
            (place, stage)
            for place in ("own desk", "raised to own desk")
            for stage in (Status.DISPOSED, Status.IN_PROGRESS)
        }


@pytest.mark.parametrize("role", [Role.PENGHUBUNG, Role.STAF])
def test_a_tembusan_is_read_and_no_more(role: Role) -> None:
    thing = places(role)["tembusan here"]
    may_do = {each for each in READING_A_COMPLAINT | MOVES if reads(role, each, thing)}
    assert may_do - {Permission.COMPLAINT_ENTER} == {
        Permission.COMPLAINT_READ,
        Permission.COMPLAINT_READ_CASE,
        Permission.EVENT_READ,
        Permission.ATTACHMENT_READ,
    }


@pytest.mark.parametrize(
    "role", [Role.PENGHUBUNG, Role.STAF, Role.PENGAWAS, Role.PIMPINAN, Role.OMBUDSMAN, Role.PUBLIK]
)
def test_anonim_hides_the_reporter_from_the_reported_party_and_the_public(role: Role) -> None:
    assert [case for case in yes(role, Permission.COMPLAINT_READ_REPORTER) if case.thing.anonymous] == []


def test_a_sealed_identity_is_opened_by_the_instansi_and_by_apip_never_by_the_reported_party() -> None:
    opened = {role for role in Role for case in yes(role, Permission.COMPLAINT_OPEN_IDENTITY) if case.thing.anonymous}
    assert opened == {Role.NASIONAL, Role.INSTANSI, Role.PENGAWAS}


@pytest.mark.parametrize("role", [Role.INSTANSI, Role.NASIONAL])
def test_an_overseer_reads_the_case_below_but_not_who_asked_to_be_hidden(role: Role) -> None:
    regency = places(role)["regency"]
    hidden = [Thing(**{**vars(regency), flag: True}) for flag in ("anonymous", "secret")]
    assert all(reads(role, Permission.COMPLAINT_READ_CASE, thing) for thing in [regency, *hidden])
    assert reads(role, Permission.COMPLAINT_READ_REPORTER, regency)
    assert not any(reads(role, Permission.COMPLAINT_READ_REPORTER, thing) for thing in hidden)
    assert not any(reads(role, Permission.ATTACHMENT_READ, thing) for thing in hidden)
    assert not reads(role, Permission.COMPLAINT_READ_INTERNAL, regency)


@pytest.mark.parametrize("role", [Role.PUBLIK, Role.PELAPOR])
def test_the_public_never_sees_what_is_secret_or_unpublished(role: Role) -> None:
    for permission in READING_A_COMPLAINT | {Permission.COMPLAINT_SEARCH}:
        for case in yes(role, permission):
            if case.place not in ("own report", "own receipt"):
                assert case.thing.published
                assert not case.thing.secret
                assert permission in (Permission.COMPLAINT_READ, Permission.COMPLAINT_SEARCH)


def test_a_citizen_has_its_own_complaint_by_account_and_by_receipt() -> None:
    for permission in READING_A_COMPLAINT - {Permission.COMPLAINT_READ_INTERNAL}:
        places_of = {case.place for case in yes(Role.PELAPOR, permission)}
        assert {"own report", "own receipt"} <= places_of <= {"own report", "own receipt", "published"}
    for permission in MOVES - {Permission.COMPLAINT_SUBMIT}:
        assert {case.place for case in yes(Role.PELAPOR, permission)} <= {"own report", "own receipt"}


def test_the_ombudsman_reads_what_was_handed_over_in_its_region() -> None:
    for permission in READING_A_COMPLAINT:
        assert all(case.thing.handed_over for case in yes(Role.OMBUDSMAN, permission))
    assert {case.place for case in yes(Role.OMBUDSMAN, Permission.COMPLAINT_READ)} == {
        place
        for place in places(Role.OMBUDSMAN)
        if "handed over" in place and "after" not in place and "before" not in place
    }


def test_the_system_lapses_hands_over_and_moves_desks() -> None:
    assert {permission for permission in CHANGES - OWN if may(principal(Role.SISTEM), permission)} == {
        Permission.COMPLAINT_LAPSE,
        Permission.COMPLAINT_REMIND,
        Permission.COMPLAINT_HAND_OVER,
        Permission.COMPLAINT_MOVE_DESK,
        Permission.DOCUMENT_MAKE,
        Permission.PACKET_MAKE,
        Permission.PEMDA_ENROL,
        Permission.STATISTICS_COUNT,
    }


def test_searching_finds_what_may_be_read_and_nothing_else() -> None:
    for role in set(Role) - {Role.SISTEM}:
        assert list(yes(role, Permission.COMPLAINT_SEARCH)) == list(yes(role, Permission.COMPLAINT_READ))


@pytest.mark.parametrize("deeper", sorted(READING_A_COMPLAINT - {Permission.COMPLAINT_READ}) + sorted(MOVES))
def test_nobody_looks_into_or_moves_what_it_may_not_read(deeper: Permission) -> None:
    if deeper.object == "handling" or deeper in ASKED_OF_NO_ROW:
        return
    for role in Role:
        readable = set(yes(role, Permission.COMPLAINT_READ))
        assert [case for case in yes(role, deeper) if case not in readable] == []


@pytest.mark.parametrize("kind", ["position", "appointment", "account"])
def test_an_instansi_cannot_make_itself_a_national_desk(kind: str) -> None:
    given = {case.thing.role for case in yes(Role.INSTANSI, Permission(f"{kind}:manage"))}
    assert given == {Role.PENGHUBUNG, Role.STAF, Role.INSTANSI}
    given_elsewhere = {
        case.thing.role
        for case in yes(Role.NASIONAL, Permission(f"{kind}:manage"))
        if case.thing.tenant_id != principal(Role.NASIONAL).tenant
    }
    assert given_elsewhere == {Role.INSTANSI, Role.OMBUDSMAN}


def test_a_head_decides_on_the_plan_of_the_office_and_on_nothing_else() -> None:
    decides = {Permission.ACTION_PLAN_APPROVE, Permission.ACTION_PLAN_ENACT, Permission.ACTION_PLAN_RETURN}
    head = principal(Role.PIMPINAN)
    plans = {each for each in Permission if each.object in ("action_plan", "realisation", "predikat_scale")}
    changing = {each for each in plans if each.action != "read"}
    assert {each for each in changing if may(head, each)} == decides
    for permission in decides:
        assert {case.thing.tenant_id for case in yes(Role.PIMPINAN, permission)} == {head.tenant}
        assert not any(may(principal(role), permission) for role in Role if role is not Role.PIMPINAN)


def test_what_is_enacted_no_office_changes() -> None:
    for role in Role:
        for permission in (Permission.ACTION_PLAN_DRAFT, Permission.ACTION_PLAN_APPROVE, Permission.ACTION_PLAN_ENACT):
            assert not any(case.stage in ("ENACTED", "SUPERSEDED") for case in yes(role, permission))
