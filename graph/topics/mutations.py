"""Changing the tree of topics: the nation its own, a pemda what it added to it."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import strawberry

from graph.context import Context, Info
from graph.fields import mutation
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import parse_id
from graph.once import Change, once
from graph.seeing import OfPemda
from graph.topics.inputs import CloseTopicInput, CreateTopicInput
from graph.topics.types import Topic
from policies.permissions import Permission
from rules.errors import CONFLICT, Refusal, bad_input
from tenants.people_rows import TopicRow
from tenants.session import Transaction
from tenants.stores import topics


@strawberry.type
class TopicMutations:
    """Root fields that change topics."""

    @mutation(Permission.TOPIC_MANAGE, Topic)
    async def create_topic(self, info: Info, input: Annotated[CreateTopicInput, argument("The topic.")]) -> TopicRow:
        """Add a topic of your own under a national one or under one of yours (menambah kategori)."""
        context, tenant = info.context, info.context.principal.tenant
        async with once(context, tenant, input) as change:
            if change.is_new:
                permit(context.principal, Permission.TOPIC_MANAGE, OfPemda(tenant))
                since = _not_past(context, input.valid_from or context.now.date(), "validFrom")
                parent = await _parent(change, input.parent, tenant, since)
                row = await topics.create(change.tx, tenant, parent, input.name, since)
                change.keep(UUID(int=row.id))
            return await topics.one(change.tx, change.id.int)

    @mutation(Permission.TOPIC_MANAGE, Topic)
    async def close_topic(self, info: Info, input: Annotated[CloseTopicInput, argument("The topic.")]) -> TopicRow:
        """Stop offering a topic; complaints that have it keep it (menutup kategori)."""
        context, ref = info.context, parse_id(input.topic, "Topic", field="topic")
        async with once(context, context.principal.tenant, input) as change:
            if change.is_new:
                row = await topics.one(change.tx, ref.number)
                permit(context.principal, Permission.TOPIC_MANAGE, row)
                until = _not_past(context, input.valid_to or context.now.date() + timedelta(days=1), "validTo")
                await _check_closable(change.tx, row, until)
                await topics.close(change.tx, row, until)
                change.keep(UUID(int=row.id))
            return await topics.one(change.tx, change.id.int)


async def _parent(change: Change, parent: str | None, tenant: int, on: date) -> int | None:
    if parent is None:
        return None
    number = parse_id(parent, "Topic", field="parent").number
    return await topics.usable(change.tx, number, tenant, on, field="parent")


async def _check_closable(tx: Transaction, row: TopicRow, until: date) -> None:
    if until <= row.valid_from:
        raise bad_input("validTo", "It must be offered for a day at least.", "Kategori harus berlaku minimal sehari.")
    if row.valid_to is not None and row.valid_to <= until:
        raise Refusal(CONFLICT, "It ends earlier already.", "Kategori ini sudah ditutup lebih awal.", rule="topics")
    if await topics.has_open_below(tx, row, until):
        raise Refusal(
            CONFLICT,
            "Topics below it are still offered: close them first.",
            "Masih ada subkategori yang berlaku: tutup dahulu.",
            rule="topics",
        )


def _not_past(context: Context, day: date, field: str) -> date:
    """What was offered in the past is a fact that nobody changes."""
    if day < context.now.date():
        raise bad_input(field, "It cannot lie in the past.", "Tanggal tidak boleh di masa lalu.")
    return day
