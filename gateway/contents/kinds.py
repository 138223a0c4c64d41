"""Which question is asked of the graph for each kind of document, and what becomes of the answer?"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from gateway.contents import complaint_report
from gateway.rendering.model import Document
from rules.documents import DocumentKind

Given = Mapping[str, Any]


class Content(NamedTuple):
    """How a kind is made: the operation, its variables out of a task, and the document out of its answer."""

    query: str
    variables: Callable[[Given], dict[str, Any]]
    document: Callable[[Given, datetime], Document]


def _of_period(task: Given) -> dict[str, Any]:
    return {"year": task["year"], "month": task["month"]}


CONTENTS: Final[Mapping[DocumentKind, Content]] = MappingProxyType(
    {
        DocumentKind.COMPLAINT_REPORT: Content(
            complaint_report.QUERY, _of_period, complaint_report.complaint_report
        ),
    }
)
