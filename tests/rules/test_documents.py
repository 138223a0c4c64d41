"""A request for a document fits its kind and a period that has begun; files are named after both."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.documents import (
    FORMATS,
    KEPT,
    MEDIA_TYPES,
    NAMES,
    NEEDS,
    DocumentFormat,
    DocumentKind,
    Period,
    asked,
    file_name,
    kept_until,
    period_of,
)
from rules.errors import Refusal

TODAY = date(2026, 3, 4)


def test_every_kind_and_format_is_told_of() -> None:
    assert set(NEEDS) == set(FORMATS) == set(NAMES) == set(KEPT) == set(DocumentKind)
    assert set(MEDIA_TYPES) == set(DocumentFormat)


@pytest.mark.parametrize(
    ("kind", "format_", "given", "field"),
    [
        ("COMPLAINT_REPORT", "PDF", {"year": 2026}, None),
        ("COMPLAINT_REPORT", "PDF", {"year": 2026, "month": 3}, None),
        ("COMPLAINT_REPORT", "PDF", {}, "year"),
        ("COMPLAINT_REPORT", "PDF", {"year": 2026, "subject": True}, "subject"),
        ("LAPOR_EXPORT", "XLSX", {"year": 2026}, None),
        ("LAPOR_EXPORT", "PDF", {"year": 2026}, "format"),
        ("ACTION_PLAN", "DOCX", {"subject": True}, None),
        ("ACTION_PLAN", "DOCX", {}, "subject"),
        ("ACTION_PLAN", "DOCX", {"subject": True, "year": 2026}, "year"),
        ("ASSESSMENT_MATRIX", "XLSX", {"subject": True, "month": 3}, "month"),
        ("MONTHLY_REALISATION", "PDF", {"subject": True, "year": 2026, "month": 3}, None),
        ("MONTHLY_REALISATION", "PDF", {"subject": True, "year": 2026}, "month"),
        ("COMPLAINT_LIST", "CSV", {"questions": ["complaints"]}, None),
        ("COMPLAINT_LIST", "XLSX", {}, "complaints"),
        ("COMPLAINT_LIST", "PDF", {"questions": ["complaints"]}, "format"),
        ("COMPLAINT_LIST", "CSV", {"questions": ["complaints", "statistics"]}, "statistics"),
        ("COMPLAINT_LIST", "CSV", {"questions": ["complaints"], "year": 2026}, "year"),
        ("STATISTICS_TABLE", "CSV", {"questions": ["complaints"]}, "complaints"),
        ("STATISTICS_TABLE", "XLSX", {"questions": ["statistics"]}, None),
        ("COMPLAINT_REPORT", "PDF", {"questions": ["statistics"], "year": 2026}, "statistics"),
        ("COMPLAINT_REPORT", "CSV", {"year": 2026}, "format"),
    ],
)
def test_a_request_fits_its_kind(kind: str, format_: str, given: dict[str, Any], field: str | None) -> None:
    said: dict[str, Any] = {name: given.get(name) for name in ("year", "month")}
    said |= {"subject": bool(given.get("subject")), "questions": given.get("questions", ())}
    if field is None:
        asked(DocumentKind(kind), DocumentFormat(format_), **said)
        return
    with pytest.raises(Refusal) as refusal:
        asked(DocumentKind(kind), DocumentFormat(format_), **said)
    assert (refusal.value.code, refusal.value.field) == ("BAD_USER_INPUT", field)


@pytest.mark.parametrize(
    ("year", "month", "field"),
    [
        (None, None, "year"),
        (2009, None, "year"),
        (2027, None, "year"),
        (2026, 0, "month"),
        (2026, 13, "month"),
        (2026, 4, "month"),
    ],
)
def test_a_period_has_begun(year: int | None, month: int | None, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        period_of(year, month, TODAY)
    assert refusal.value.field == field


@given(st.integers(2010, 2026), st.none() | st.integers(1, 12))
def test_periods_follow_each_other(year: int, month: int | None) -> None:
    period = Period(year, month)
    assert period.first.day == period.following.day == 1
    months = (period.following.year - period.first.year) * 12 + period.following.month - period.first.month
    assert months == (12 if month is None else 1)


def test_files_are_named_after_what_they_are_about() -> None:
    kind, format_ = DocumentKind.COMPLAINT_REPORT, DocumentFormat.PDF
    assert file_name(kind, format_, "21.01", Period(2026, 3)) == "laporan-pengaduan-21.01-2026-03.pdf"
    assert file_name(kind, format_, "21.01", Period(2026)) == "laporan-pengaduan-21.01-2026.pdf"
    assert file_name(DocumentKind.ACTION_PLAN, DocumentFormat.DOCX, "21", None) == "rencana-aksi-21.docx"


def test_what_can_be_written_again_goes_and_what_cannot_stays() -> None:
    done = datetime(2026, 3, 4, tzinfo=UTC)
    found = {kind: kept_until(kind, done) for kind in DocumentKind}
    assert {kind for kind, until in found.items() if until is None} == {"COMPLAINT_REPORT", "ASSESSMENT_MINUTES"}
    assert found[DocumentKind.LAPOR_EXPORT] == found[DocumentKind.COMPLAINT_LIST] == done + timedelta(days=30)
    assert found[DocumentKind.ACTION_PLAN] == done + timedelta(days=90)
