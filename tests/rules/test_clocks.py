"""Worked examples from the source documents, and what is true of every clock."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendars import Calendar, DayOff, DayOffKind
from rules.clocks import (
    DayReason,
    Extension,
    OpenClock,
    Pause,
    clocks_of,
    due,
    needed,
    read,
    remaining,
    strip,
    written,
)
from rules.complaint_states import Clock
from rules.limits import Limit, LimitUnit
from rules.time_zones import WIB, WIT, WITA

# SKB 3 Menteri for 2026, as far as the examples go: Nyepi, Idulfitri and its cuti bersama, the turn of the year.
HOLIDAYS = {
    date(2025, 12, 25): (DayOffKind.NATIONAL_HOLIDAY, "Hari Raya Natal"),
    date(2025, 12, 26): (DayOffKind.CUTI_BERSAMA, "Cuti bersama Natal"),
    date(2026, 1, 1): (DayOffKind.NATIONAL_HOLIDAY, "Tahun Baru Masehi"),
    date(2026, 1, 16): (DayOffKind.NATIONAL_HOLIDAY, "Isra Mikraj"),
    date(2026, 3, 18): (DayOffKind.CUTI_BERSAMA, "Cuti bersama Nyepi"),
    date(2026, 3, 19): (DayOffKind.NATIONAL_HOLIDAY, "Hari Suci Nyepi"),
    date(2026, 3, 20): (DayOffKind.CUTI_BERSAMA, "Cuti bersama Idulfitri"),
    date(2026, 3, 21): (DayOffKind.NATIONAL_HOLIDAY, "Idulfitri 1447 H"),
    date(2026, 3, 22): (DayOffKind.NATIONAL_HOLIDAY, "Idulfitri 1447 H"),
    date(2026, 3, 23): (DayOffKind.CUTI_BERSAMA, "Cuti bersama Idulfitri"),
    date(2026, 3, 24): (DayOffKind.CUTI_BERSAMA, "Cuti bersama Idulfitri"),
}
OFF = {day: DayOff(day, kind, name) for day, (kind, name) in HOLIDAYS.items()}
BATAM, MAKASSAR, JAYAPURA = (Calendar(zone, OFF) for zone in (WIB, WITA, WIT))
WORKING, DAY, HOUR = LimitUnit.WORKING_DAY, LimitUnit.DAY, LimitUnit.HOUR
BEFORE_LEBARAN = datetime(2026, 3, 16, 10, 0, tzinfo=WIB)
AT_YEAR_END = datetime(2025, 12, 23, 10, 0, tzinfo=WIB)


def clock(amount: int, unit: LimitUnit = WORKING, since: datetime = BEFORE_LEBARAN) -> OpenClock:
    return OpenClock(clock=Clock.COMPLETION, started=since, limit=Limit(amount, unit))


@pytest.mark.parametrize(
    ("what", "amount", "unit", "since", "last"),
    [
        # SOP Batam 2023, over Lebaran: Tuesday 17 March counts, then nothing until Wednesday 25 March
        ("langkah 2, verifikasi nasional 1-3 hari", 1, DAY, BEFORE_LEBARAN, date(2026, 3, 17)),
        ("langkah 2, verifikasi nasional 1-3 hari", 3, DAY, BEFORE_LEBARAN, date(2026, 3, 19)),
        ("langkah 3, verifikasi instansi 3-5 hari", 3, WORKING, BEFORE_LEBARAN, date(2026, 3, 26)),
        ("langkah 3, verifikasi instansi 3-5 hari", 5, WORKING, BEFORE_LEBARAN, date(2026, 3, 30)),
        ("langkah 3, verifikasi instansi 3-5 hari", 5, DAY, BEFORE_LEBARAN, date(2026, 3, 21)),
        ("langkah 4a, permintaan informasi 5 hari", 5, WORKING, BEFORE_LEBARAN, date(2026, 3, 30)),
        ("langkah 4b, aspirasi 5 hari", 5, DAY, BEFORE_LEBARAN, date(2026, 3, 21)),
        ("langkah 4c, tidak berkadar pengawasan 14 hari", 14, WORKING, BEFORE_LEBARAN, date(2026, 4, 10)),
        ("langkah 4d, berkadar pengawasan 60 hari", 60, WORKING, BEFORE_LEBARAN, date(2026, 6, 15)),
        ("langkah 6, selesai 10 hari tanpa tanggapan", 10, WORKING, BEFORE_LEBARAN, date(2026, 4, 6)),
        ("langkah 6, selesai 10 hari tanpa tanggapan", 10, DAY, BEFORE_LEBARAN, date(2026, 3, 26)),
        # Perbup Bintan 53/2021, over the turn of the year: 24 December counts, 25, 26 and 1 January do not
        ("2.1.1 verifikasi paling lama 3 hari kerja", 3, WORKING, AT_YEAR_END, date(2025, 12, 30)),
        ("2.1.1 kelengkapan 10 hari kerja", 10, WORKING, AT_YEAR_END, date(2026, 1, 9)),
        ("SOP 061.2 tahun 2019, disposisi 1 hari", 1, WORKING, AT_YEAR_END, date(2025, 12, 24)),
        ("tanggapan pertama 5 hari kerja", 5, WORKING, AT_YEAR_END, date(2026, 1, 2)),
        ("penyelesaian 14 hari kerja", 14, WORKING, AT_YEAR_END, date(2026, 1, 15)),
    ],
)
def test_each_limit_of_the_documents(what: str, amount: int, unit: LimitUnit, since: datetime, last: date) -> None:
    assert due(clock(amount, unit, since), BATAM) == datetime.combine(last, time(23, 59, 59), WIB), what


def test_three_time_zones_have_three_days() -> None:
    """23:30 in Batam is half past midnight in Makassar and half past one in Jayapura: there it is the next day."""
    moment = datetime(2026, 1, 5, 23, 30, tzinfo=WIB)
    found = [due(clock(3, since=moment), calendar) for calendar in (BATAM, MAKASSAR, JAYAPURA)]
    assert found == [
        datetime(2026, 1, 8, 23, 59, 59, tzinfo=WIB),
        datetime(2026, 1, 9, 23, 59, 59, tzinfo=WITA),
        datetime(2026, 1, 9, 23, 59, 59, tzinfo=WIT),
    ]


def test_the_strip_says_of_every_day_why() -> None:
    found = strip(clock(3), BATAM)
    assert [(one.day.day, one.counted, one.reason) for one in found] == [
        (16, 0, DayReason.START),
        (17, 1, DayReason.COUNTED),
        (18, 0, DayReason.CUTI_BERSAMA),
        (19, 0, DayReason.NATIONAL_HOLIDAY),
        (20, 0, DayReason.CUTI_BERSAMA),
        (21, 0, DayReason.WEEKEND),
        (22, 0, DayReason.WEEKEND),
        (23, 0, DayReason.CUTI_BERSAMA),
        (24, 0, DayReason.CUTI_BERSAMA),
        (25, 1, DayReason.COUNTED),
        (26, 1, DayReason.COUNTED),
    ]
    assert found[3].note == "Hari Suci Nyepi"
    assert found[5].note == "Idulfitri 1447 H"


def test_local_days_are_named_too() -> None:
    flood = Calendar(WIB, {date(2026, 1, 6): DayOff(date(2026, 1, 6), DayOffKind.EMERGENCY, "Banjir")})
    found = strip(clock(2, since=datetime(2026, 1, 5, 9, 0, tzinfo=WIB)), flood)
    assert [(one.reason, one.note) for one in found[1:3]] == [(DayReason.EMERGENCY, "Banjir"), (DayReason.COUNTED, "")]


def test_waiting_for_the_reporter_does_not_count() -> None:
    """Asked on Tuesday, answered on Thursday: neither day nor the one between is the office's."""
    monday = datetime(2026, 1, 5, 9, 0, tzinfo=WIB)
    asked = clock(3, since=monday).timed(BATAM).paused(monday + timedelta(days=1))
    assert (asked.due, asked.is_paused) == (None, True)
    assert asked.paused(monday + timedelta(days=2)) == asked
    given = asked.resumed(monday + timedelta(days=3), BATAM)
    assert given.resumed(monday + timedelta(days=4), BATAM) is given
    reasons = [one.reason for one in strip(given, BATAM)]
    assert reasons == [
        DayReason.START,
        *[DayReason.WAITING_FOR_REPORTER] * 3,
        DayReason.COUNTED,
        *[DayReason.WEEKEND] * 2,
        DayReason.COUNTED,
        DayReason.COUNTED,
    ]
    assert given.due == datetime(2026, 1, 13, 23, 59, 59, tzinfo=WIB)


