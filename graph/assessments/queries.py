"""Which assessments are there, of one pemda or of all that the viewer oversees, and which questions exist?"""

from typing import Annotated, Final

import strawberry

from graph.assessment_parts import QuestionSetType
from graph.assessments.types import Assessment
from graph.context import Context, Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.moving import reaching
from graph.nodes import Fetcher, NodeRef
from graph.paging import After, Connection, First, page_request
from graph.seeing import fetcher, sees, visible
from policies.permissions import Permission
from policies.visibility import Columns
from rules.identifiers import NATION, Reach, tenant_id_of
from rules.pages import Page
from rules.question_sets import QuestionSet
from tenants.assessment_rows import AssessmentRow
from tenants.stores import assessment_sheets, assessments, question_sets

_COLUMNS: Final = Columns(of=assessments.POLICY_COLUMNS)


@strawberry.type
class AssessmentQueries:
    """Root fields that read assessments."""

    @query(Permission.QUESTION_SET_READ, Connection[QuestionSetType])
    async def question_sets(self, info: Info, first: First = 20, after: After = None) -> Page[QuestionSet]:
        """The question sets, the oldest first (daftar pertanyaan)."""
        return await question_sets.page(info.context.sessions, page_request(question_sets.BY_NUMBER, first, after))

    @query(Permission.ASSESSMENT_READ, Connection[Assessment])
    async def assessments(
        self,
        info: Info,
        pemda: Annotated[
            str | None, text_argument("Kode wilayah; all that you oversee when absent.", at_least=2, at_most=5)
        ] = None,
        year: Annotated[int | None, argument("Only of this year.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Page[AssessmentRow]:
        """Assessments side by side: your own, a province's regencies, the nation's all (penilaian mandiri)."""
        context = info.context
        reach = context.principal.reach
        if pemda is not None:
            tenant = tenant_id_of(pemda, field="pemda")
            reaching(context, tenant)
            reach = Reach(tenant, tenant)
        seen = visible(context, Permission.ASSESSMENT_READ, _COLUMNS)
        return await assessments.page(
            context.sessions, reach, page_request(assessments.NEWEST, first, after), seen, year=year
        )


async def _question_sets(context: Context, refs: list[NodeRef]) -> list[QuestionSet | None]:
    if not sees(context, Permission.QUESTION_SET_READ, None):
        return [None] * len(refs)
    numbers = [ref.key if ref.tenant == NATION and isinstance(ref.key, int) else 0 for ref in refs]
    return await question_sets.by_id(context.sessions, numbers)


FETCHERS: Final[dict[str, Fetcher]] = {
    "QuestionSet": _question_sets,  # type: ignore[dict-item] # a list is a sequence
    "Assessment": fetcher(assessments.by_id, Permission.ASSESSMENT_READ),
    "AssessmentSheet": fetcher(assessment_sheets.by_id, Permission.SHEET_READ),
}
"""How `node` fetches the types of this subject."""
