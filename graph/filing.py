"""Uploads become attachments: claimed by the one who made them, in the transaction that needs them."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from graph.context import Context
from graph.moving import keeper_of
from graph.nodes import parse_id
from rules.vocabulary import Audience
from tenants.rows import ComplaintRow
from tenants.session import Transaction
from tenants.stores import attachments, uploads


class MessageOf(NamedTuple):
    """A message of a complaint, to attach files to."""

    row: ComplaintRow
    message: UUID


async def file_uploads(
    context: Context, tx: Transaction, about: ComplaintRow | MessageOf, ids: Sequence[str], audience: Audience
) -> None:
    """Attach these uploads. Raises BAD_USER_INPUT for one that is not the principal's own, not complete or used."""
    if not ids:
        return
    row, message = (about, None) if isinstance(about, ComplaintRow) else about
    wanted = [parse_id(text, "Upload", field="attachments").uuid for text in dict.fromkeys(ids)]
    staged = await uploads.claim(tx, wanted, keeper_of(context.principal))
    attachments.attach(tx, row, staged, audience=audience, message=message, at=context.now)