def test_a_question_answered_the_same_day_costs_no_day() -> None:
    monday = datetime(2026, 1, 5, 9, 0, tzinfo=WIB)
    tuesday = monday + timedelta(days=1)
    plain = clock(3, since=monday).timed(BATAM)
    asked = plain.paused(tuesday).resumed(tuesday + timedelta(hours=3), BATAM)
    assert asked.due == plain.due


def test_the_strip_of_a_paused_clock_ends_where_it_stands() -> None:
    monday = datetime(2026, 1, 5, 9, 0, tzinfo=WIB)
    asked = clock(3, since=monday).paused(monday + timedelta(days=2))
    assert [one.day.day for one in strip(asked, BATAM)] == [5, 6, 7]
    assert remaining(asked, BATAM, monday + timedelta(days=9)) == 2


def test_more_time_says_who_gave_it() -> None:
    monday = datetime(2026, 1, 5, 9, 0, tzinfo=WIB)
    given = Extension(2, monday, "Kepala Dinas", "Menunggu material.")
    extended = replace(clock(2, since=monday), warned=True, rung=1).extended(given, BATAM)
    found = [(one.day.day, one.reason, one.note) for one in strip(extended, BATAM) if one.counted]
    assert found == [
        (6, DayReason.COUNTED, ""),
        (7, DayReason.COUNTED, ""),
        (8, DayReason.EXTENDED, "Kepala Dinas: Menunggu material."),
        (9, DayReason.EXTENDED, "Kepala Dinas: Menunggu material."),
    ]
    assert (extended.due, extended.warned, extended.rung) == (datetime(2026, 1, 9, 23, 59, 59, tzinfo=WIB), False, 0)


