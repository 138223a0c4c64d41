from datetime import timedelta
from functools import partial

import pytest

from gateway.demo.loading.reminding import SYSTEM, is_superfluous, reminders
from rules.case import Case
from rules.complaint_states import Move, Status
from rules.course import advance
from rules.facts import Facts
from rules.limits import Level
from rules.roles import Role
from tests.rules.walks import NOW, TIMETABLE, case

FACTS = partial(Facts, timetable=TIMETABLE)


def facts_at(at: object) -> Facts:
    return FACTS(now=at)  # type: ignore[arg-type]


def test_the_ladder_is_climbed_at_its_own_times() -> None:
    found = list(reminders(case(Status.IN_PROGRESS), facts_at, NOW + timedelta(days=60), frozenset({Level.HEAD})))
    assert [one.move for one in found] == [Move.WARN, *[Move.ESCALATE] * 3, Move.HAND_OVER]
    assert [one.data.get("vacant") for one in found] == [None, ["HEAD"], [], [], []]
    assert all(one.data["late_seconds"] == 40 for one in found)
    assert [one.case.version for one in found] == [4, 5, 6, 7, 8]
    assert (SYSTEM.role, SYSTEM.tenant) == (Role.SISTEM, 0)


def test_nothing_is_done_before_its_time_and_nothing_lapses() -> None:
    assert list(reminders(case(Status.IN_PROGRESS), facts_at, NOW, frozenset())) == []
    waiting = list(reminders(case(Status.ANSWERED), facts_at, NOW + timedelta(days=90), frozenset()))
    assert [one.move for one in waiting] == [Move.WARN]


@pytest.mark.parametrize(
    ("before", "move", "days", "vain"),
    [
        (case(Status.IN_PROGRESS), Move.HAND_OVER, 0, True),
        (case(Status.IN_PROGRESS), Move.PROGRESS, 0, False),
        (case(Status.IN_PROGRESS), Move.REQUEST_EXTENSION, 0, False),
        (case(Status.IN_PROGRESS), Move.REQUEST_EXTENSION, 60, True),
        (case(Status.IN_PROGRESS, extension_asked=3), Move.REQUEST_EXTENSION, 0, True),
        (case(Status.RECEIVED), Move.REQUEST_EXTENSION, 0, True),
        (case(Status.IN_PROGRESS), Move.EXTEND, 0, True),
        (case(Status.IN_PROGRESS, extension_asked=3), Move.EXTEND, 0, False),
    ],
)
def test_what_comes_to_nothing(before: Case, move: Move, days: int, vain: bool) -> None:  # noqa: FBT001 - a table
    assert is_superfluous(before, move, NOW + timedelta(days=days)) is vain


def test_a_case_goes_on_after_its_reminders() -> None:
    *_, last = reminders(case(Status.IN_PROGRESS), facts_at, NOW + timedelta(days=60), frozenset())
    assert advance(last.case, Move.PROGRESS, facts_at(NOW + timedelta(days=61))).escalation is Level.OMBUDSMAN
