"""Walks a story through the rules themselves, as the service would: what the demo plans must be what it may do."""

from functools import cache
from uuid import UUID, uuid5

from gateway.demo.complaints.story import Step, Story
from gateway.demo.complaints.workdays import timetable
from gateway.demo.loading.reminding import is_superfluous
from gateway.demo.offices import Office
from rules.case import Case
from rules.clocks import Extension
from rules.complaint_states import Move, Status, transition
from rules.course import advance, receive, return_superior
from rules.facts import Facts, Place
from rules.identifiers import tenant_id_of
from rules.time_zones import WIB
from rules.unit_paths import ROOT, segment
from rules.verification import examine
from tests.gateway.demo.crowd import demo_offices

SPACE = UUID(int=1708)
TIMETABLE = timetable(WIB)


@cache
def paths(tenant: str) -> dict[str, str]:
    """The path of every unit, numbered as children are."""
    office: Office = demo_offices()[tenant]
    found = {office.units[0].code: ROOT}
    for parent in office.units:
        for number, unit in enumerate(office.children(parent.code), start=1):
            found[unit.code] = found[parent.code] + segment(number)
    return found


def place(tenant: str, unit: str) -> Place:
    path = paths(tenant)[unit]
    number = uuid5(SPACE, f"{tenant}/{unit}")
    return Place(unit_id=number, unit_path=path, desk_id=number, desk_path=path)


def handling(case: Case, step: Step) -> UUID | None:
    if step.move is Move.ADD_HANDLING:
        return uuid5(SPACE, step.at.isoformat())
    if step.move in (Move.ANSWER_HANDLING, Move.RETURN_HANDLING):
        return next(clock.handling for clock in case.open_clocks if clock.handling)
    return None


def facts(case: Case, step: Step) -> Facts:
    changes: dict[str, object] = {}
    passed = False
    if step.verification is not None:
        examine(step.verification)
        passed = step.verification.passed
        changes = {"anonymous": step.verification.anonymous, "secret": step.verification.secret}
    elif step.move is Move.FLAG:
        changes = {"anonymous": step.anonymous, "secret": step.secret}
    elif step.move is Move.CLASSIFY:
        changes = {"kind": step.kind, "topic_id": step.topic}
    elif step.move is Move.MERGE:
        changes = {"merged_into": uuid5(SPACE, step.parent or "")}
    return Facts(
        now=step.at,
        timetable=TIMETABLE,
        place=place(step.tenant_after, step.unit_after),
        outcome=step.outcome,
        actor_path=paths(step.tenant)[step.actor_unit] if step.actor_unit else ROOT,
        passed=passed,
        days=step.days,
        granted=Extension(step.days, step.at, "Admin", step.text) if step.move is Move.EXTEND else None,
        handling=handling(case, step),
        rating=step.rating or 0,
        tenant=tenant_id_of(step.tenant_after),
        set=changes,
    )


def fold(story: Story) -> Case:
    """The case at the end. Raises what the rules raise; asserts that every step says where it leads."""
    first = story.steps[0]
    case = Case(
        tenant_id=tenant_id_of(story.intake),
        status=Status.RECEIVED,
        kind=story.kind_chosen,
        channel=story.channel,
        anonymous=story.anonymous,
        secret=story.secret,
    )
    assert first.role in transition(None, Move.SUBMIT).recorders
    case = receive(case, facts(case, first))
    for step in story.steps[1:]:
        assert step.role in transition(case.status, step.move).recorders, (story.key, step.move, step.role)
        if step.move is Move.RETURN:
            assert return_superior(case) == paths(step.tenant_after)[step.unit_after], story.key
        if is_superfluous(case, step.move, step.at):
            continue
        case = advance(case, step.move, facts(case, step))
        assert case.status is step.status, (story.key, step.move)
        assert case.tenant_id == tenant_id_of(step.tenant_after)
    return case