@pytest.mark.parametrize(
    ("since", "hours", "falls"),
    [
        (datetime(2026, 1, 5, 9, 0, tzinfo=WIB), 3, datetime(2026, 1, 5, 12, 0, tzinfo=WIB)),
        (datetime(2026, 1, 5, 14, 30, tzinfo=WIB), 3, datetime(2026, 1, 6, 9, 0, tzinfo=WIB)),
        (datetime(2026, 1, 5, 3, 0, tzinfo=WIB), 1, datetime(2026, 1, 5, 8, 30, tzinfo=WIB)),
        (datetime(2026, 1, 9, 16, 0, tzinfo=WIB), 1, datetime(2026, 1, 12, 8, 0, tzinfo=WIB)),  # Friday until 16:30
        (datetime(2026, 1, 15, 15, 0, tzinfo=WIB), 2, datetime(2026, 1, 19, 8, 30, tzinfo=WIB)),  # Isra Mikraj between
    ],
)
def test_hours_are_office_hours(since: datetime, hours: int, falls: datetime) -> None:
    """Kalbar and Kediri answer light cases within three hours (domain 1.3 row 8)."""
    assert due(clock(hours, HOUR, since), BATAM) == falls


def test_office_hours_stand_still_while_the_reporter_is_waited_for() -> None:
    start = datetime(2026, 1, 5, 9, 0, tzinfo=WIB)
    asked = clock(3, HOUR, start).paused(start + timedelta(hours=1)).resumed(start + timedelta(hours=4), BATAM)
    assert asked.due == start + timedelta(hours=6)
    assert remaining(asked, BATAM, start + timedelta(hours=2)) == 120
    assert remaining(asked, BATAM, start + timedelta(hours=5)) == 60
    assert remaining(asked, BATAM, start + timedelta(hours=7)) == -60


def test_what_is_left_counts_down_and_goes_on_below_zero() -> None:
    monday = datetime(2026, 1, 5, 9, 0, tzinfo=WIB)
    three = clock(3, since=monday).timed(BATAM)
    left = [remaining(three, BATAM, monday + timedelta(days=day)) for day in range(10)]
    #       Mon Tue Wed Thu Fri Sat Sun Mon Tue Wed
    assert left == [3, 3, 2, 1, 0, -1, -1, -1, -2, -3]


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
ZONES = st.sampled_from([UTC, WIB, WITA, WIT])
CALENDARS = st.builds(
    lambda zone, days: Calendar(zone, {day: DayOff(day, DayOffKind.NATIONAL_HOLIDAY, "") for day in days}),
    ZONES,
    st.frozensets(DAYS, max_size=40),
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
LIMITS = st.builds(Limit, st.integers(1, 40), st.sampled_from(LimitUnit))
GAPS = st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=9)), max_size=6)
AMOUNTS = st.lists(st.integers(1, 20), max_size=3)


def pauses(started: datetime, gaps: list[timedelta]) -> tuple[Pause, ...]:
    moments = [started]
    for gap in gaps:
        moments.append(moments[-1] + gap)
    return tuple(Pause(a, b) for a, b in list(pairwise(moments[1:]))[::2])


