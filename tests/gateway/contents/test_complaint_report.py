"""The report says the figures of the graph, shares that can be checked, and nothing of nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.contents.complaint_report import complaint_report
from gateway.rendering.model import Particulars, Row
from gateway.rendering.reckoning import totals
from rules.vocabulary import Channel, Kind, Outcome
from tests.gateway.contents.told import HEAD

AT = datetime(2026, 4, 1, 20, tzinfo=UTC)


def line(key: str, name: str, *counts: int) -> dict[str, Any]:
    names = ("received", "unverified", "disposed", "inProgress", "answered", "closed", "archived", "onTime", "late")
    return {"key": key, "name": name, **dict(zip(names, counts, strict=True))}


def told(*, month: int | None = 3, **other: Any) -> dict[str, Any]:
    report = {
        "year": 2026, "month": month, "first": "2026-03-01", "last": "2026-03-31",
        "countedAt": "2026-04-01T20:00:00+00:00", "carriedOver": 2, "finished": 4, "firstResponseDays": 1.25,
        "completionDays": None, "total": line("", "", 8, 1, 1, 2, 1, 2, 1, 3, 1),
        "byMonth": [line("2026-03", "", 8, 1, 1, 2, 1, 2, 1, 3, 1)],
        "byKind": [line(kind, "", 2, 2, 0, 0, 0, 0, 0, 0, 0) for kind in Kind],
        "byChannel": [line(channel, "", 1, 0, 0, 1, 0, 0, 0, 0, 0) for channel in Channel],
        "byOutcome": [line(outcome, "", 1, 0, 0, 0, 0, 1, 0, 0, 0) for outcome in (*Outcome, "")],
        "byUnit": [line("u", "Dinas A", 5, 0, 1, 2, 1, 1, 0, 3, 1), line("", "", 3, 1, 0, 0, 0, 1, 1, 0, 0)],
        "byTopic": [line(str(n), f"Topik {n}", 1, 0, 0, 0, 0, 1, 0, 1, 0) for n in range(60)],
        **other,
    }  # fmt: skip
    return {**HEAD, "complaintReport": report}


def test_the_summary_says_what_was_counted() -> None:
    document = complaint_report(told(), AT)
    particulars = next(part for part in document.parts if isinstance(part, Particulars))
    said = dict(particulars.rows)
    assert document.title == "Laporan Bulanan Pengelolaan Pengaduan Pelayanan Publik"
    assert said["Keadaan per"] == "2 April 2026 pukul 05.00 WIT"
    assert said["Ditindaklanjuti (%TL)"] == "5 laporan (62,50%)"
    assert said["Dijawab tepat waktu"] == "3 dari 4 (75,00%)"
    assert said["Rata-rata tindak lanjut (RTL)"] == "1,25 hari"
    assert said["Rata-rata penyelesaian (RHP)"] == "–"


def test_tables_add_up() -> None:
    units = complaint_report(told(), AT).tables[0]
    names = [row.cells["name"] for row in units.rows if isinstance(row, Row)]
    assert names == ["Dinas A", "Meja instansi (belum didisposisikan)"]
    ((_, cells),) = totals(units)
    assert (cells["received"], cells["closed"], cells["followed"], cells["onTime"]) == (8, 2, 5, 3)


def test_a_year_has_its_months_and_a_month_has_none() -> None:
    year = complaint_report(told(month=None), AT)
    assert year.title.startswith("Laporan Tahunan")
    assert [table.name for table in year.tables] == ["Bulan", "Unit", "Klasifikasi", "Kategori", "Sumber", "Hasil"]
    assert year.tables[0].rows[0].cells["name"] == "Maret"  # type: ignore[union-attr]
    assert complaint_report(told(), AT).tables[0].name == "Unit"


def test_too_many_lines_are_added_up() -> None:
    topics = complaint_report(told(), AT).tables[2]
    assert len(topics.rows) == 41
    assert topics.rows[-1].cells["name"] == "Lainnya (20)"  # type: ignore[union-attr]
    assert topics.rows[-1].cells["received"] == 20  # type: ignore[union-attr]


@pytest.mark.parametrize("month", [None, 3])
def test_nothing_is_said_of_nothing(month: int | None) -> None:
    nothing: dict[str, Any] = {
        name: [] for name in ("byMonth", "byKind", "byChannel", "byOutcome", "byUnit", "byTopic")
    }
    document = complaint_report(told(month=month, total=line("", "", *[0] * 9), **nothing), AT)
    assert "tidak menerima laporan" in str(document.parts)
    assert all(table.totals == () for table in document.tables)
