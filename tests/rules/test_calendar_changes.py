"""What may be changed, and from when: nothing today, nothing outside of the nation's bounds, nothing of others."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar_changes import (
    MOST_DAYS,
    check_day,
    check_from_date,
    check_room,
    earliest_start,
    holding,
    missing_own_year,
    missing_year,
    next_rules,
    week_of_hours,
)
from rules.calendars import NATIONAL_KINDS, CalendarBook, DayOff, DayOffKind, Edition, Hours
from rules.complaint_states import Clock
from rules.deadlines import Timetable
from rules.errors import BAD_USER_INPUT, Refusal
from rules.limits import BOUNDS, DEFAULT_LADDER, DEFAULT_LIMITS, Level, Limit, LimitUnit, RuleBook, RuleVersion, Term
from rules.time_zones import WIB, WIT, WITA
from rules.vocabulary import Kind

TODAY = date(2026, 3, 4)
FIVE = [(day, "07:30", "16:00") for day in range(5)]
BATAM = {Term.INSTANSI_VERIFICATION: Limit(5, LimitUnit.DAY)}
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=700)).map(lambda ago: datetime(2027, 12, 1, tzinfo=UTC) - ago)


def refused(rule: Any, *given: Any) -> Refusal:
    with pytest.raises(Refusal) as found:
        rule(*given)
    assert found.value.code == BAD_USER_INPUT
    return found.value


class TestFromDate:
    def test_tomorrow_by_the_pemdas_own_midnight(self) -> None:
        evening = datetime(2026, 3, 4, 16, tzinfo=UTC)  # 23:00 WIB, midnight WITA, 01:00 WIT
        assert earliest_start(evening, WIB) == date(2026, 3, 5)
        assert earliest_start(evening, WITA) == date(2026, 3, 6)
        assert earliest_start(evening, WIT) == date(2026, 3, 6)

    def test_never_within_five_minutes(self) -> None:
        midnight = datetime(2026, 3, 5, tzinfo=WIB)
        assert earliest_start(midnight - timedelta(minutes=6), WIB) == date(2026, 3, 5)
        assert earliest_start(midnight - timedelta(minutes=5), WIB) == date(2026, 3, 6)

    @given(now=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(minutes=4)))
    def test_no_clock_of_the_next_minutes_goes_by_it(self, now: datetime, later: timedelta) -> None:
        first = earliest_start(now, WIB)
        rules = RuleBook.of([next_rules(RuleBook(), first, "SOP Batam", BATAM, {})])
        assert rules.in_force((now + later).astimezone(WIB).date()).number == 0
        assert rules.in_force(first).number == 1

    @pytest.mark.parametrize("day", [date(2026, 3, 4), date(2020, 1, 1), date(2031, 1, 1)])
    def test_neither_today_nor_far_away(self, day: date) -> None:
        assert refused(check_from_date, day, date(2026, 3, 5)).field == "fromDate"
        check_from_date(date(2026, 3, 5), date(2026, 3, 5))


class TestRules:
    def test_what_is_not_named_stays_as_it_is_on_that_day(self) -> None:
        first = next_rules(RuleBook(), date(2026, 4, 1), "SOP Batam 2023", BATAM, {Level.NATION: 4})
        assert first.limits == {**DEFAULT_LIMITS, **BATAM}
        assert first.ladder == {**DEFAULT_LADDER, Level.NATION: 4}
        book = RuleBook.of([first])
        second = next_rules(book, date(2026, 5, 1), "Perwako 2026", {Term.RULING: Limit(1)}, {})
        assert (second.number, second.limits) == (2, {**DEFAULT_LIMITS, **BATAM, Term.RULING: Limit(1)})
        before = next_rules(book, date(2026, 3, 20), "Perwako 2026", {Term.RULING: Limit(1)}, {})
        assert before.limits == {**DEFAULT_LIMITS, Term.RULING: Limit(1)}

    def test_the_newest_of_one_day_holds(self) -> None:
        first = next_rules(RuleBook(), date(2026, 4, 1), "SOP Batam 2023", BATAM, {})
        taken_back = next_rules(
            RuleBook.of([first]), date(2026, 4, 1), "Koreksi", {Term.INSTANSI_VERIFICATION: Limit(3)}, {}
        )
        assert RuleBook.of([first, taken_back]).in_force(date(2026, 4, 1)) == taken_back

    @pytest.mark.parametrize("term", Term)
    def test_nothing_outside_of_the_bounds(self, term: Term) -> None:
        for amount in (BOUNDS[term].least - 1, BOUNDS[term].most + 1):
            said = refused(next_rules, RuleBook(), date(2026, 4, 1), "SOP", {term: Limit(amount)}, {})
            assert said.field == f"limits.{term}"

    def test_a_level_is_told_no_later_and_in_its_turn(self) -> None:
        for ladder in ({Level.NATION: 6}, {Level.HEAD: 1}, {Level.PROVINCE: 0}):
            assert "ladder" in str(refused(next_rules, RuleBook(), TODAY, "SOP", {}, ladder).field)

    @given(
        start=MOMENTS,
        ahead=st.integers(0, 400),
        term=st.sampled_from([term for term in Term if BOUNDS[term].least == 1]),
        amount=st.integers(1, 3),
        more=st.sets(st.integers(0, 90), max_size=20),
        kind=st.sampled_from(Kind),
        clock=st.sampled_from(Clock),
    )
    def test_a_later_version_changes_no_started_clock(
        self, *, start: datetime, ahead: int, term: Term, amount: int, more: set[int], kind: Kind, clock: Clock
    ) -> None:
        before = Timetable(CalendarBook(WIB, newest=Edition(1, 1)))
        started = before.start(clock, kind, start)
        from_date = earliest_start(start, WIB) + timedelta(days=ahead)
        version = next_rules(before.rules, from_date, "Perbup", {term: Limit(amount)}, {})
        days = tuple(
            DayOff(start.date() + timedelta(days=day), DayOffKind.EMERGENCY, "Banjir", since=2) for day in more
        )
        week = week_of_hours([(day, "08:00", "14:00") for day in range(6)])
        after = Timetable(
            CalendarBook(WIB, own=days, weeks={1: before.calendar.today.week, 2: week}, newest=Edition(1, 2)),
            RuleBook.of([version]),
        )
        again = started.timed(after.calendar_of(started))
        assert again == started
        assert after.rules.number(started.rule).limits == DEFAULT_LIMITS


class TestDays:
    @pytest.mark.parametrize("kind", DayOffKind)
    def test_each_decides_its_own_kinds(self, kind: DayOffKind) -> None:
        day = DayOff(date(2026, 5, 2), kind, "Hari jadi")
        owner, stranger = (0, 2101) if kind in NATIONAL_KINDS else (2101, 0)
        check_day(day, owner, TODAY, "days.0")
        assert refused(check_day, day, stranger, TODAY, "days.0").field == "days.0"

    @pytest.mark.parametrize(("day", "name"), [
        (date(2025, 3, 2), "Banjir"), (date(2029, 3, 8), "Banjir"), (TODAY, "x"), (TODAY, "x" * 121),
    ])  # fmt: skip
    def test_neither_far_away_nor_nameless(self, day: date, name: str) -> None:
        assert refused(check_day, DayOff(day, DayOffKind.EMERGENCY, name), 2101, TODAY, "f").field == "f"

    def test_a_list_has_room_for_so_many(self) -> None:
        one = DayOff(TODAY, DayOffKind.EMERGENCY, "Banjir")
        held = {TODAY + timedelta(days=number): one for number in range(MOST_DAYS - 1)}
        check_room(held, [one], "days")
        assert refused(check_room, held, [one, one], "days").field == "days"

    def test_what_was_taken_back_does_not_hold(self) -> None:
        one, gone = (DayOff(TODAY, DayOffKind.EMERGENCY, "Banjir", 1, until) for until in (None, 2))
        assert holding([gone]) == {}
        assert holding([gone, one]) == {TODAY: one}


class TestWeek:
    def test_six_days_of_a_local_government(self) -> None:
        week = week_of_hours([(5, "07:30", "12:00"), *[(day, "07:30", "14:00") for day in range(5)]])
        assert list(week) == list(range(6))
        assert week[5] == Hours(time(7, 30), time(12))

    @pytest.mark.parametrize(
        ("hours", "field"),
        [
            ([], "hours"),
            (FIVE[:3], "hours"),
            ([*FIVE, FIVE[0]], "hours.5"),
            ([(0, "16:00", "07:30")], "hours.0"),
            ([(0, "06:00", "18:01")], "hours.0"),
            ([(0, "7:30", "16:00")], "hours.0.opens"),
            ([(0, "07:30", "24:00")], "hours.0.closes"),
            ([(0, "07:30", "abcde")], "hours.0.closes"),
            ([(0, "07:3Z", "16:00")], "hours.0.opens"),
        ],
    )
    def test_what_is_no_week_of_work(self, hours: list[tuple[int, str, str]], field: str) -> None:
        assert refused(week_of_hours, hours).field == field


class TestAlarms:
    BOTH = (
        DayOff(date(2026, 1, 1), DayOffKind.NATIONAL_HOLIDAY, "Tahun Baru"),
        DayOff(date(2026, 3, 20), DayOffKind.CUTI_BERSAMA, "Idul Fitri"),
    )

    @pytest.mark.parametrize(
        ("today", "missing"),
        [
            (date(2026, 10, 31), None),
            (date(2026, 11, 1), 2027),
            (date(2026, 12, 31), 2027),
            (date(2027, 1, 1), 2027),
            (date(2025, 6, 1), 2025),
        ],
    )
    def test_the_next_year_is_asked_for_from_november_on(self, today: date, missing: int | None) -> None:
        assert missing_year(CalendarBook(WIB, self.BOTH), today) == missing

    def test_holidays_without_cuti_bersama_are_not_the_decree(self) -> None:
        assert missing_year(CalendarBook(WIB, self.BOTH[:1]), date(2026, 6, 1)) == 2026

    @pytest.mark.parametrize(
        ("years", "today", "missing"),
        [
            ([], date(2026, 11, 1), None),
            ([2026], date(2026, 10, 31), None),
            ([2026], date(2026, 11, 1), 2027),
            ([2026, 2027], date(2026, 11, 1), None),
        ],
    )
    def test_own_holidays_are_missed_by_who_had_some(self, years: list[int], today: date, missing: int | None) -> None:
        own = tuple(DayOff(date(year, 5, 2), DayOffKind.LOCAL_HOLIDAY, "Hari jadi") for year in years)
        assert missing_own_year(CalendarBook(WIB, own=own), today) == missing


def test_numbers_go_on_from_the_highest() -> None:
    versions = [RuleVersion(number, date(2026, 1, number)) for number in (1, 2, 3)]
    assert next_rules(RuleBook.of(versions), TODAY, "Perbup", {}, {}).number == 4
