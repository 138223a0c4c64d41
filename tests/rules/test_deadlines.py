from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.complaint_states import Clock
from rules.deadlines import COMPLETION_DAYS, DAYS, REOPEN_WINDOW, Timetable
from rules.vocabulary import Kind

WIB = ZoneInfo("Asia/Jakarta")
WIT = ZoneInfo("Asia/Jayapura")
KIND = Kind.PENGADUAN_TIDAK_BERKADAR
FRIDAY = datetime(2026, 1, 2, 9, 0, tzinfo=WIB)
DAYS_OF_YEAR = st.dates(date(2026, 1, 1), date(2026, 12, 31))
ZONES = st.sampled_from([UTC, WIB, WIT])
MOMENTS = st.builds(datetime.combine, DAYS_OF_YEAR, st.times(), ZONES)
TIMETABLES = st.builds(Timetable, zone=ZONES, holidays=st.frozensets(DAYS_OF_YEAR, max_size=40))


def test_the_working_days_of_the_regulations() -> None:
    """SOP Batam 2023, steps 2-6; Perbup Bintan 53/2021, 2.1.1; design 6."""
    assert COMPLETION_DAYS == {
        Kind.PERMINTAAN_INFORMASI: 5,
        Kind.ASPIRASI: 5,
        Kind.PENGADUAN_TIDAK_BERKADAR: 14,
        Kind.PENGADUAN_BERKADAR: 60,
    }
    assert DAYS == {
        Clock.NATIONAL_VERIFICATION: 3,
        Clock.INSTANSI_VERIFICATION: 3,
        Clock.FIRST_RESPONSE: 5,
        Clock.REPORTER_COMPLETION: 10,
        Clock.REPORTER_REACTION: 10,
        Clock.RULING: 3,
    }
    assert set(DAYS) | {Clock.COMPLETION} == set(Clock)
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
    timetable = Timetable(zone=WIB, holidays=frozenset({date(2026, 1, 5), date(2026, 1, 7)}))
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
        limits = {kind: timetable.limit(clock, kind) for kind in Kind}
        assert (
            (limits == dict(COMPLETION_DAYS)) if clock is Clock.COMPLETION else (set(limits.values()) == {DAYS[clock]})
        )


def test_a_pemda_may_have_limits_of_its_own() -> None:
    """Batam's SOP verifies in three to five days, Bintan's of 2019 in one."""
    bintan = Timetable(zone=WIB, days={**DAYS, Clock.INSTANSI_VERIFICATION: 1})
    assert bintan.due(Clock.INSTANSI_VERIFICATION, KIND, FRIDAY).astimezone(WIB).date() == date(2026, 1, 5)


@given(
    timetable=TIMETABLES,
    clock=st.sampled_from(Clock),
    kind=st.sampled_from(Kind),
    start=MOMENTS,
    extra=st.integers(0, 60),
)
def test_a_deadline_is_as_many_working_days_away_as_it_allows(
    *, timetable: Timetable, clock: Clock, kind: Kind, start: datetime, extra: int
) -> None:
    due = timetable.due(clock, kind, start, extra=extra).astimezone(timetable.zone)
    first = start.astimezone(timetable.zone).date()
    days = [first + timedelta(days=n) for n in range(1, (due.date() - first).days + 1)]
    counted = [day for day in days if timetable.is_working_day(day)]
    assert len(counted) == timetable.limit(clock, kind) + extra
    assert timetable.is_working_day(due.date())
    assert due.time() == clock_time(23, 59, 59)


@given(
    timetable=TIMETABLES, start=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=30)), extra=st.integers(0, 9)
)
def test_who_starts_later_or_is_given_more_is_never_due_earlier(
    *, timetable: Timetable, start: datetime, later: timedelta, extra: int
) -> None:
    due = timetable.due(Clock.FIRST_RESPONSE, KIND, start)
    assert due <= timetable.due(Clock.FIRST_RESPONSE, KIND, start + later)
    assert (due < timetable.due(Clock.FIRST_RESPONSE, KIND, start, extra=extra)) is (extra > 0)


@given(timetable=TIMETABLES, start=MOMENTS, more=DAYS_OF_YEAR)
def test_one_more_holiday_never_brings_a_deadline_forward(timetable: Timetable, start: datetime, more: date) -> None:
    longer = Timetable(zone=timetable.zone, holidays=timetable.holidays | {more})
    assert timetable.due(Clock.COMPLETION, KIND, start) <= longer.due(Clock.COMPLETION, KIND, start)
