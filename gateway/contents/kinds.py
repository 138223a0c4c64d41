"""Which question is asked of the graph for each kind of document, and what becomes of the answer?"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from gateway.contents import action_plan, assessment_asked, complaint_report, monthly_realisation
from gateway.contents.assessment_matrix import assessment_matrix
from gateway.contents.assessment_papers import assessment_minutes, assessment_priorities
from gateway.rendering.model import Document
from rules.documents import DocumentKind

Given = Mapping[str, Any]


class Content(NamedTuple):
    """How a kind is made: the operation, which parts of a task are its variables, and the document of its answer.

    `about` is the part of the answer that the document is about; where that is empty, there is nothing to write.
    """

    query: str
    given: tuple[str, ...]
    about: str
    document: Callable[[Given, datetime], Document]

    def variables(self, task: Given) -> dict[str, Any]:
        """The variables of the operation besides `$pemda`."""
        return {name: task[name] for name in self.given}


CONTENTS: Final[Mapping[DocumentKind, Content]] = MappingProxyType(
    {
        DocumentKind.COMPLAINT_REPORT: Content(
            complaint_report.QUERY, ("year", "month"), "complaintReport", complaint_report.complaint_report
        ),
        DocumentKind.ASSESSMENT_MATRIX: Content(assessment_asked.QUERY, ("subject",), "node", assessment_matrix),
        DocumentKind.ASSESSMENT_PRIORITIES: Content(
            assessment_asked.QUERY, ("subject",), "node", assessment_priorities
        ),
        DocumentKind.ASSESSMENT_MINUTES: Content(assessment_asked.QUERY, ("subject",), "node", assessment_minutes),
        DocumentKind.ACTION_PLAN: Content(action_plan.QUERY, ("subject",), "actionPlan", action_plan.action_plan),
        DocumentKind.MONTHLY_REALISATION: Content(
            monthly_realisation.QUERY,
            ("subject", "year", "month"),
            "realisationTable",
            monthly_realisation.monthly_realisation,
        ),
    }
)
