"""What ended in LAPOR! ends here; nothing else is followed."""

import pytest

from rules.complaint_states import Move, Status
from rules.course import advance
from rules.errors import Refusal
from rules.facts import Facts
from rules.vocabulary import Closer
from tests.rules.walks import NOW, TIMETABLE, case


@pytest.mark.parametrize("status", [Status.CLOSED, Status.ARCHIVED])
def test_what_ended_there_ends_here(status: Status) -> None:
    facts = Facts(now=NOW, timetable=TIMETABLE, set={"status": status, "closed_by": Closer.SYSTEM})
    after = advance(case(Status.RECEIVED), Move.IMPORT_CHANGE, facts)
    assert (after.status, after.closed_by, after.closed_at) == (status, Closer.SYSTEM, NOW)
    assert (after.clock, after.due_at, after.wake_at, after.published) == (None, None, None, False)


@pytest.mark.parametrize("given", [{}, {"status": Status.RECEIVED}, {"status": Status.ANSWERED}])
def test_nothing_else_is_followed(given: dict[str, object]) -> None:
    with pytest.raises(Refusal) as refusal:
        advance(case(Status.RECEIVED), Move.IMPORT_CHANGE, Facts(now=NOW, timetable=TIMETABLE, set=given))
    assert refusal.value.field == "status"