def build(started: datetime, limit: Limit, gaps: list[timedelta], amounts: list[int]) -> OpenClock:
    extensions = tuple(Extension(amount, started, "x", "y") for amount in amounts)
    return OpenClock(
        clock=Clock.COMPLETION, started=started, limit=limit, pauses=pauses(started, gaps), extensions=extensions
    )


BUILT = st.builds(build, MOMENTS, LIMITS, GAPS, AMOUNTS)


@given(one=BUILT, calendar=CALENDARS)
def test_the_strip_adds_up_to_the_deadline(one: OpenClock, calendar: Calendar) -> None:
    days = strip(one, calendar)
    assert sum(day.counted for day in days) == needed(one)
    assert [day.day for day in days] == [days[0].day + timedelta(days=n) for n in range(len(days))]
    assert days[0].day == calendar.date_of(one.started)
    assert days[-1].counted > 0
    assert days[-1].day == calendar.date_of(due(one, calendar))
    if one.limit.unit is not LimitUnit.DAY:
        assert all(calendar.is_working_day(day.day) for day in days if day.counted)


@given(one=BUILT, calendar=CALENDARS)
def test_nothing_is_left_at_the_deadline_and_something_before(one: OpenClock, calendar: Calendar) -> None:
    falls = due(one, calendar)
    if one.limit.unit is LimitUnit.HOUR:
        assert remaining(one, calendar, falls) == 0
    else:
        assert remaining(one, calendar, falls) == 1  # the last day is still the office's own
        assert remaining(one, calendar, falls + timedelta(seconds=1)) == 0
    assert remaining(one, calendar, one.started) == needed(one)


@given(
    started=MOMENTS,
    limit=LIMITS,
    gaps=GAPS,
    amounts=AMOUNTS,
    calendar=CALENDARS,
)
def test_any_order_of_pauses_and_extensions_gives_the_same_deadline(
    *, started: datetime, limit: Limit, gaps: list[timedelta], amounts: list[int], calendar: Calendar
) -> None:
    whole = build(started, limit, gaps, amounts)
    for order in list(permutations(range(len(amounts))))[:6]:
        step = OpenClock(clock=Clock.COMPLETION, started=started, limit=limit).timed(calendar)
        waiting = list(whole.pauses)
        for which in order:
            step = step.extended(whole.extensions[which], calendar)
            if waiting:
                pause = waiting.pop(0)
                assert pause.until is not None
                step = step.paused(pause.since).resumed(pause.until, calendar)
        for pause in waiting:
            assert pause.until is not None
            step = step.paused(pause.since).resumed(pause.until, calendar)
        assert step.due == due(whole, calendar)


@given(one=BUILT, calendar=CALENDARS, amount=st.integers(1, 9))
def test_more_time_and_waiting_never_bring_a_deadline_forward(one: OpenClock, calendar: Calendar, amount: int) -> None:
    falls = due(one, calendar)
    longer = one.extended(Extension(amount, one.started, "", ""), calendar)
    assert longer.due is not None
    assert longer.due > falls
    without = replace(one, pauses=())
    assert due(without, calendar) <= falls


@given(BUILT, st.booleans(), st.integers(0, 5))
def test_a_clock_is_read_as_it_was_written(one: OpenClock, warned: bool, rung: int) -> None:  # noqa: FBT001 - hypothesis
    full = replace(one, warned=warned, rung=rung, due=one.started)
    assert read(json.loads(json.dumps(written(full)))) == full
    assert clocks_of([written(full), written(one)]) == (full, one)


def test_a_deadline_that_moved_is_warned_of_again_and_an_overdue_one_stays_where_it_climbed() -> None:
    monday = datetime(2026, 1, 5, 9, 0, tzinfo=WIB)
    warned = replace(clock(3, since=monday).timed(BATAM), warned=True)
    moved = warned.paused(monday + timedelta(days=2)).resumed(monday + timedelta(days=4), BATAM)
    assert (moved.warned, moved.rung) == (False, 0)
    asked = monday + timedelta(days=2)
    same = warned.paused(asked).resumed(asked + timedelta(hours=1), BATAM)
    assert (same.warned, same.due) == (True, warned.due)
    late = replace(warned, rung=2).paused(monday + timedelta(days=9)).resumed(monday + timedelta(days=14), BATAM)
    assert (late.warned, late.rung, late.due) == (True, 2, warned.due)
