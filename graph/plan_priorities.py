"""Which priorities does an action plan begin with when it names only the year of the assessment it answers?"""

from graph.assessing import assessed
from graph.context import Context
from rules.assessments import AssessmentStatus
from rules.errors import Refusal
from rules.plan_drafting import RankedCategory
from tenants.stores import assessment_papers, assessments


async def priorities_of(context: Context, year: int | None) -> list[RankedCategory]:
    """Those of the pemda's own assessment of that year: as its priority sheet has them, else as its scores do.

    None for an assessment that was held on paper. Raises NOT_FINALISED while its figures may still change.
    """
    row = None if year is None else await assessments.of_year(context.sessions, context.principal.tenant, year)
    if row is None:
        return []
    if row.status is not AssessmentStatus.FINALISED:
        raise Refusal(
            "NOT_FINALISED",
            f"The assessment of {year} is not final yet.",
            f"Penilaian mandiri tahun {year} belum ditetapkan.",
            field="assessmentYear",
            rule="action plan: drafted from an assessment that is final",
        )
    (sheet,) = await assessment_papers.priorities(context.sessions, [(row.tenant_id, row.id)])
    if sheet:
        return [RankedCategory(one.category, one.place, (one.reasons,) if one.reasons else ()) for one in sheet]
    found = await assessed(context, row)
    return [RankedCategory(one.category, one.place) for one in found.places] if found is not None else []
