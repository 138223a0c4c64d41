"""Every format has its writer, and what it writes begins as such files do."""

import pytest

from gateway.rendering.formats import WRITING
from gateway.rendering.rows import ROWS
from rules.documents import FORMATS, DocumentFormat
from tests.gateway.rendering.sample import AT, DOCUMENT

MAGIC = {DocumentFormat.PDF: b"%PDF-1.7", DocumentFormat.DOCX: b"PK\x03\x04", DocumentFormat.XLSX: b"PK\x03\x04"}


def test_all_formats_are_written() -> None:
    assert set(WRITING) | set(ROWS) == set(DocumentFormat)
    assert all(formats <= set(WRITING) or formats <= set(ROWS) for formats in FORMATS.values())


@pytest.mark.parametrize("format_", WRITING)
def test_files_begin_as_they_should(format_: DocumentFormat) -> None:
    assert WRITING[format_](DOCUMENT, AT).startswith(MAGIC[format_])
