import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from rules.case import Case, changes
from rules.clocks import Extension
from rules.complaint_states import OPEN, Clock, Move, Status
from rules.course import advance, receive, return_superior
from rules.deadlines import Timetable
from rules.errors import MOVE_REFUSED, Refusal
from rules.event_chain import GENESIS, Actor, Event, link, rebuild, verify
from rules.facts import Facts
from rules.roles import Role
from rules.unit_paths import ROOT
from rules.vocabulary import Channel, Kind, Outcome
from tests.rules.test_complaint_states import SQUARES, TOLD, legal
from tests.rules.walks import (
    BADAN,
    BIDANG,
    BINTAN,
    DINAS,
    FITTING,
    NOW,
    SEKSI,
    TIMETABLE,
    case,
    facts,
    facts_for,
    fitting,
    later,
    place,
    ready,
)

MOVED = [(status, move) for status, move in SQUARES if status is not None and legal(status, move)]
REFUSED = [(status, move) for status, move in SQUARES if status is not None and not legal(status, move)]


@pytest.mark.parametrize(("status", "move"), MOVED)
def test_every_legal_move_lands_where_the_table_says(status: Status, move: Move) -> None:
    before = ready(status, move)
    after = advance(before, move, Facts(**fitting(move, before)))
    assert after.status in (TOLD[move][1] or (status,))
    assert after.version == before.version + 1
    assert after.last_event_at == NOW
    assert (after.clock is None) is (after.due_at is None)


@pytest.mark.parametrize(("status", "move"), REFUSED)
def test_every_illegal_move_is_refused_whatever_is_said_with_it(status: Status, move: Move) -> None:
    before = ready(status, move)
    told = Facts(**fitting(move, before))
    with pytest.raises(Refusal) as refused:
        advance(before, move, told)
    assert refused.value.code == MOVE_REFUSED


def received(tenant: int = BINTAN, kind: Kind = Kind.PENGADUAN_TIDAK_BERKADAR, **told: Any) -> Case:
    new = Case(tenant_id=tenant, status=Status.RECEIVED, kind=kind, channel=Channel.WEB, **told)
    return receive(new, facts(place=place(ROOT)))


@pytest.mark.parametrize(("tenant", "clock"), [(0, Clock.NATIONAL_VERIFICATION), (BINTAN, Clock.INSTANSI_VERIFICATION)])
def test_a_new_case_waits_for_the_desk_that_verifies_it(tenant: int, clock: Clock) -> None:
    new = received(tenant)
    assert (new.status, new.clock, new.version, new.verified) == (Status.RECEIVED, clock, 1, False)
    assert new.due_at == TIMETABLE.due(clock, new.kind, NOW)


def test_a_return_goes_one_level_up() -> None:
    assert return_superior(case(Status.DISPOSED, unit_path=SEKSI)) == BIDANG
    assert return_superior(case(Status.DISPOSED, unit_path=BIDANG)) == DINAS
    assert return_superior(case(Status.DISPOSED, unit_path=DINAS)) == ROOT


def test_the_second_return_goes_to_the_common_superior_of_the_two() -> None:
    once = {"returns": 1, "returned_by": (BADAN,)}
    assert return_superior(case(Status.DISPOSED, unit_path=SEKSI, **once)) == ROOT
    beside = {"returns": 1, "returned_by": ("000100020002",)}
    assert return_superior(case(Status.DISPOSED, unit_path=BIDANG, **beside)) == DINAS


def test_the_second_return_waits_for_a_ruling_and_the_ruling_ends_it() -> None:
    """Dinas -> back -> badan -> back: now somebody must rule, and then nobody returns it any more."""
    disposed = advance(case(), Move.DISPOSE, facts(place=place(DINAS)))
    once = advance(disposed, Move.RETURN, facts(place=place(ROOT)))
    assert (once.status, once.clock, once.returns, once.ruling_required) == (
        Status.RECEIVED, Clock.INSTANSI_VERIFICATION, 1, False,
    )  # fmt: skip
    again = advance(once, Move.DISPOSE, facts(place=place(BADAN)))
    twice = advance(again, Move.RETURN, facts(place=place(return_superior(again))))
    assert (twice.status, twice.clock, twice.returns, twice.ruling_required) == (Status.RECEIVED, Clock.RULING, 2, True)
    assert twice.returned_by == (DINAS, BADAN)
    for move in (Move.DISPOSE, Move.REFER, Move.MERGE):
        with pytest.raises(Refusal, match="returned twice"):
            advance(twice, move, facts(**FITTING[move]))
    ruled = advance(twice, Move.RULE, facts(place=place(DINAS)))
    assert (ruled.status, ruled.ruled, ruled.ruling_required, ruled.clock) == (
        Status.DISPOSED, True, False, Clock.FIRST_RESPONSE,
    )  # fmt: skip
    with pytest.raises(Refusal, match="superior has ruled"):
        advance(ruled, Move.RETURN, facts(place=place(ROOT)))


