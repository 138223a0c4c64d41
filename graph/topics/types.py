"""A topic: what a complaint is about, in the nation's tree or in a pemda's extension of it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.context import Context
from graph.declarations import attribute
from graph.fields import derived, edge
from graph.nodes import Node, node_type
from graph.people_vocabulary import OfficeAction
from graph.seeing import actions
from rules.identifiers import NATION
from tenants.people_rows import PemdaRow, TopicRow
from tenants.stores import pemda, topics

if TYPE_CHECKING:
    from graph.pemda.types import Pemda

Topic_ = Annotated["Topic", strawberry.lazy("graph.topics.types")]
Pemda_ = Annotated["Pemda", strawberry.lazy("graph.pemda.types")]


@node_type(TopicRow)
class Topic(Node):
    """What a complaint is about (kategori). It is never deleted: one that is closed stays on what has it."""

    name: str = attribute("Its name (nama kategori).")
    valid_from: date = attribute("From when it is offered (mulai berlaku).")
    valid_to: date | None = attribute("From when it is no longer offered; null while it is (berakhir).")

    @derived(int)
    @staticmethod
    def number(row: TopicRow, _context: Context) -> int:
        """Its number in the catalogue (nomor kategori)."""
        return row.id

    @derived(bool)
    @staticmethod
    def national(row: TopicRow, _context: Context) -> bool:
        """Is it the nation's? Otherwise a pemda added it (kategori nasional)."""
        return row.tenant_id == NATION

    @derived(bool)
    @staticmethod
    def offered(row: TopicRow, context: Context) -> bool:
        """May a new complaint have it today? (dapat dipilih)."""
        today = context.now.date()
        return row.valid_from <= today and (row.valid_to is None or today < row.valid_to)

    @edge(Topic_ | None)
    @staticmethod
    async def parent(row: TopicRow, context: Context) -> TopicRow | None:
        """The topic above it; null at the top (kategori induk)."""
        return None if row.parent_id is None else await context.load(topics.by_id, row.parent_id)

    @edge(Pemda_ | None)
    @staticmethod
    async def pemda(row: TopicRow, context: Context) -> PemdaRow | None:
        """Whose it is (pemilik kategori)."""
        return await context.load(pemda.by_tenant, row.tenant_id)

    @derived(list[OfficeAction])
    @staticmethod
    def viewer_can(row: TopicRow, context: Context) -> list[OfficeAction]:
        """What the viewer may do to it (tindakan yang diizinkan)."""
        return actions(context, row, "topic")
