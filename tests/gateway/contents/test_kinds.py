"""Every kind has its contents, asks for what its task has, and is written as every format it may have."""

from datetime import UTC, datetime
from typing import Any

import pytest
from graphql import parse

from gateway.contents.kinds import CONTENTS
from gateway.rendering.formats import WRITING
from rules.documents import FORMATS, NEEDS, DocumentFormat, DocumentKind
from tests.gateway.contents.test_complaint_report import told
from tests.gateway.contents.told import assessment, plan, realised, table

AT = datetime(2026, 3, 4, tzinfo=UTC)
ANSWERS: dict[DocumentKind, Any] = {
    DocumentKind.COMPLAINT_REPORT: told(),
    DocumentKind.ASSESSMENT_MATRIX: assessment(),
    DocumentKind.ASSESSMENT_PRIORITIES: assessment(),
    DocumentKind.ASSESSMENT_MINUTES: assessment(),
    DocumentKind.ACTION_PLAN: plan(),
    DocumentKind.MONTHLY_REALISATION: table(realised(), realised(first=False, realised=None, achieved=None)),
}
MAGIC = {DocumentFormat.PDF: b"%PDF", DocumentFormat.DOCX: b"PK", DocumentFormat.XLSX: b"PK"}


def test_every_kind_has_contents_but_those_which_are_rows() -> None:
    rows = {DocumentKind.LAPOR_EXPORT, DocumentKind.COMPLAINT_LIST, DocumentKind.STATISTICS_TABLE}
    assert set(CONTENTS) == set(DocumentKind) - rows


@pytest.mark.parametrize("kind", CONTENTS)
def test_what_is_asked_is_what_a_task_has(kind: DocumentKind) -> None:
    content, needs = CONTENTS[kind], NEEDS[kind]
    (operation,) = parse(content.query).definitions
    declared = {variable.variable.name.value for variable in operation.variable_definitions}  # type: ignore[attr-defined]
    assert declared == {"pemda", *content.given}
    assert ("subject" in content.given) is (needs.subject is not None)
    assert ("year" in content.given) is needs.period
    assert content.variables({"year": 2026, "month": 3, "subject": "x", "more": 1}).keys() == set(content.given)
    assert content.about in ANSWERS[kind]


@pytest.mark.parametrize("kind", CONTENTS)
def test_each_is_written_as_each_of_its_formats(kind: DocumentKind) -> None:
    document = CONTENTS[kind].document(ANSWERS[kind], AT)
    for format_ in FORMATS[kind]:
        assert WRITING[format_](document, AT).startswith(MAGIC[format_])
