"""Which objects of the organisation may the viewer see: one by its id, one in hand, or those of a list?"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graph.context import Context
from graph.moving import permit, reaching
from graph.nodes import Fetcher, NodeRef
from graph.people_vocabulary import OfficeAction
from policies.decisions import decide, viewer_can
from policies.permissions import Permission
from policies.visibility import Columns, sql_filter
from rules.identifiers import TenantId, tenant_id_of
from tenants.session import Sessions
from tenants.stores.complaints import Visible

ByKey = Callable[[Sessions, Sequence[tuple[int, UUID]]], Awaitable[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class OfPemda:
    """Stands for all objects of a pemda, where the policy asks for nothing else."""

    tenant_id: int


def sees(context: Context, permission: Permission, row: Any) -> bool:
    """May the viewer do this to this row?"""
    return decide(context.principal, permission, row).allowed


def pemda_seen(context: Context, code: str | None, permission: Permission) -> TenantId:
    """The pemda of a list: named by its code, else the viewer's own.

    Raises NOT_FOUND outside of the reach, FORBIDDEN when the viewer may not see its objects.
    """
    tenant = context.principal.tenant if code is None else tenant_id_of(code)
    reaching(context, tenant)
    permit(context.principal, permission, OfPemda(tenant))
    return TenantId(tenant)


def visible(context: Context, permission: Permission, columns: Columns) -> Visible:
    """The rows of a list that the viewer may see, as a condition of its statement."""
    found = sql_filter(context.principal, permission, columns)
    return Visible(found.text, found.params)


def fetcher(read: ByKey, permission: Permission) -> Fetcher:
    """How `node` fetches objects of a type: those inside the reach that the viewer may see."""

    async def fetch(context: Context, refs: Sequence[NodeRef]) -> list[Any]:
        rows = await read(context.sessions, [(ref.tenant, ref.uuid) for ref in refs])
        return [row if row is not None and sees(context, permission, row) else None for row in rows]

    return fetch


def actions(context: Context, row: Any, kind: str) -> list[OfficeAction]:
    """What the viewer may do to this row."""
    return [OfficeAction[permission.action.upper()] for permission in viewer_can(context.principal, row, kind)]
