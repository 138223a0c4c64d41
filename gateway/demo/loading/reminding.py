"""What did Tuntas do by itself between the steps of a story? The same ladder that the worker climbs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from rules.case import Case
from rules.complaint_states import Move
from rules.course import advance
from rules.event_chain import Actor
from rules.extensions import completion_of
from rules.facts import Facts
from rules.identifiers import NATION
from rules.ladder import Act, remembered
from rules.limits import Level
from rules.roles import LABELS, Role
from rules.turns import next_of
from tenants.stores.recording import Happening

SYSTEM: Final = Actor(role=Role.SISTEM, tenant=NATION, title=LABELS[Role.SISTEM])
_MOVES: Final = {Act.WARN: Move.WARN, Act.ESCALATE: Move.ESCALATE, Act.HAND_OVER: Move.HAND_OVER}
_SWEEP: Final = timedelta(seconds=40)


def reminders(
    case: Case, facts_at: Callable[[datetime], Facts], until: datetime, vacant: frozenset[Level]
) -> Iterator[Happening]:
    """The warnings and escalations that were due before a moment, each at its own time."""
    while True:
        facts = facts_at(until)
        step = next_of(case, facts, handed_over=case.handed_over)
        if step is None or step.act is Act.LAPSE or step.at + _SWEEP >= until:
            return
        at = max(step.at, case.last_event_at or step.at) + _SWEEP
        if at >= until:
            return
        before, doing = case, {"step": step, "vacant": vacant}
        case = advance(case, _MOVES[step.act], replace(facts_at(at), **doing))  # type: ignore[arg-type]
        data = remembered(step, before.tenant_id, before.kind, at, vacant)
        yield Happening(move=_MOVES[step.act], case=case, actor=SYSTEM, data=data)


def is_superfluous(case: Case, move: Move, at: datetime) -> bool:
    """Does a step of a story come to nothing? Handing over is the ladder's; more time is asked for before it is up."""
    if move is Move.HAND_OVER:
        return True
    if move is Move.EXTEND:
        return not case.extension_asked
    if move is not Move.REQUEST_EXTENSION:
        return False
    running = completion_of(case)
    return bool(case.extension_asked) or running is None or running.due is None or running.due < at
