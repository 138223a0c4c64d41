"""A report is its text: read again it is the same, and one changed figure changes its checksum."""

from dataclasses import replace
from datetime import date

import pytest

from rules.errors import Refusal
from rules.plan_schedule import Period
from rules.predikat import DEFAULT
from rules.realisation_tables import table_of
from rules.year_reports import (
    IndicatorYear,
    Monitored,
    ReportContent,
    check_monitoring,
    check_report_year,
    checksum,
)

PLAN, TODAY = Period(2025, 2026), date(2026, 3, 4)
CONTENT = ReportContent(
    plan="Rencana aksi",
    version=1,
    decree="Perbup 53/2021",
    year=2025,
    indicators=(IndicatorYear("Jumlah “pengaduan”", "pengaduan", "RISE", "70.00", "63.00", "90.00"),),
    months=(table_of([], [], (2025, 7), DEFAULT),),
    monitorings=(Monitored(1, "2025-07-02", "Berjalan.", 2),),
)


def test_it_reads_back_as_it_was() -> None:
    text = CONTENT.frozen()
    assert ReportContent.read(text) == CONTENT
    assert ReportContent.read(text).frozen() == text
    assert len(checksum(text)) == 32


def test_one_figure_changes_the_checksum() -> None:
    other = replace(CONTENT, indicators=(replace(CONTENT.indicators[0], actual="64.00"),))
    assert checksum(other.frozen()) != checksum(CONTENT.frozen())


@pytest.mark.parametrize("year", [2024, 2027])
def test_a_year_outside(year: int) -> None:
    with pytest.raises(Refusal):
        check_report_year(year, PLAN, TODAY)


def test_a_year_to_come() -> None:
    check_report_year(2026, PLAN, TODAY)
    with pytest.raises(Refusal):
        check_report_year(2026, PLAN, date(2025, 12, 31))


def test_halves() -> None:
    check_monitoring(2025, 1, date(2025, 7, 2), PLAN, TODAY)
    check_monitoring(2025, 2, date(2025, 7, 1), PLAN, TODAY)
    for year, half, held_on in (
        (2024, 1, date(2025, 1, 1)), (2025, 0, TODAY), (2025, 3, TODAY), (2025, 2, date(2025, 6, 30)),
        (2026, 1, date(2026, 3, 5)),
    ):  # fmt: skip
        with pytest.raises(Refusal):
            check_monitoring(year, half, held_on, PLAN, TODAY)
