"""Who was trained in what, and how many of those who manage complaints were?"""

from typing import Annotated, Final

import strawberry

from graph.assessing import coverage_below
from graph.assessment_vocabulary import TrainingCoverage, TrainingTopic
from graph.context import Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.moving import reaching
from graph.nodes import Fetcher
from graph.paging import After, Connection, First, page_request
from graph.seeing import fetcher, pemda_seen, visible
from graph.trainings.types import Training
from policies.permissions import Permission
from policies.visibility import Columns
from rules.identifiers import tenant_id_of
from rules.pages import Page
from rules.trainings import Coverage
from rules.unit_paths import ROOT
from tenants.assessment_rows import TrainingRow
from tenants.stores import trainings

_COLUMNS: Final = Columns(of=trainings.POLICY_COLUMNS)
_Pemda = Annotated[str | None, text_argument("Kode wilayah; your own pemda when absent.", at_least=2, at_most=5)]
FETCHERS: Final[dict[str, Fetcher]] = {"Training": fetcher(trainings.by_id, Permission.TRAINING_READ)}
"""How `node` fetches the types of this subject."""


@strawberry.type
class TrainingQueries:
    """Root fields that read trainings."""

    @query(Permission.TRAINING_READ, Connection[Training])
    async def trainings(
        self,
        info: Info,
        pemda: _Pemda = None,
        topic: Annotated[TrainingTopic | None, argument("Only in this.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Page[TrainingRow]:
        """The trainings of a pemda that you may see, the newest first (daftar pelatihan)."""
        context = info.context
        tenant = context.principal.tenant if pemda is None else tenant_id_of(pemda, field="pemda")
        reaching(context, tenant)
        seen = visible(context, Permission.TRAINING_READ, _COLUMNS)
        request = page_request(trainings.NEWEST, first, after)
        return await trainings.page(context.sessions, tenant, request, seen, topic=topic)

    @query(Permission.ASSESSMENT_READ, list[TrainingCoverage])
    async def training_coverage(self, info: Info, pemda: _Pemda = None) -> list[Coverage]:
        """How many of those who manage complaints were trained: a success indicator (persentase terlatih)."""
        tenant = pemda_seen(info.context, pemda, Permission.ASSESSMENT_READ)
        (people,) = await trainings.personnel(info.context.sessions, [(tenant, info.context.now)])
        return coverage_below(people, ROOT)
