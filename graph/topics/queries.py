"""Reading the tree of topics level by level, or by words."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

import strawberry

from graph.context import Context, Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.nodes import Fetcher, NodeRef, parse_id
from graph.paging import After, Connection, First, page_request
from graph.topics.types import Topic
from policies.permissions import Permission
from rules.identifiers import NATION, tenant_id_of
from rules.pages import Page
from tenants.people_rows import TopicRow
from tenants.stores import topics


async def _fetch(context: Context, refs: Sequence[NodeRef]) -> list[Any]:
    rows = await topics.by_id(context.sessions, [ref.number for ref in refs])
    return [
        row if row is not None and row.tenant_id == ref.tenant else None for ref, row in zip(refs, rows, strict=True)
    ]


FETCHERS: Final[dict[str, Fetcher]] = {"Topic": _fetch}
"""How `node` fetches the types of this subject; topics are public."""


@strawberry.type
class TopicQueries:
    """Root fields that read topics."""

    @query(Permission.TOPIC_READ, Connection[Topic])
    async def topics(
        self,
        info: Info,
        parent: Annotated[strawberry.ID | None, argument("The topic above them; the top when absent.")] = None,
        pemda: Annotated[
            str | None, text_argument("Also the topics that this pemda added, by kode wilayah.", at_least=2, at_most=5)
        ] = None,
        search: Annotated[str | None, text_argument("Words in the name, at any level.", at_most=100)] = None,
        include_closed: Annotated[bool, argument("Also topics that are no longer offered.")] = False,
        first: First = 20,
        after: After = None,
    ) -> Page[TopicRow]:
        """The topics below one topic, the national ones first (kategori)."""
        above = None if parent is None else parse_id(parent, "Topic", field="parent").number
        return await topics.page(
            info.context.sessions,
            [NATION] if pemda is None else [NATION, tenant_id_of(pemda, field="pemda")],
            page_request(topics.BY_NUMBER, first, after),
            parent=above,
            words=search,
            on=None if include_closed else info.context.now.date(),
        )
