"""Where a complaint stands after a move: the state table, the consequences and the clock put together."""

from dataclasses import replace

from rules.case import Case
from rules.complaint_states import Clock, Move, Status, Transition, Turn, transition
from rules.consequences import CONSEQUENCES, RETURNS_BEFORE_RULING, nothing_more, put
from rules.facts import Facts
from rules.identifiers import NATION
from rules.unit_paths import ROOT, common_superior, parent


def advance(case: Case, move: Move, facts: Facts) -> Case:
    """The case after this move; its version and time are the new event's. Raises MOVE_REFUSED or BAD_USER_INPUT."""
    row = transition(case.status, move)
    after = CONSEQUENCES.get(move, nothing_more)(case, facts)
    if row.targets and after.status == case.status and case.status not in row.targets:
        after = replace(after, status=row.targets[0])
    after = _turn(after, row, facts)
    return replace(after, version=case.version + 1, last_event_at=facts.now)


def return_superior(case: Case) -> str:
    """Which unit a return goes to: one level up; at the second return, the common superior of the two."""
    if len(case.returned_by) + 1 >= RETURNS_BEFORE_RULING:
        return common_superior(case.returned_by[-1], case.unit_path)
    return parent(case.unit_path) or ROOT


def _turn(case: Case, row: Transition, facts: Facts) -> Case:
    turn, now = row.turn, facts.now
    if turn is Turn.KEEP:
        return case
    if turn is Turn.STOP:
        return replace(case, clock=None, due_at=None)
    if turn is Turn.START_VERIFICATION:
        return _start_verification(case, facts)
    if turn in (Turn.START_HANDLING, Turn.RESTART_COMPLETION):
        case = replace(case, completion_from=now, extension_days=0)
    clock = {
        Turn.START_HANDLING: Clock.FIRST_RESPONSE,
        Turn.CONTINUE_COMPLETION: Clock.COMPLETION,
        Turn.RESTART_COMPLETION: Clock.COMPLETION,
        Turn.EXTEND: Clock.COMPLETION,
        Turn.WAIT_COMPLETION: Clock.REPORTER_COMPLETION,
        Turn.WAIT_REACTION: Clock.REPORTER_REACTION,
    }[turn]
    start = (case.completion_from or now) if clock is Clock.COMPLETION else now
    extra = case.extension_days if clock is Clock.COMPLETION else 0
    return replace(case, clock=clock, due_at=facts.timetable.due(clock, case.kind, start))


def _start_verification(case: Case, facts: Facts) -> Case:
    if case.ruling_required:
        clock = Clock.RULING
    elif case.status is Status.DISPOSED:
        clock = Clock.FIRST_RESPONSE
    else:
        clock = Clock.NATIONAL_VERIFICATION if case.tenant_id == NATION else Clock.INSTANSI_VERIFICATION
    return replace(case, clock=clock, due_at=facts.timetable.due(clock, case.kind, facts.now), completion_from=None)


def receive(case: Case, facts: Facts) -> Case:
    """The case as its first event leaves it: received, with the verification clock of its desk running."""
    row = transition(None, Move.SUBMIT)
    return replace(_turn(put(case, facts), row, facts), version=1, last_event_at=facts.now)
