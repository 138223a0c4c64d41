"""What an admin says to change a calendar or limits."""

from datetime import date

from graph.clock_vocabulary import DayOffKind, LimitUnit, Term, Weekday
from graph.day_files import LONGEST_FILE, DayFile
from graph.declarations import attribute
from graph.inputs import input_type, several, text, whole
from graph.move_input import OnceInput
from graph.vocabulary import Level
from rules.calendar_changes import LONGEST_NAME, SHORTEST_NAME

_GROUND = "On which ground: decree or reason (dasar)."


@input_type
class TermLimitInput:
    """The limit of one step (batas waktu)."""

    term: Term = attribute("Which step (tahapan).")
    amount: int = whole("How much, inside the nation's bounds (jumlah).", at_least=1, at_most=500)
    unit: LimitUnit = attribute("Of what; working days when absent (satuan).", default=LimitUnit.WORKING_DAY)


@input_type
class LadderStepInput:
    """When a level is told (tangga eskalasi)."""

    level: Level = attribute("Who is told (jenjang).")
    working_days: int = whole("Working days after the deadline (hari kerja).", at_least=0, at_most=30)


@input_type
class ProposedLimitsInput:
    """Limits that might be set: what is not named stays as it is on that day (usulan batas waktu)."""

    limits: list[TermLimitInput] = several("The steps that change, each once (batas waktu).", at_most=10)


@input_type
class SetLimitsInput(OnceInput):
    """New limits of your pemda from a day on: what is not named stays as it is (batas waktu baru)."""

    from_date: date = attribute("For clocks that start on this day or later; tomorrow at the earliest (mulai berlaku).")
    source: str = text("Where they are written: Perbup, SOP (dasar hukum).", at_least=5, at_most=300)
    limits: list[TermLimitInput] = several("The steps that change, each once (batas waktu).", at_most=10, default=())
    ladder: list[LadderStepInput] = several("The levels that change, each once (eskalasi).", at_most=5, default=())


@input_type
class DayOffInput:
    """A day that shall not count (hari libur)."""

    day: date = attribute("Which day (tanggal).")
    kind: DayOffKind = attribute("Why; national kinds are the nation's (jenis).")
    name: str = text("What it is called (nama).", at_least=SHORTEST_NAME, at_most=LONGEST_NAME)


@input_type
class AddDaysOffInput(OnceInput):
    """Days off for the calendar of your pemda, or of the nation when you are its desk (menambah hari libur)."""

    days: list[DayOffInput] = several("The days (hari libur).", at_most=60)
    note: str = text(_GROUND, at_least=5, at_most=500)


@input_type
class RemoveDayOffInput(OnceInput):
    """A day of your calendar that shall count after all (mencabut hari libur)."""

    day: date = attribute("Which day (tanggal).")
    note: str = text(_GROUND, at_least=5, at_most=500)


@input_type
class OfficeDayInput:
    """The office hours of a weekday (jam kerja)."""

    weekday: Weekday = attribute("Which day of the week (hari).")
    opens: str = text("When the office opens, local time, such as 07:30 (jam buka).", at_least=5, at_most=5)
    closes: str = text("When it closes, such as 16:00 (jam tutup).", at_least=5, at_most=5)


@input_type
class SetOfficeHoursInput(OnceInput):
    """The office hours of the whole week; a weekday that is not named is no working day (jam kerja)."""

    hours: list[OfficeDayInput] = several("The working days, each once (hari kerja).", at_most=7)
    note: str = text(_GROUND, at_least=5, at_most=500)


@input_type
class ImportDaysOffInput(OnceInput):
    """A file of days off for your calendar: all of it, or nothing when a line is wrong (impor hari libur)."""

    format: DayFile = attribute("How the file is written (format).")
    content: str = text("The file, at most 400 days (isi berkas).", at_least=10, at_most=LONGEST_FILE, lines=True)
    kind: DayOffKind = attribute("The kind of days that the file gives none (jenis).")
    note: str = text(_GROUND, at_least=5, at_most=500)
