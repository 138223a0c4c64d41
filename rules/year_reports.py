"""What is in the yearly report to the Minister, and how does it prove that nobody changed it since it was issued?"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from rules.errors import bad_input
from rules.plan_schedule import Period
from rules.realisation_tables import MonthTable

ADDRESSEE: Final = "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"
HALVES: Final = 2
"""Monitoring is due every six months (Perbup Bintan 53/2021, pasal 5 (4)); the report once a year (pasal 6)."""


@dataclass(frozen=True, slots=True)
class IndicatorYear:
    """A strategic indicator in the reported year."""

    name: str
    unit: str
    direction: str
    target: str
    actual: str | None
    achieved: str | None


@dataclass(frozen=True, slots=True)
class Monitored:
    """A monitoring record of the year."""

    half: int
    held_on: str
    summary: str
    findings: int


@dataclass(frozen=True, slots=True)
class ReportContent:
    """All figures of a report, as they were when it was issued."""

    plan: str
    version: int
    decree: str
    year: int
    indicators: tuple[IndicatorYear, ...]
    months: tuple[MonthTable, ...]
    monitorings: tuple[Monitored, ...]

    def frozen(self) -> str:
        """The report as text: the same content is the same text."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "ReportContent":
        """The report out of its text."""
        kept: dict[str, Any] = json.loads(text)
        return cls(
            plan=kept["plan"],
            version=kept["version"],
            decree=kept["decree"],
            year=kept["year"],
            indicators=tuple(IndicatorYear(**one) for one in kept["indicators"]),
            months=tuple(MonthTable.read(one) for one in kept["months"]),
            monitorings=tuple(Monitored(**one) for one in kept["monitorings"]),
        )


def checksum(text: str) -> bytes:
    """SHA-256 of a report's text."""
    return hashlib.sha256(text.encode()).digest()


def check_report_year(year: int, period: Period, today: date) -> None:
    """Raise BAD_USER_INPUT for a year that the plan does not have, or that has not begun."""
    period.check_year(year, "year")
    if year > today.year:
        raise bad_input("year", "This year has not begun.", "Tahun ini belum dimulai.")


def check_monitoring(year: int, half: int, held_on: date, period: Period, today: date) -> None:
    """Raise BAD_USER_INPUT unless a half of a year of the plan was looked at, on a day that has come."""
    period.check_year(year, "year")
    if not 1 <= half <= HALVES:
        raise bad_input("half", "1 is January to June, 2 July to December.", "1 Januari-Juni, 2 Juli-Desember.")
    begins = date(year, 1 if half == 1 else 7, 1)
    if not begins <= held_on <= today:
        raise bad_input(
            "heldOn",
            "After the half has begun, and not in the future.",
            "Sesudah semester dimulai, dan bukan di masa depan.",
        )
