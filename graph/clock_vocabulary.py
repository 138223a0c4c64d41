"""The enums of calendars and limits as the interface publishes them, each value with its Indonesian term.

Types and inputs import them from here: an enum must be published before the first type that uses it is declared.
"""

from enum import StrEnum

from graph.declarations import enum_type
from rules.calendars import DayOffKind
from rules.limits import LimitUnit, Term

enum_type(
    DayOffKind,
    {
        DayOffKind.NATIONAL_HOLIDAY: "A national holiday (hari libur nasional).",
        DayOffKind.CUTI_BERSAMA: "Joint leave that the nation decides (cuti bersama).",
        DayOffKind.LOCAL_HOLIDAY: "A holiday of one pemda, such as its founding day (libur daerah).",
        DayOffKind.EMERGENCY: "Offices are closed by flood, smoke or the like (keadaan darurat).",
    },
)
enum_type(
    LimitUnit,
    {
        LimitUnit.WORKING_DAY: "Working days (hari kerja).",
        LimitUnit.DAY: "Days of the calendar (hari).",
        LimitUnit.HOUR: "Office hours (jam kerja).",
    },
)
enum_type(
    Term,
    {
        Term.NATIONAL_VERIFICATION: "Verification by the nation (verifikasi pusat).",
        Term.INSTANSI_VERIFICATION: "Verification by the instansi (verifikasi instansi).",
        Term.FIRST_RESPONSE: "The first response of the unit (tanggapan pertama).",
        Term.COMPLETION_INFORMATION: "Completing a request for information (penyelesaian permintaan informasi).",
        Term.COMPLETION_ASPIRATION: "Completing an aspiration (penyelesaian aspirasi).",
        Term.COMPLETION_WITHOUT_OVERSIGHT: "Completing a complaint tidak berkadar pengawasan (penyelesaian).",
        Term.COMPLETION_WITH_OVERSIGHT: "Completing a complaint berkadar pengawasan (penyelesaian).",
        Term.REPORTER_COMPLETION: "The reporter's time to complete a report (kelengkapan pelapor).",
        Term.REPORTER_REACTION: "The reporter's time to react to an answer (tanggapan pelapor).",
        Term.RULING: "The superior's ruling on a case that was returned twice (putusan atasan).",
    },
)


class Weekday(StrEnum):
    """A day of the week (hari)."""

    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"

    @property
    def number(self) -> int:
        """Monday 0, as Python counts."""
        return WEEKDAYS.index(self)


WEEKDAYS = tuple(Weekday)
_INDONESIAN = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
enum_type(Weekday, {day: f"{day.value.title()} ({name})." for day, name in zip(Weekday, _INDONESIAN, strict=True)})

__all__ = ["WEEKDAYS", "DayOffKind", "LimitUnit", "Term", "Weekday"]
