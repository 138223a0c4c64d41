"""Which function writes a document as which kind of file?"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from gateway.rendering.model import Document
from gateway.rendering.pdf import pdf
from gateway.rendering.sheet import workbook
from gateway.rendering.word import word
from rules.documents import DocumentFormat

Write = Callable[[Document, datetime], bytes]
WRITING: Final[Mapping[DocumentFormat, Write]] = MappingProxyType(
    {DocumentFormat.PDF: pdf, DocumentFormat.DOCX: word, DocumentFormat.XLSX: workbook}
)
