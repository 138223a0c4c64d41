from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from rules.case import Case
from rules.clocks import OpenClock
from rules.complaint_states import Clock, Move, Status, Turn
from rules.course import advance
from rules.errors import Refusal
from rules.ladder import Act, next_step
from rules.limits import Level
from rules.turns import TURNS, next_of, settled, turned
from rules.unit_paths import ROOT
from tests.rules.walks import BADAN, BIDANG, DINAS, FITTING, NOW, TIMETABLE, case, facts, place, running


def overdue(status: Status = Status.IN_PROGRESS, days: int = 120) -> tuple[OpenClock, ...]:
    return running(status, case().kind, NOW - timedelta(days=days))


def test_every_turn_has_its_clocks() -> None:
    assert set(TURNS) == set(Turn)
    one = case()
    assert turned(one, Turn.KEEP, facts()) is one


def test_the_most_urgent_clock_is_the_cases_own() -> None:
    disposed = case(Status.DISPOSED)
    response, completion = disposed.open_clocks
    assert (disposed.clock, disposed.due_at) == (Clock.FIRST_RESPONSE, response.due)
    hasty = replace(completion, due=NOW)
    assert settled(replace(disposed, open_clocks=(response, hasty)), facts()).clock is Clock.COMPLETION
    parallel = replace(completion, handling=UUID(int=9), due=NOW)
    assert settled(replace(disposed, open_clocks=(response, parallel)), facts()).clock is Clock.FIRST_RESPONSE
    step = next_step(parallel, TIMETABLE, disposed.tenant_id, disposed.kind, handed_over=False)
    assert step is not None
    assert settled(replace(disposed, open_clocks=(response, parallel)), facts()).wake_at == min(
        step.at, disposed.wake_at or NOW
    )


def test_without_clocks_nothing_is_due() -> None:
    ended = settled(replace(case(Status.CLOSED), open_clocks=()), facts())
    assert (ended.clock, ended.due_at, ended.wake_at, ended.escalation) == (None, None, None, None)


def test_sweeping_twice_is_sweeping_once() -> None:
    """Each step is done when it is due, in its order, and refused a second time."""
    current = settled(replace(case(Status.IN_PROGRESS), open_clocks=overdue()), facts())
    acts = []
    while (step := next_of(current, facts(), handed_over=current.handed_over)) is not None:
        move = {Act.WARN: Move.WARN, Act.ESCALATE: Move.ESCALATE, Act.HAND_OVER: Move.HAND_OVER}[step.act]
        after = advance(current, move, facts(step=step))
        with pytest.raises(Refusal):
            advance(after, move, facts(step=step))
        acts.append((step.act, after.escalation))
        current = after
    assert acts == [
        (Act.WARN, None),
        (Act.ESCALATE, Level.HEAD),
        (Act.ESCALATE, Level.INSTANSI),
        (Act.ESCALATE, Level.PROVINCE),
        (Act.ESCALATE, Level.NATION),
        (Act.HAND_OVER, Level.OMBUDSMAN),
    ]
    assert (current.handed_over, current.wake_at) == (True, None)


def test_a_step_waits_for_its_time_even_when_the_clock_of_the_machine_was_set_back() -> None:
    current = case(Status.IN_PROGRESS)
    step = next_of(current, facts(), handed_over=False)
    assert step is not None
    assert step.at > NOW
    for now in (NOW, step.at - timedelta(seconds=1), NOW - timedelta(days=300)):
        with pytest.raises(Refusal):
            advance(current, Move.WARN, facts(now=now, step=step))
    warned = advance(current, Move.WARN, facts(now=step.at, step=step))
    assert warned.open_clocks[0].warned


def test_nothing_is_warned_of_as_something_else() -> None:
    current = settled(replace(case(Status.IN_PROGRESS), open_clocks=overdue()), facts())
    step = next_of(current, facts(), handed_over=False)
    for move in (Move.ESCALATE, Move.HAND_OVER):
        with pytest.raises(Refusal):
            advance(current, move, facts(step=step))


def test_what_the_desk_does_takes_the_escalation_away() -> None:
    clocks = tuple(replace(clock, warned=True, rung=3) for clock in overdue(Status.DISPOSED, 20))
    current = settled(replace(case(Status.DISPOSED), open_clocks=clocks), facts())
    assert current.escalation is Level.PROVINCE
    only_response = tuple(
        replace(clock, rung=0) if clock.clock is Clock.COMPLETION else clock for clock in current.open_clocks
    )
    current = settled(replace(current, open_clocks=only_response), facts())
    assert advance(current, Move.PROGRESS, facts()).escalation is None


