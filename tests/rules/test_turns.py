from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from rules.clocks import OpenClock
from rules.complaint_states import Clock, Move, Status, Turn
from rules.course import advance
from rules.errors import Refusal
from rules.ladder import Act, next_step
from rules.limits import Level
from rules.turns import TURNS, next_of, settled, turned
from tests.rules.walks import NOW, TIMETABLE, case, facts, running


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
