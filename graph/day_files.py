"""Which days off does a calendar file list? iCalendar through its library, one event at a time, and CSV.

A recurring event is refused: a decree names the days of one year, and what moves with the moon repeats on no rule.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from icalendar import Event
from icalendar.prop import vText

from graph.declarations import enum_type
from rules.day_lists import ListedDay, check_many, days_of_csv, span, wrong_line

LONGEST_FILE: Final = 200_000
_RECURRING: Final = ("RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID")
_BEGIN: Final = "BEGIN:VEVENT"
_END: Final = "END:VEVENT"


class DayFile(StrEnum):
    """How a list of days off is written (format berkas)."""

    ICAL = "ICAL"
    CSV = "CSV"


enum_type(
    DayFile,
    {
        DayFile.ICAL: "iCalendar (RFC 5545), as calendars export it: events of whole days (berkas .ics).",
        DayFile.CSV: "A table with the columns tanggal, nama, and perhaps sampai and jenis (berkas .csv).",
    },
)


def days_in(file: DayFile, text: str) -> list[ListedDay]:
    """The days that a file lists, with their lines. Raises BAD_USER_INPUT naming the first line that is wrong."""
    return days_of_csv(text) if file is DayFile.CSV else _days_of_ical(text)


def _days_of_ical(text: str) -> list[ListedDay]:
    lines = text.lstrip("\ufeff").split("\n")
    if lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise wrong_line(1, "an iCalendar begins with BEGIN:VCALENDAR.", "iCalendar diawali BEGIN:VCALENDAR.")
    found: list[ListedDay] = []
    for line, chunk in _events(lines):
        found += _days_of_event(line, chunk)
        check_many(found, line)
    return found


def _events(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Each event with the line that it begins on."""
    begun: int | None = None
    for number, line in enumerate(lines, 1):
        word = line.strip().upper()
        if word == _BEGIN:
            if begun is not None:
                raise wrong_line(number, "an event inside of an event.", "ada acara di dalam acara.")
            begun = number
        elif word == _END:
            if begun is None:
                raise wrong_line(number, "an end without a beginning.", "ada akhir tanpa awal.")
            yield begun, "\r\n".join(lines[begun - 1 : number]) + "\r\n"
            begun = None
    if begun is not None:
        raise wrong_line(begun, "an event without an end.", "acara tanpa akhir.")


def _days_of_event(line: int, chunk: str) -> Iterator[ListedDay]:
    try:
        event = Event.from_ical(chunk)
    except ValueError as error:
        raise wrong_line(line, "this event cannot be read.", "acara ini tidak dapat dibaca.") from error
    if not isinstance(event, Event) or event.errors:
        raise wrong_line(line, "this event cannot be read.", "acara ini tidak dapat dibaca.")
    if any(name in event for name in _RECURRING):
        raise wrong_line(
            line,
            "it recurs: list the days of each year instead.",
            "acara berulang: cantumkan hari setiap tahun satu per satu.",
        )
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return iter(())
    first, last = _bounds(line, event)
    summary = event.get("SUMMARY")
    return span(line, first, last, str(summary).strip() if isinstance(summary, vText) else "")


def _bounds(line: int, event: Event) -> tuple[date, date]:
    """The first and the last day; the end of an event of whole days is the day after (RFC 5545, 3.6.1)."""
    try:
        first, end = event.start, event.end
    except (ValueError, OverflowError) as error:
        raise wrong_line(line, "its dates cannot be read.", "tanggalnya tidak dapat dibaca.") from error
    if isinstance(first, datetime) or isinstance(end, datetime):
        raise wrong_line(
            line, "a day off has no hours: DTSTART;VALUE=DATE.", "hari libur tanpa jam: DTSTART;VALUE=DATE."
        )
    return first, end if end == first else end - timedelta(days=1)