def test_parallel_clocks_have_their_own_ladder() -> None:
    current = advance(case(Status.IN_PROGRESS), Move.ADD_HANDLING, facts(handling=UUID(int=5)))
    later = facts(now=NOW + timedelta(days=200))
    current = replace(current, open_clocks=tuple(c for c in current.open_clocks if c.handling))
    step = next_of(current, later, handed_over=False)
    assert step is not None
    assert step.clock.handling == UUID(int=5)
    ended = advance(current, Move.ANSWER_HANDLING, facts(handling=UUID(int=5)))
    assert ended.open_clocks == ()


def _completion_of(one: Case) -> OpenClock:
    (found,) = [clock for clock in one.open_clocks if clock.clock is Clock.COMPLETION]
    return found


def test_going_to_and_fro_wins_no_day() -> None:
    """Dinas, back, badan, back, ruled to the dinas: one clock of completion, as it started."""
    first = advance(case(), Move.DISPOSE, facts(place=place(DINAS)))
    started, beside, current = _completion_of(first), [], first
    for day, (move, to) in enumerate(
        ((Move.RETURN, ROOT), (Move.DISPOSE, BADAN), (Move.RETURN, ROOT), (Move.RULE, DINAS), (Move.PROGRESS, DINAS)), 1
    ):
        current = advance(current, move, facts(now=NOW + timedelta(days=day), place=place(to)))
        assert _completion_of(current) == started
        beside.append([clock.clock for clock in current.open_clocks if clock.clock is not Clock.COMPLETION])
    assert beside == [
        [Clock.INSTANSI_VERIFICATION], [Clock.FIRST_RESPONSE], [Clock.RULING], [Clock.FIRST_RESPONSE], [],
    ]  # fmt: skip
    assert (current.clock, current.due_at) == (Clock.COMPLETION, started.due)


def test_the_desk_above_goes_on_with_the_same_completion() -> None:
    below = advance(case(), Move.DISPOSE, facts(place=place(BIDANG)))
    up = advance(below, Move.RETURN, facts(now=NOW + timedelta(days=2), place=place(DINAS)))
    assert (up.status, [clock.clock for clock in up.open_clocks]) == (
        Status.DISPOSED, [Clock.FIRST_RESPONSE, Clock.COMPLETION],
    )  # fmt: skip
    assert _completion_of(up) == _completion_of(below)


def test_what_was_told_about_an_overdue_case_stays_told() -> None:
    late = settled(replace(case(Status.IN_PROGRESS), open_clocks=overdue()), facts())
    for move in (Move.WARN, Move.ESCALATE, Move.ESCALATE):
        late = advance(late, move, facts(step=next_of(late, facts(), handed_over=False)))
    back = advance(late, Move.RETURN, facts(place=place(ROOT)))
    assert (_completion_of(back).rung, back.escalation, back.clock) == (2, Level.INSTANSI, Clock.COMPLETION)
    again = advance(back, Move.DISPOSE, facts(place=place(BADAN)))
    assert (_completion_of(again), again.escalation) == (_completion_of(late), Level.INSTANSI)


def test_a_question_to_the_reporter_pauses_both() -> None:
    back = advance(advance(case(), Move.DISPOSE, facts(place=place(DINAS))), Move.RETURN, facts(place=place(ROOT)))
    waiting = advance(back, Move.REQUEST_COMPLETION, facts(now=NOW + timedelta(days=1)))
    assert [(clock.clock, clock.is_paused) for clock in waiting.open_clocks] == [
        (Clock.INSTANSI_VERIFICATION, True), (Clock.COMPLETION, True), (Clock.REPORTER_COMPLETION, False),
    ]  # fmt: skip
    told = advance(waiting, Move.SUPPLEMENT, facts(now=NOW + timedelta(days=8)))
    assert [(clock.clock, clock.is_paused) for clock in told.open_clocks] == [
        (Clock.INSTANSI_VERIFICATION, False), (Clock.COMPLETION, False),
    ]  # fmt: skip
    before, after = _completion_of(back).due, _completion_of(told).due
    assert before is not None
    assert after is not None
    assert after > before


def test_what_leaves_the_pemda_leaves_its_clocks() -> None:
    back = advance(advance(case(), Move.DISPOSE, facts(place=place(DINAS))), Move.RETURN, facts(place=place(ROOT)))
    gone = advance(back, Move.RETURN_TO_NATION, facts(place=place(ROOT), tenant=0))
    assert [clock.clock for clock in gone.open_clocks] == [Clock.NATIONAL_VERIFICATION]


def test_a_case_that_leaves_its_parent_keeps_its_completion() -> None:
    merged = advance(case(Status.DISPOSED), Move.MERGE, facts(**FITTING[Move.MERGE]))
    alone = advance(merged, Move.UNMERGE, facts(now=NOW + timedelta(days=3), **FITTING[Move.UNMERGE]))
    assert [clock.clock for clock in alone.open_clocks] == [Clock.INSTANSI_VERIFICATION, Clock.COMPLETION]
    assert _completion_of(alone) == _completion_of(merged)
