"""Finding pemda: one by its code, many by name, level or province."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

import strawberry

from graph.context import Context, Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.nodes import Fetcher, NodeRef
from graph.paging import After, Connection, First, page_request
from graph.pemda.types import Pemda
from graph.people_vocabulary import PemdaLevel
from policies.permissions import Permission
from rules.errors import not_found
from rules.identifiers import Reach, reach_of, tenant_id_of
from rules.pages import Page
from tenants.people_rows import PemdaRow
from tenants.stores import pemda as registry

_ALL: Final = Reach(0, 9999)


async def _fetch(context: Context, refs: Sequence[NodeRef]) -> list[Any]:
    rows = await registry.by_tenant(context.sessions, [ref.number for ref in refs])
    return [row if ref.number == ref.tenant else None for ref, row in zip(refs, rows, strict=True)]


FETCHERS: Final[dict[str, Fetcher]] = {"Pemda": _fetch}
"""How `node` fetches the types of this subject; the registry is public."""


@strawberry.type
class PemdaQueries:
    """Root fields that read the registry."""

    @query(Permission.PEMDA_READ, Pemda)
    async def pemda(
        self, info: Info, code: Annotated[str, text_argument("Its kode wilayah.", at_least=2, at_most=5)]
    ) -> PemdaRow:
        """The pemda with this kode wilayah (pemerintah daerah)."""
        (row,) = await registry.by_tenant(info.context.sessions, [tenant_id_of(code)])
        if row is None:
            raise not_found("No such pemda.", "Pemda tidak ditemukan.")
        return row

    @query(Permission.PEMDA_READ, Connection[Pemda])
    async def pemdas(
        self,
        info: Info,
        within: Annotated[
            str | None, text_argument("Only this province with its regencies and cities.", at_least=2, at_most=5)
        ] = None,
        levels: Annotated[list[PemdaLevel] | None, argument("Only these levels.")] = None,
        enrolled: Annotated[bool | None, argument("Only those that are connected, or only the others.")] = None,
        search: Annotated[str | None, text_argument("Words in the name, or a code.", at_most=100)] = None,
        first: First = 20,
        after: After = None,
    ) -> Page[PemdaRow]:
        """The pemda of the country by their code (daftar pemda)."""
        return await registry.page(
            info.context.sessions,
            _ALL if within is None else reach_of(tenant_id_of(within)),
            page_request(registry.BY_CODE, first, after),
            on=info.context.now.date(),
            levels=[PemdaLevel(level).value for level in levels] if levels else None,
            enrolled=enrolled,
            words=search,
        )
