"""A clock that explains itself: until when, how much is left, which day counted and why, by which rule."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.clock_vocabulary import LimitUnit
from graph.context import Context
from graph.declarations import attribute, enum_type, object_type
from graph.fields import derived, edge
from graph.vocabulary import Clock
from rules.clock_history import RunClock
from rules.clocks import MINUTES_AN_HOUR, DayReason, StripDay, remaining, strip
from rules.limits import LABELS
from tenants.rows import ClockRow
from tenants.stores import handlings

if TYPE_CHECKING:
    from graph.records.types import Handling

Handling_ = Annotated["Handling", strawberry.lazy("graph.records.types")]
_TITLES = {
    Clock.NATIONAL_VERIFICATION: "Verifikasi admin nasional",
    Clock.INSTANSI_VERIFICATION: "Verifikasi admin instansi",
    Clock.FIRST_RESPONSE: "Tanggapan pertama",
    Clock.COMPLETION: "Penyelesaian",
    Clock.REPORTER_COMPLETION: "Kelengkapan oleh pelapor",
    Clock.REPORTER_REACTION: "Tanggapan pelapor atas jawaban",
    Clock.RULING: "Putusan atasan bersama",
}
enum_type(
    DayReason,
    {
        DayReason.COUNTED: "It counted (terhitung).",
        DayReason.START: "The clock started on it, so it does not count (hari mulai).",
        DayReason.WEEKEND: "No office hours that weekday (akhir pekan).",
        DayReason.NATIONAL_HOLIDAY: "A national holiday (hari libur nasional).",
        DayReason.CUTI_BERSAMA: "A government day off (cuti bersama).",
        DayReason.LOCAL_HOLIDAY: "A day off of this pemda (libur daerah).",
        DayReason.EMERGENCY: "Nobody could work: a flood or the like (keadaan darurat).",
        DayReason.WAITING_FOR_REPORTER: "The reporter was waited for (menunggu pelapor).",
        DayReason.EXTENDED: "It counted on time that the level above gave (perpanjangan).",
    },
)


class ClockState(StrEnum):
    """How a clock stands (keadaan)."""

    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    OVERDUE = "OVERDUE"
    MET = "MET"
    MISSED = "MISSED"
    ENDED = "ENDED"


enum_type(
    ClockState,
    {
        ClockState.RUNNING: "It runs (berjalan).",
        ClockState.PAUSED: "It stands still: the reporter is waited for (dijeda).",
        ClockState.OVERDUE: "It runs, and its deadline has passed (lewat tenggat).",
        ClockState.MET: "It stopped in time (tepat waktu).",
        ClockState.MISSED: "It stopped after its deadline (terlambat).",
        ClockState.ENDED: "It ended while it stood still (berakhir saat dijeda).",
    },
)


@object_type
class ClockRemaining:
    """What is left; below zero: how much over (sisa waktu)."""

    value: float = attribute("How many; a fraction only for office hours (jumlah).")
    unit: LimitUnit = attribute("Of what (satuan).")


@object_type
class ClockDay:
    """One day of the sum (hari)."""

    day: date = attribute("The local date (tanggal).", name="date")
    reason: DayReason = attribute("Why it counted or not (sebab).")
    note: str = attribute("Which holiday, or who gave more time and why; else empty (keterangan).")

    @derived(float)
    @staticmethod
    def counted(row: StripDay, _context: Context) -> float:
        """How much of the limit it used, in the unit of the clock (terhitung)."""
        return row.counted


@object_type
class ClockRule:
    """By which rule a clock runs (dasar)."""

    text: str = attribute("The limit in words (batas).")
    version: int = attribute("Which version of the pemda's limits; 0 is the nation's (versi).")
    source: str = attribute("Where it is written (sumber).")


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    version: int
    source: str


@dataclass(frozen=True, slots=True)
class _Left:
    value: float
    unit: LimitUnit


@object_type
class ComplaintClock:
    """A clock of a complaint, with the sum that leads to its deadline: the same for officer, citizen and Ombudsman."""

    @derived(Clock)
    @staticmethod
    def clock(row: ClockRow, _context: Context) -> Any:
        """Which one (jenis tenggat)."""
        return row.run.clock.clock

    @derived(ClockState)
    @staticmethod
    def state(row: ClockRow, context: Context) -> Any:
        """How it stands (keadaan)."""
        return state_of(row.run, context.now)

    @derived(datetime)
    @staticmethod
    def started_at(row: ClockRow, _context: Context) -> datetime:
        """When it started (mulai)."""
        return row.run.clock.started

    @derived(datetime | None)
    @staticmethod
    def stopped_at(row: ClockRow, _context: Context) -> datetime | None:
        """When it stopped; null while it is open (berhenti)."""
        return row.run.stopped_at

    @derived(datetime | None)
    @staticmethod
    def due_at(row: ClockRow, _context: Context) -> datetime | None:
        """Its deadline; null while the reporter is waited for (tenggat)."""
        return row.run.clock.due

    @derived(ClockRemaining | None)
    @staticmethod
    def remaining(row: ClockRow, context: Context) -> Any:
        """What is left as of now; null once it stopped (sisa)."""
        clock = row.run.clock
        if row.run.stopped_at is not None:
            return None
        left = remaining(clock, row.timetable.calendar_of(clock), context.now)
        return _Left(left / MINUTES_AN_HOUR if clock.limit.unit is LimitUnit.HOUR else left, clock.limit.unit)

    @derived(list[ClockDay])
    @staticmethod
    def strip(row: ClockRow, context: Context) -> Any:
        """The days one by one until the deadline; those that count add up to the limit (rincian hari)."""
        clock = row.run.clock
        calendar = row.timetable.calendar_of(clock)
        until = calendar.date_of(row.run.stopped_at or context.now) if clock.is_paused else None
        each = MINUTES_AN_HOUR if clock.limit.unit is LimitUnit.HOUR else 1
        return [day._replace(counted=day.counted / each) for day in strip(clock, calendar, until)]  # type: ignore[arg-type]

    @derived(ClockRule)
    @staticmethod
    def rule(row: ClockRow, _context: Context) -> Any:
        """By which rule (dasar)."""
        clock = row.run.clock
        extra = clock.allowed - clock.limit.amount
        more = f", diperpanjang {extra} {LABELS[clock.limit.unit]}" if extra else ""
        text = f"{_TITLES[clock.clock]}: {clock.limit}{more}"
        return _Words(text, clock.rule, row.timetable.rules.number(clock.rule).source)

    @edge(Handling_ | None)
    @staticmethod
    async def handling(row: ClockRow, context: Context) -> Any:
        """The parallel handling that it belongs to; null: the complaint itself (unit pendukung)."""
        id_ = row.run.clock.handling
        return None if id_ is None else await context.load(handlings.by_key, (row.tenant_id, id_))


def state_of(run: RunClock, now: datetime) -> ClockState:
    """How a clock stands as of now."""
    if run.stopped_at is not None:
        met = run.was_met
        return ClockState.ENDED if met is None else ClockState.MET if met else ClockState.MISSED
    if run.clock.due is None:
        return ClockState.PAUSED
    return ClockState.OVERDUE if run.clock.due < now else ClockState.RUNNING
