"""A document's row knows its period, and speaks the words of the rules."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from rules.documents import DocumentKind, DocumentState, Period
from tenants.document_rows import DocumentRow


@pytest.mark.parametrize(
    ("year", "month", "period"), [(None, None, None), (2026, None, Period(2026)), (2026, 3, Period(2026, 3))]
)
def test_its_period(year: int | None, month: int | None, period: Period | None) -> None:
    row = DocumentRow(
        2101, UUID(int=1), "ACTION_PLAN", "DOCX", year, month, None, UUID(int=2), UUID(int=3), "", "DONE", 100, 1, None,  # type: ignore[arg-type]
        datetime(2026, 3, 4, tzinfo=UTC), None, None, "x", b"", 1,
    )  # fmt: skip
    assert row.period == period
    assert (row.kind, row.state) == (DocumentKind.ACTION_PLAN, DocumentState.DONE)
