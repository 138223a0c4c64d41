"""What a move does to the clocks of a case: which stop, which start, which wait, and when Tuntas must look again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from rules.case import Case
from rules.clocks import OpenClock
from rules.complaint_states import Clock, Status, Turn
from rules.errors import move_refused
from rules.facts import Facts
from rules.identifiers import NATION
from rules.ladder import Act, Step, done, due_step, level_of
from rules.limits import term_of

VERIFICATION: Final = frozenset({Clock.NATIONAL_VERIFICATION, Clock.INSTANSI_VERIFICATION, Clock.RULING})
_ORDER: Final = {clock: place for place, clock in enumerate(Clock)}

Turning = Callable[[Case, Facts], tuple[OpenClock, ...]]
"""The clocks of a case after the move that led to it."""


def turned(case: Case, turn: Turn, facts: Facts) -> Case:
    """The case with its clocks as this turn leaves them."""
    turning = TURNS[turn]
    return case if turning is None else settled(replace(case, open_clocks=turning(case, facts)), facts)


def settled(case: Case, facts: Facts) -> Case:
    """The case with what follows from its clocks: the most urgent one, when to look again, how far it climbed."""
    urgent = _most_urgent(case)
    found = next_of(case, facts, handed_over=case.handed_over)
    return replace(
        case,
        clock=urgent.clock if urgent else None,
        due_at=urgent.due if urgent else None,
        wake_at=found.at if found else None,
        escalation=level_of(case.open_clocks, case.tenant_id, case.kind),
    )


def next_of(case: Case, facts: Facts, *, handed_over: bool) -> Step | None:
    """What Tuntas does next about a case."""
    return due_step(case.open_clocks, facts.timetable, case.tenant_id, case.kind, handed_over=handed_over)


def _most_urgent(case: Case) -> OpenClock | None:
    running = [clock for clock in case.open_clocks if clock.due is not None and clock.handling is None]
    return min(running, key=lambda clock: (clock.due, _ORDER[clock.clock]), default=None)


def _parallel(case: Case) -> tuple[OpenClock, ...]:
    """The clocks of parallel handlings: only their own end stops them."""
    return tuple(clock for clock in case.open_clocks if clock.handling is not None)


def _without(clocks: Iterable[OpenClock], stopped: frozenset[Clock]) -> tuple[OpenClock, ...]:
    return tuple(clock for clock in clocks if clock.handling is not None or clock.clock not in stopped)


def _start(case: Case, facts: Facts, clock: Clock, handling: UUID | None = None) -> OpenClock:
    return facts.timetable.start(clock, case.kind, facts.now, handling)


def _completion(case: Case, facts: Facts) -> OpenClock:
    """The clock of completion: the one that runs, or a new one. Handing a case down does not begin it anew."""
    for clock in case.open_clocks:
        if clock.clock is Clock.COMPLETION and clock.handling is None:
            return clock
    return _start(case, facts, Clock.COMPLETION)


def _start_verification(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    if case.ruling_required:
        clock = Clock.RULING
    elif case.status is Status.DISPOSED:
        clock = Clock.FIRST_RESPONSE
    else:
        clock = Clock.NATIONAL_VERIFICATION if case.tenant_id == NATION else Clock.INSTANSI_VERIFICATION
    return (*_parallel(case), _start(case, facts, clock))


def _verify_again(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    """Handed back inside the pemda: whoever decides next has a clock of their own, and completion goes on beside it.

    Its limit is the instansi's, not a desk's (domain 1.3, row 8): going to and fro wins no time. What leaves the pemda
    leaves its clocks behind.
    """
    running = (clock for clock in case.open_clocks if clock.clock is Clock.COMPLETION and clock.handling is None)
    return (*_start_verification(case, facts), *running)


def _wait_completion(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    waiting = tuple(clock if clock.handling else clock.paused(facts.now) for clock in case.open_clocks)
    return (*waiting, _start(case, facts, Clock.REPORTER_COMPLETION))


def _resume_verification(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    waiting = _without(case.open_clocks, frozenset({Clock.REPORTER_COMPLETION}))
    running = tuple(clock.resumed(facts.now, facts.timetable.calendar_of(clock)) for clock in waiting)
    if any(clock.clock in VERIFICATION for clock in running):
        return running
    return _verify_again(replace(case, open_clocks=running), facts)


def _start_handling(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    return (*_parallel(case), _start(case, facts, Clock.FIRST_RESPONSE), _completion(case, facts))


def _continue_completion(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    return (*_parallel(case), _completion(case, facts))


def _restart_completion(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    return (*_parallel(case), _start(case, facts, Clock.COMPLETION))


def _wait_reaction(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    return (*_parallel(case), _start(case, facts, Clock.REPORTER_REACTION))


def _reclassify(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    """Another kind has another limit: from the start that the clock had, by the rule that it started under."""
    return tuple(_relimited(clock, case, facts) for clock in case.open_clocks)


def _relimited(clock: OpenClock, case: Case, facts: Facts) -> OpenClock:
    limit = facts.timetable.rules.number(clock.rule).limits[term_of(clock.clock, case.kind)]
    if limit == clock.limit:
        return clock
    other = replace(clock, limit=limit, warned=False, rung=0)
    return other if other.is_paused else other.timed(facts.timetable.calendar_of(clock))


def _extend(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    granted = facts.granted
    if granted is None or all(clock.clock is not Clock.COMPLETION or clock.handling for clock in case.open_clocks):
        raise move_refused("only completion is extended", "No clock to extend.", "Tidak ada tenggat penyelesaian.")
    return tuple(
        clock.extended(granted, facts.timetable.calendar_of(clock))
        if clock.clock is Clock.COMPLETION and clock.handling is None
        else clock
        for clock in case.open_clocks
    )


def _start_parallel(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    return (*case.open_clocks, _start(case, facts, Clock.COMPLETION, facts.handling))


def _stop_parallel(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    return tuple(clock for clock in case.open_clocks if clock.handling != facts.handling)


def _step(case: Case, facts: Facts) -> tuple[OpenClock, ...]:
    """What was due is done: only the step that is next by the clocks themselves, and only when its time has come."""
    step = facts.step
    before = case.handed_over and (step is None or step.act is not Act.HAND_OVER)
    found = next_of(case, facts, handed_over=before)
    if step is None or found != step or found.at > facts.now or found.act is Act.LAPSE:
        raise move_refused("the next step when it is due", "Nothing like that is due.", "Belum ada yang jatuh tempo.")
    after = done(found, case.tenant_id, case.kind, facts.vacant)
    return tuple(after if clock == found.clock else clock for clock in case.open_clocks)


TURNS: Final[Mapping[Turn, Turning | None]] = {
    Turn.KEEP: None,
    Turn.START_VERIFICATION: _start_verification,
    Turn.VERIFY_AGAIN: _verify_again,
    Turn.RESUME_VERIFICATION: _resume_verification,
    Turn.START_HANDLING: _start_handling,
    Turn.CONTINUE_COMPLETION: _continue_completion,
    Turn.RESTART_COMPLETION: _restart_completion,
    Turn.RECLASSIFY: _reclassify,
    Turn.WAIT_COMPLETION: _wait_completion,
    Turn.WAIT_REACTION: _wait_reaction,
    Turn.EXTEND: _extend,
    Turn.START_PARALLEL: _start_parallel,
    Turn.STOP_PARALLEL: _stop_parallel,
    Turn.STEP: _step,
    Turn.STOP: lambda _case, _facts: (),
}
