"""Where a complaint stands after a move: the state table, the consequences and the clock put together."""

from dataclasses import replace

from rules.case import Case
from rules.complaint_states import OPEN, Move, transition
from rules.consequences import CONSEQUENCES, RETURNS_BEFORE_RULING, nothing_more, put
from rules.facts import Facts
from rules.turns import turned
from rules.unit_paths import ROOT, common_superior, parent


def advance(case: Case, move: Move, facts: Facts) -> Case:
    """The case after this move; its version and time are the new event's. Raises MOVE_REFUSED or BAD_USER_INPUT."""
    row = transition(case.status, move)
    after = CONSEQUENCES.get(move, nothing_more)(case, facts)
    if row.targets and after.status == case.status and case.status not in row.targets:
        after = replace(after, status=row.targets[0])
    if after.extension_asked and (after.status, after.desk_path) != (case.status, case.desk_path):
        after = replace(after, extension_asked=0)
    after = turned(after, row.turn, facts)
    return replace(after, version=case.version + 1, last_event_at=facts.now)


def return_superior(case: Case) -> str:
    """Which unit a return goes to: one level up; at the second return, the common superior of the two."""
    if len(case.returned_by) + 1 >= RETURNS_BEFORE_RULING:
        return common_superior(case.returned_by[-1], case.unit_path)
    return parent(case.unit_path) or ROOT


def receive(case: Case, facts: Facts) -> Case:
    """The case as its first event leaves it: received, with the verification clock of its desk running."""
    row = transition(None, Move.SUBMIT)
    return replace(turned(put(case, facts), row.turn, facts), version=1, last_event_at=facts.now)


def take_over(case: Case, facts: Facts) -> Case:
    """The case as its import from LAPOR! leaves it: what is open there arrives at the desk, the rest runs no clock."""
    if case.status in OPEN:
        return receive(case, facts)
    transition(None, Move.IMPORT)
    return replace(put(case, facts), version=1, last_event_at=facts.now)