def test_an_objection_takes_the_case_back_to_work_and_kills_the_close_timer() -> None:
    answered = advance(case(Status.IN_PROGRESS), Move.ANSWER, facts(outcome=Outcome.SOLVED))
    assert answered.clock is Clock.REPORTER_REACTION
    objected = advance(answered, Move.OBJECT, facts())
    assert (objected.status, objected.clock, objected.outcome) == (Status.IN_PROGRESS, Clock.COMPLETION, None)
    with pytest.raises(Refusal):
        advance(objected, Move.LAPSE_REACTION, facts())


def test_the_completion_clock_counts_from_the_disposition_with_every_extension() -> None:
    disposed = advance(case(), Move.DISPOSE, facts(place=place(DINAS)))
    assert [clock.clock for clock in disposed.open_clocks] == [Clock.FIRST_RESPONSE, Clock.COMPLETION]
    assert (disposed.clock, disposed.due_at) == (
        Clock.FIRST_RESPONSE, TIMETABLE.due(Clock.FIRST_RESPONSE, disposed.kind, NOW),
    )  # fmt: skip
    week = later(NOW, 7)
    working = advance(disposed, Move.PROGRESS, facts(now=week))
    assert working.due_at == TIMETABLE.due(Clock.COMPLETION, working.kind, NOW)
    extended = working
    for days in (5, 3):
        asked = advance(extended, Move.REQUEST_EXTENSION, facts(now=week, days=days))
        assert (asked.extension_asked, asked.due_at) == (days, extended.due_at)
        given = Extension(days, week, "Admin Instansi", "Menunggu material.")
        extended = advance(asked, Move.EXTEND, facts(now=week, granted=given))
    days_in_all = {NOW.date() + timedelta(days=day) for day in range(1, 60)}
    counted = sorted(day for day in days_in_all if TIMETABLE.is_working_day(day))
    assert extended.due_at == TIMETABLE.calendar.today.end(counted[14 + 8 - 1])
    again = advance(extended, Move.PROGRESS, facts(now=later(NOW, 9)))
    assert again.due_at == extended.due_at
    below = advance(again, Move.DISPOSE, facts(now=later(NOW, 9), place=place(BIDANG)))
    assert (below.clock, below.open_clocks[1]) == (Clock.FIRST_RESPONSE, extended.open_clocks[0])


def test_waiting_for_the_reporter_pauses_verification() -> None:
    asked = advance(received(), Move.REQUEST_COMPLETION, facts(now=later(NOW, 1)))
    assert (asked.clock, asked.open_clocks[0].is_paused, asked.open_clocks[0].due) == (
        Clock.REPORTER_COMPLETION,
        True,
        None,
    )
    given = advance(asked, Move.SUPPLEMENT, facts(now=later(NOW, 8)))
    (clock,) = given.open_clocks
    assert (given.clock, len(clock.pauses)) == (Clock.INSTANSI_VERIFICATION, 1)
    # Monday it came; Tuesday it was asked; Tuesday a week later it was given: Wednesday, Thursday, Friday count
    assert given.due_at == TIMETABLE.calendar.today.end(NOW.date() + timedelta(days=11))


def test_a_reply_lets_the_office_be_waited_for_again() -> None:
    answered = advance(case(Status.IN_PROGRESS), Move.ANSWER, facts(outcome=Outcome.SOLVED))
    replied = advance(answered, Move.REPLY, facts())
    assert (replied.status, replied.clock, replied.outcome, replied.objections) == (
        Status.IN_PROGRESS, Clock.FIRST_RESPONSE, None, 0,
    )  # fmt: skip
    assert [clock.clock for clock in replied.open_clocks] == [Clock.FIRST_RESPONSE, Clock.COMPLETION]


def test_merging_does_not_begin_completion_anew() -> None:
    before = case(Status.DISPOSED)
    merged = advance(before, Move.MERGE, facts(**FITTING[Move.MERGE]))
    assert merged.open_clocks == (before.open_clocks[1],)


def test_another_kind_has_another_limit_from_the_same_start() -> None:
    before = case(Status.IN_PROGRESS)
    after = advance(before, Move.CLASSIFY, facts(set={"kind": Kind.PENGADUAN_BERKADAR}))
    (clock,) = after.open_clocks
    assert (clock.limit.amount, clock.started) == (60, before.open_clocks[0].started)
    assert after.due_at == TIMETABLE.due(Clock.COMPLETION, Kind.PENGADUAN_BERKADAR, clock.started)


