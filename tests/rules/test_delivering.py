"""Notices wait for a sensible hour of the pemda's own zone; attempts grow apart and end."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.calendars import Calendar, DayOff, DayOffKind
from rules.delivering import (
    FIRST_WAIT,
    GIVEN_UP_AFTER,
    LONGEST_WAIT,
    Quiet,
    is_hopeless,
    not_before,
    opening,
    wait_after,
)
from rules.notices import URGENT, NoticeKind
from rules.time_zones import WIB, WIT

LEBARAN = [date(2026, 3, day) for day in (18, 19, 20, 23, 24)]
WEST = Calendar(WIB, {day: DayOff(day, DayOffKind.CUTI_BERSAMA, "Lebaran") for day in LEBARAN})
EAST = Calendar(WIT)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("calendar", "moment", "expected"),
    [
        (WEST, "2026-03-04T02:00", "2026-03-04T02:00"),  # nine on a Wednesday in Jakarta
        (WEST, "2026-03-04T00:29", "2026-03-04T00:30"),  # a minute before half past seven
        (WEST, "2026-03-04T09:00", "2026-03-05T00:30"),  # four o'clock: closed, tomorrow
        (WEST, "2026-03-06T09:29", "2026-03-06T09:29"),  # a Friday is half an hour longer
        (WEST, "2026-03-06T09:30", "2026-03-09T00:30"),  # over the weekend
        (WEST, "2026-03-17T10:00", "2026-03-25T00:30"),  # over Lebaran with cuti bersama
        (EAST, "2026-03-03T22:00", "2026-03-03T22:30"),  # seven in Jayapura, where it is Wednesday already
        (EAST, "2026-03-04T07:00", "2026-03-04T22:30"),  # four o'clock in Jayapura
    ],
)
def test_office_hours(calendar: Calendar, moment: str, expected: str) -> None:
    assert not_before(NoticeKind.ARRIVED, Quiet.OFFICE_HOURS, utc(moment), calendar) == utc(expected)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-04T13:59", "2026-03-04T13:59"),  # a minute before nine in the evening
        ("2026-03-04T14:00", "2026-03-04T23:00"),
        ("2026-03-04T18:00", "2026-03-04T23:00"),  # one at night
        ("2026-03-04T22:59", "2026-03-04T23:00"),
        ("2026-03-04T23:00", "2026-03-04T23:00"),  # six in the morning
        ("2026-03-07T03:00", "2026-03-07T03:00"),  # a Saturday is no night
    ],
)
def test_the_night(moment: str, expected: str) -> None:
    assert not_before(NoticeKind.ANSWERED, Quiet.NIGHT, utc(moment), WEST) == utc(expected)


@pytest.mark.parametrize("quiet", list(Quiet))
@pytest.mark.parametrize("kind", list(NoticeKind))
def test_what_is_urgent_never_waits_and_nothing_comes_earlier_than_it_happened(kind: NoticeKind, quiet: Quiet) -> None:
    night = utc("2026-03-04T18:00")
    found = not_before(kind, quiet, night, WEST)
    assert (found == night) is (kind in URGENT or quiet is Quiet.NEVER)
    assert found >= night


def test_an_office_that_never_opens_keeps_nothing_back() -> None:
    closed = Calendar(WIB, {}, {})
    moment = utc("2026-03-04T02:00")
    assert not_before(NoticeKind.ARRIVED, Quiet.OFFICE_HOURS, moment, closed) == moment
    assert opening(closed, moment) is None


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-03-04T00:29", None),
        ("2026-03-04T00:30", "2026-03-04T00:30"),
        ("2026-03-04T08:59", "2026-03-04T00:30"),
        ("2026-03-04T09:00", None),
        ("2026-03-07T03:00", None),
        ("2026-03-18T03:00", None),
    ],
)
def test_an_office_is_open_from_its_opening_to_its_closing(moment: str, opened: str | None) -> None:
    assert opening(WEST, utc(moment)) == (None if opened is None else utc(opened))


def test_attempts_grow_apart_up_to_a_bound() -> None:
    waits = [wait_after(attempt) for attempt in range(1, 40)]
    assert waits[:5] == [timedelta(seconds=seconds) for seconds in (30, 60, 120, 240, 480)]
    assert set(waits[5:]) == {LONGEST_WAIT}
    assert wait_after(0) == FIRST_WAIT


def test_it_is_tried_for_three_days() -> None:
    began = utc("2026-03-04T02:00")
    assert not is_hopeless(began, began + GIVEN_UP_AFTER - timedelta(seconds=1))
    assert is_hopeless(began, began + GIVEN_UP_AFTER)
