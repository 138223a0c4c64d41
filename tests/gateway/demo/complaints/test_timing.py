import random
from datetime import UTC, datetime, timedelta

import pytest

from gateway.demo.complaints.timing import times
from gateway.demo.complaints.track import Pace, Track
from gateway.demo.complaints.workdays import timetable
from rules.complaint_states import Clock, Move
from rules.roles import Role
from rules.time_zones import WIB
from rules.vocabulary import Kind, Outcome
from tests.gateway.demo.crowd import BINTAN, demo_offices

CALENDAR = timetable(WIB)
END = datetime(2026, 11, 20, 5, tzinfo=UTC)


def track(delay: int) -> Track:
    told = Track(random.Random(1), demo_offices(), BINTAN)
    told.submit(Role.PUBLIK, None)
    told.by_admin(Move.VERIFY, delay, "verifications")
    told.by_admin(Move.DISPOSE, 0, "dispositions", to_unit="dinkes")
    told.by_desk(Move.ANSWER, delay, "answer", outcome=Outcome.SOLVED)
    return told


@pytest.mark.parametrize("delay", [0, 1, 3, 9, 40])
def test_times_ascend_and_end_shortly_before_the_end(delay: int) -> None:
    drafts = track(delay).drafts
    found = times(drafts, END, f"seed {delay}", CALENDAR)
    assert len(found) == len(drafts)
    assert found == sorted(found)
    assert timedelta(0) <= END - found[-1] < timedelta(days=7)
    assert found == times(drafts, END, f"seed {delay}", CALENDAR)


def test_a_lapse_comes_when_its_clock_ran_out() -> None:
    told = track(2)
    told.by_system(Move.LAPSE_REACTION, Pace.REACTION_LAPSE, "lapsed_reaction")
    *_, answered, lapsed = times(told.drafts, END, "seed", CALENDAR)
    assert lapsed > CALENDAR.due(Clock.REPORTER_REACTION, Kind.PENGADUAN_TIDAK_BERKADAR, answered)
    assert lapsed <= END