def test_a_request_for_more_time_ends_with_the_desk_that_made_it() -> None:
    asked = advance(case(Status.IN_PROGRESS), Move.REQUEST_EXTENSION, facts(days=5))
    below = advance(asked, Move.DISPOSE, facts(place=place(BIDANG)))
    assert (asked.extension_asked, below.extension_asked) == (5, 0)


def test_a_later_calendar_does_not_rewrite_a_running_clock() -> None:
    disposed = advance(case(), Move.DISPOSE, facts(place=place(DINAS)))
    monday = (NOW + timedelta(days=7)).date()
    longer = Timetable.simple(TIMETABLE.zone, {monday})
    noted = advance(disposed, Move.NOTE, facts(timetable=longer))
    assert noted.due_at == disposed.due_at


def happened(before: Case | None, after: Case, move: Move, now: datetime) -> Event:
    """The event of a move, its changes written to JSON and read back as the database does."""
    return Event(
        complaint_id=UUID(int=1),
        seq=after.version,
        move=move,
        actor=Actor(role=Role.INSTANSI, tenant=after.tenant_id, name="Budi"),
        from_status=before.status if before else None,
        to_status=after.status,
        reason="bukan kewenangan",
        changes=json.loads(json.dumps(changes(before, after))),
        data={},
        at=now,
    )


def is_sound(found: Case) -> None:
    """What is true of every case, whatever happened to it."""
    ended = found.status not in OPEN
    assert (found.clock is None) is ended
    assert (found.due_at is None) is (found.clock is None)
    assert (found.closed_at is not None) is ended
    assert (found.closed_by is not None) is ended
    assert (found.outcome is not None) is (found.status in (Status.ANSWERED, Status.CLOSED))
    assert sum(clock.handling is not None for clock in found.open_clocks) == found.handlings_open
    assert (found.wake_at is None) or found.open_clocks
    assert all((clock.due is None) is clock.is_paused for clock in found.open_clocks)
    assert not (found.secret and found.published)
    assert len(found.returned_by) == found.returns
    assert found.handlings_open >= 0
    assert not (found.ruled and found.ruling_required)
    assert found.desk_path == found.unit_path or found.unit_path.startswith(found.desk_path)
    if found.status is Status.ARCHIVED:
        assert not found.published
    if found.merged_into is not None:
        assert found.status in (Status.IN_PROGRESS, Status.ANSWERED, Status.CLOSED)
        assert not found.handlings_open
    if found.rating is not None:
        assert found.status is Status.CLOSED


@settings(max_examples=150)
@given(data=st.data())
def test_any_legal_course_is_sound_and_its_events_tell_it_all(data: st.DataObject) -> None:
    now = NOW
    kind = data.draw(st.sampled_from([Kind.PENGADUAN_TIDAK_BERKADAR, Kind.ASPIRASI]))
    new = received(data.draw(st.sampled_from([0, BINTAN])), kind=kind, anonymous=data.draw(st.booleans()))
    new = replace(new, verified=data.draw(st.booleans()))  # else most courses would stop at the first desk
    events = [happened(None, new, Move.SUBMIT, now)]
    current = new
    for _ in range(data.draw(st.integers(1, 25))):
        # what came of a case LAPOR! does not tell: tests/rules/test_lapor_follow.py
        moves = [move for move in Move if legal(current.status, move) and move is not Move.IMPORT_CHANGE]
        turning = [move for move in moves if TOLD[move][1]]
        move = data.draw(st.sampled_from(moves) | st.sampled_from(turning) | st.sampled_from(turning))
        if move in (Move.ANSWER_HANDLING, Move.RETURN_HANDLING) and not current.handlings_open:
            continue  # there is no handling to answer: the store finds none
        now = later(now, data.draw(st.integers(0, 3)))
        try:
            after = advance(current, move, data.draw(facts_for(move, now, current)))
        except Refusal:
            continue
        assert after.status in (TOLD[move][1] or (current.status,))
        is_sound(after)
        events.append(happened(current, after, move, now))
        current = after
    assert rebuild(events) == current
    assert rebuild([]) is None
    chain, previous = [], GENESIS
    for event in events:
        previous = link(previous, event)
        chain.append((event, previous))
    assert verify(chain) == previous


@settings(max_examples=100)
@given(square=st.sampled_from(MOVED), data=st.data())
def test_a_move_changes_nothing_but_what_its_event_says(square: tuple[Status, Move], data: st.DataObject) -> None:
    status, move = square
    before = ready(status, move)
    try:
        after = advance(before, move, data.draw(facts_for(move, NOW, before)))
    except Refusal:
        reject()
    event = happened(before, after, move, NOW)
    start = happened(None, replace(before, version=1), Move.SUBMIT, NOW)
    assert rebuild([start, replace(event, seq=after.version)]) == after
