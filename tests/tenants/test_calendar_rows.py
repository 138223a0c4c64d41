"""What is written as JSON is read back the same; what an older version did not know has the nation's limit."""

from datetime import time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules.calendars import CIVIL_SERVICE_WEEK, DayOff, DayOffKind, Hours
from rules.limits import DEFAULT_LADDER, DEFAULT_LIMITS, Level, Limit, LimitUnit, Term
from tenants.calendar_rows import (
    StoredCalendar,
    days_of,
    limits_json,
    limits_of,
    rules_of,
    versions_of,
    week_json,
    week_of,
)

MINUTES = st.integers(0, 23 * 60 + 58)
WEEKS = st.dictionaries(
    st.integers(0, 6),
    st.tuples(MINUTES, MINUTES)
    .filter(lambda pair: pair[0] < pair[1])
    .map(lambda pair: Hours(*(time(minute // 60, minute % 60) for minute in pair))),
)
LIMITS = st.dictionaries(
    st.sampled_from(Term), st.builds(Limit, st.integers(1, 60), st.sampled_from(LimitUnit)), min_size=1
)
AT = "2026-03-04T02:00:00+00:00"


def stored(**given: Any) -> StoredCalendar:
    return StoredCalendar(2101, **{"versions": [], "days": [], "rules": [], **given})


@given(WEEKS)
def test_a_week_comes_back(week: dict[int, Hours]) -> None:
    assert week_of(week_json(week)) == week


@given(LIMITS)
def test_limits_come_back(limits: dict[Term, Limit]) -> None:
    assert limits_of(limits_json(limits)) == limits


def test_days_have_their_versions() -> None:
    days = [["2026-03-09", "EMERGENCY", "Banjir", 2, None], ["2026-05-02", "LOCAL_HOLIDAY", "Hari jadi", 1, 3]]
    first, second = days_of(stored(days=days))
    assert [first.holds_in(version) for version in (1, 2, 3)] == [False, True, True]
    assert [second.holds_in(version) for version in (1, 2, 3)] == [True, True, False]
    assert first == DayOff(first.day, DayOffKind.EMERGENCY, "Banjir", 2)


def test_a_version_tells_hours_and_when_it_settles() -> None:
    told = {"note": "Ramadan", "set_by_title": "Admin", "at": AT, "settles_at": AT, "settled": False}
    hours = {"version": 1, "week": week_json(CIVIL_SERVICE_WEEK), **told}
    with_hours, without = versions_of(stored(versions=[hours, {"version": 2, "week": None, **told}]))
    assert (with_hours.week, without.week) == (CIVIL_SERVICE_WEEK, None)
    assert (with_hours.settled, with_hours.at.isoformat()) == (False, AT)


def test_what_a_version_did_not_know_is_the_nations() -> None:
    (row,) = rules_of(
        stored(
            rules=[
                {
                    "number": 1,
                    "from_date": "2026-04-01",
                    "limits": {"RULING": [1, "DAY"]},
                    "ladder": {"NATION": 4},
                    "source": "SOP",
                    "set_by_title": "Admin",
                    "at": AT,
                }
            ]
        )
    )
    assert row.version.limits == {**DEFAULT_LIMITS, Term.RULING: Limit(1, LimitUnit.DAY)}
    assert row.version.ladder == {**DEFAULT_LADDER, Level.NATION: 4}
