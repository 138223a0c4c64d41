"""Uploads become attachments: claimed by the one who made them, in the transaction that needs them."""

from collections.abc import Sequence
from uuid import UUID

from graph.context import Context
from graph.moving import keeper_of
from graph.nodes import parse_id
from rules.vocabulary import Audience
from tenants.rows import ComplaintRow
from tenants.session import Transaction
from tenants.stores import attachments, uploads


async def file_uploads(  # noqa: PLR0913 - what, where, for whom
    context: Context,
    tx: Transaction,
    row: ComplaintRow,
    ids: Sequence[str],
    audience: Audience,
    message: UUID | None = None,
) -> None:
    """Attach these uploads. Raises BAD_USER_INPUT for one that is not the principal's own, not complete or used."""
    if not ids:
        return
    wanted = [parse_id(text, "Upload", field="attachments").uuid for text in dict.fromkeys(ids)]
    staged = await uploads.claim(tx, wanted, keeper_of(context.principal))
    attachments.attach(tx, row, staged, audience=audience, message=message, at=context.now)
