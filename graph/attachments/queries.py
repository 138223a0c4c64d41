"""Fetching a file's description again by its id, as far as its complaint and its audience allow."""

from collections.abc import Sequence

from graph import veil
from graph.context import Context
from graph.moving import reaches
from graph.nodes import NodeRef
from policies.permissions import Permission
from tenants.attachment_rows import AttachmentRow
from tenants.stores import attachments, complaints


async def attachment_nodes(context: Context, refs: Sequence[NodeRef]) -> list[AttachmentRow | None]:
    """Attachments by id; None where the viewer may not see the complaint's files, or not this one."""
    wanted = [(ref.tenant, ref.uuid) for ref in refs if reaches(context, ref.tenant)]
    found = [file for file in await attachments.by_id(context.sessions, wanted) if file is not None] if wanted else []
    keys = list(dict.fromkeys((file.tenant_id, file.complaint_id) for file in found))
    rows = await complaints.by_key(context.sessions, keys) if keys else []
    audiences = {
        key: veil.audiences(context, row)
        for key, row in zip(keys, rows, strict=True)
        if row is not None and veil.may(context, Permission.ATTACHMENT_READ, row)
    }
    seen = {
        (file.tenant_id, file.id): file
        for file in found
        if file.audience in audiences.get((file.tenant_id, file.complaint_id), ())
    }
    return [seen.get((ref.tenant, ref.uuid)) for ref in refs]
