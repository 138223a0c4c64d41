"""Files of days off: what calendars export is read, and a mistake is named by its line."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from graph.day_files import DayFile, days_in
from rules.day_lists import LONGEST_SPAN, MOST_LISTED
from rules.errors import BAD_USER_INPUT, Refusal

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
NAMES = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=3, max_size=120).map(str.strip)
EVENT = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{}\nEND:VEVENT\nEND:VCALENDAR"


def refused(text: str, file: DayFile = DayFile.ICAL) -> str:
    with pytest.raises(Refusal) as found:
        days_in(file, text)
    assert (found.value.code, found.value.field) == (BAD_USER_INPUT, "content")
    return found.value.id


@given(st.lists(st.tuples(DAYS, st.integers(1, LONGEST_SPAN), NAMES), max_size=8))
def test_what_a_calendar_exports_comes_back(events: list[tuple[date, int, str]]) -> None:
    calendar = Calendar()
    for first, count, name in events:
        event = Event()
        event.add("summary", name)
        event.add("dtstart", first)
        event.add("dtend", first + timedelta(days=count))
        calendar.add_component(event)
    text = calendar.to_ical().decode().replace("\r\n", "\n").strip()
    expected = [(first + timedelta(days=number), name) for first, count, name in events for number in range(count)]
    assert [(one.day, one.name) for one in days_in(DayFile.ICAL, text)] == expected


def test_lines_are_those_of_the_events_and_alarms_do_no_harm() -> None:
    text = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260502
SUMMARY:Hari jadi\\, kota
  Bintan
BEGIN:VALARM
TRIGGER:-PT1H
END:VALARM
END:VEVENT
BEGIN:VTODO
SUMMARY:Bukan libur
END:VTODO
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260504
DURATION:P2D
SUMMARY:Banjir
END:VEVENT
BEGIN:VEVENT
STATUS:CANCELLED
DTSTART;VALUE=DATE:20260601
SUMMARY:Batal
END:VEVENT
END:VCALENDAR"""
    found = [(one.line, one.day, one.name) for one in days_in(DayFile.ICAL, "\ufeff" + text)]
    assert found == [
        (2, date(2026, 5, 2), "Hari jadi, kota Bintan"),
        (13, date(2026, 5, 4), "Banjir"),
        (13, date(2026, 5, 5), "Banjir"),
    ]


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("DTSTART;VALUE=DATE:20260502\nRRULE:FREQ=YEARLY", "berulang"),
        ("DTSTART;VALUE=DATE:20260502\nRDATE;VALUE=DATE:20270502", "berulang"),
        ("DTSTART;VALUE=DATE:20260502\nRECURRENCE-ID;VALUE=DATE:20260502", "berulang"),
        ("DTSTART:20260502T080000Z\nDTEND:20260502T160000Z", "tanpa jam"),
        ("DTSTART;VALUE=DATE:2026-05-02", "tidak dapat dibaca"),
        ("DTSTART;VALUE=DATE:20260502\nDTSTART;VALUE=DATE:20260503", "tidak dapat dibaca"),
        ("SUMMARY", "tidak dapat dibaca"),
        ("SUMMARY:Tanpa tanggal", "tidak dapat dibaca"),
        ("DTSTART;VALUE=DATE:20260502\nDTEND;VALUE=DATE:20260401", "bukan rentang"),
        ("DTSTART;VALUE=DATE:20260502\nDTEND;VALUE=DATE:20290401", "bukan rentang"),
        ("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260502", "di dalam"),
    ],
)
def test_a_wrong_event_is_named_by_its_line(inside: str, reason: str) -> None:
    said = refused(EVENT.format(inside))
    assert said.startswith(("Baris 3:", "Baris 4:"))
    assert reason in said


def test_what_is_no_calendar_is_refused() -> None:
    assert refused("tanggal,nama\n2026-05-02,Hari jadi").startswith("Baris 1:")
    assert refused("BEGIN:VCALENDAR\nEND:VEVENT").startswith("Baris 2:")
    assert refused("BEGIN:VCALENDAR\nX:1\nBEGIN:VEVENT").startswith("Baris 3:")


def test_a_file_has_its_limits() -> None:
    event = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260502\nDTEND;VALUE=DATE:20260601\nSUMMARY:Banjir\nEND:VEVENT\n"
    assert f"lebih dari {MOST_LISTED}" in refused("BEGIN:VCALENDAR\n" + event * 20)


def test_csv_is_read_too() -> None:
    (day,) = days_in(DayFile.CSV, "tanggal,nama\n2026-05-02,Hari jadi")
    assert (day.line, day.day, day.name) == (2, date(2026, 5, 2), "Hari jadi")


@given(st.text(max_size=300), st.sampled_from(DayFile))
def test_whatever_comes_is_read_or_refused(text: str, file: DayFile) -> None:
    for whole in (text, EVENT.format(text), "tanggal,nama,sampai,jenis\n" + text):
        with suppress(Refusal):
            days_in(file, whole)
