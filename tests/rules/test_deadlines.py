from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendars import CalendarBook, DayOff, DayOffKind, Edition
from rules.complaint_states import Clock
from rules.deadlines import REOPEN_WINDOW, Timetable
from rules.limits import DEFAULT_LIMITS, Limit, RuleBook, RuleVersion, Term, term_of
from rules.vocabulary import Kind

WIB = ZoneInfo("Asia/Jakarta")
WIT = ZoneInfo("Asia/Jayapura")
KIND = Kind.PENGADUAN_TIDAK_BERKADAR
FRIDAY = datetime(2026, 1, 2, 9, 0, tzinfo=WIB)
DAYS_OF_YEAR = st.dates(date(2026, 1, 1), date(2026, 12, 31))
ZONES = st.sampled_from([UTC, WIB, WIT])
MOMENTS = st.builds(datetime.combine, DAYS_OF_YEAR, st.times(), ZONES)
OFF = st.frozensets(DAYS_OF_YEAR, max_size=40)
TIMETABLES = st.builds(Timetable.simple, ZONES, OFF)


def test_how_long_a_citizen_may_reopen() -> None:
    assert timedelta(days=30) == REOPEN_WINDOW


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (FRIDAY, date(2026, 1, 7)),  # Mon, Tue, Wed
        (datetime(2026, 1, 3, 12, 0, tzinfo=WIB), date(2026, 1, 7)),  # a Saturday counts no more than Friday
        (datetime(2026, 1, 4, 23, 59, tzinfo=WIB), date(2026, 1, 7)),
        (datetime(2026, 1, 5, 0, 0, tzinfo=WIB), date(2026, 1, 8)),
    ],
)
def test_three_working_days_skip_the_weekend(start: datetime, due: date) -> None:
    found = Timetable.simple(WIB).due(Clock.INSTANSI_VERIFICATION, KIND, start)
    assert found == datetime.combine(due, clock_time(23, 59, 59), WIB)


def test_holidays_and_cuti_bersama_do_not_count() -> None:
    timetable = Timetable.simple(WIB, {date(2026, 1, 5), date(2026, 1, 7)})
    found = timetable.due(Clock.INSTANSI_VERIFICATION, KIND, FRIDAY)
    assert found.astimezone(WIB).date() == date(2026, 1, 9)
    assert not timetable.is_working_day(date(2026, 1, 5))
    assert not timetable.is_working_day(date(2026, 1, 3))
    assert timetable.is_working_day(date(2026, 1, 6))


def test_the_day_is_the_one_on_the_pemdas_own_calendar() -> None:
    """16:30 UTC on Monday is Monday night in Batam and Tuesday morning in Jayapura."""
    monday = datetime(2026, 1, 5, 16, 30, tzinfo=UTC)
    west = Timetable.simple(WIB).due(Clock.INSTANSI_VERIFICATION, KIND, monday)
    east = Timetable.simple(WIT).due(Clock.INSTANSI_VERIFICATION, KIND, monday)
    assert (west.astimezone(WIB).date(), east.astimezone(WIT).date()) == (date(2026, 1, 8), date(2026, 1, 9))
    assert west.tzinfo is UTC


def test_completion_depends_on_the_kind_and_other_clocks_do_not() -> None:
    timetable = Timetable()
    for clock in Clock:
        for kind in Kind:
            started = timetable.start(clock, kind, FRIDAY)
            assert (started.limit, started.rule) == (DEFAULT_LIMITS[term_of(clock, kind)], 0)


def test_a_clock_takes_the_rule_in_force_and_the_newest_calendar() -> None:
    """Batam's SOP verifies in three to five days, Bintan's of 2019 in one."""
    quick = {**DEFAULT_LIMITS, Term.INSTANSI_VERIFICATION: Limit(1)}
    later = RuleVersion(number=1, from_date=date(2026, 1, 6), limits=quick, source="SOP 2019")
    flood = DayOff(date(2026, 1, 7), DayOffKind.EMERGENCY, "Banjir", since=2)
    book = CalendarBook(WIB, own=(flood,), newest=Edition(1, 2))
    bintan = Timetable(book, RuleBook.of([later]))
    before = bintan.start(Clock.INSTANSI_VERIFICATION, KIND, FRIDAY)
    assert (before.rule, before.edition, before.limit) == (0, Edition(1, 2), Limit(3))
    assert before.due == datetime(2026, 1, 8, 23, 59, 59, tzinfo=WIB)
    after = bintan.start(Clock.INSTANSI_VERIFICATION, KIND, datetime(2026, 1, 6, 9, 0, tzinfo=WIB))
    assert (after.rule, after.due) == (1, datetime(2026, 1, 8, 23, 59, 59, tzinfo=WIB))
    assert bintan.calendar_of(after) is book.today


@given(timetable=TIMETABLES, clock=st.sampled_from(Clock), kind=st.sampled_from(Kind), start=MOMENTS)
def test_a_deadline_is_as_many_working_days_away_as_it_allows(
    *, timetable: Timetable, clock: Clock, kind: Kind, start: datetime
) -> None:
    due = timetable.due(clock, kind, start).astimezone(timetable.zone)
    first = start.astimezone(timetable.zone).date()
    days = [first + timedelta(days=n) for n in range(1, (due.date() - first).days + 1)]
    counted = [day for day in days if timetable.is_working_day(day)]
    assert len(counted) == DEFAULT_LIMITS[term_of(clock, kind)].amount
    assert timetable.is_working_day(due.date())
    assert due.time() == clock_time(23, 59, 59)


@given(timetable=TIMETABLES, start=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=30)))
def test_who_starts_later_is_never_due_earlier(*, timetable: Timetable, start: datetime, later: timedelta) -> None:
    due = timetable.due(Clock.FIRST_RESPONSE, KIND, start)
    assert due <= timetable.due(Clock.FIRST_RESPONSE, KIND, start + later)


@given(zone=ZONES, off=OFF, start=MOMENTS, more=DAYS_OF_YEAR)
def test_one_more_holiday_never_brings_a_deadline_forward(
    *, zone: ZoneInfo, off: frozenset[date], start: datetime, more: date
) -> None:
    shorter, longer = Timetable.simple(zone, off), Timetable.simple(zone, off | {more})
    assert shorter.due(Clock.COMPLETION, KIND, start) <= longer.due(Clock.COMPLETION, KIND, start)
