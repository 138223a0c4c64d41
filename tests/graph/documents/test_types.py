"""A document that is not done has neither size, fingerprint nor place; a report's lines stand in their order."""

from datetime import UTC, date, datetime
from uuid import UUID

from graph.documents.types import DOWNLOADS, _lines
from rules.documents import DocumentFormat, DocumentKind, DocumentState
from tenants.document_rows import ComplaintReportRow, DocumentRow, ReportCounts, ReportLine

AT = datetime(2026, 3, 4, tzinfo=UTC)


def test_lines_are_those_of_their_dimension() -> None:
    lines = [ReportLine(name, str(at), "", at, *([0] * 8)) for at, name in enumerate(("UNIT", "KIND", "UNIT"))]
    counts = ReportCounts(0, 0, None, None)
    row = ComplaintReportRow(2101, 2026, None, date(2026, 1, 1), date(2026, 12, 31), AT, lines, counts)
    assert [line.received for line in _lines(row, "UNIT")] == [0, 2]


def test_words_of_the_database_become_words_of_the_rules() -> None:
    row = DocumentRow(
        2101, UUID(int=1), "COMPLAINT_REPORT", "PDF", 2026, 3, None, UUID(int=2), UUID(int=3), "Admin", "WAITING",  # type: ignore[arg-type]
        0, 0, None, AT, None, None, "documents/x", None, None,
    )  # fmt: skip
    assert (row.kind, row.format, row.state) == (
        DocumentKind.COMPLAINT_REPORT, DocumentFormat.PDF, DocumentState.WAITING,
    )  # fmt: skip
    assert row.period is not None
    assert row.period.written == "2026-03"
    assert DOWNLOADS == "/documents/"
