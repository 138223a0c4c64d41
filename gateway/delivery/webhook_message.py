"""What does a receiver read? What the tracking code tells everybody, decided by the policy for a connected program."""

from typing import Final

import orjson

from graph.nodes import node_id
from policies.decisions import decide
from policies.permissions import Permission
from policies.principal import Principal
from rules.identifiers import Reach, TenantId, code_of
from rules.roles import Role
from rules.tracking_codes import shown
from rules.webhooks import TOLD, message
from tenants.webhook_rows import DeliveryRow

_NODE: Final = "Complaint"


def body_of(row: DeliveryRow) -> bytes | None:
    """The body of a message, the same in every attempt; None when the receiver may not be told (any more)."""
    tenant = TenantId(row.tenant_id)
    receiver = Principal(Role.INTEGRASI, tenant=tenant, reach=Reach(tenant, tenant))
    if row.move not in TOLD or not decide(receiver, Permission.COMPLAINT_TRACK, row).allowed:
        return None
    facts = {
        "trackingCode": shown(row.tracking_code),
        "complaint": node_id(_NODE, row.tenant_id, row.complaint_id),
        "pemda": code_of(row.tenant_id),
        "move": row.move.value,
        "status": row.status.value,
        "version": row.version,
        "at": row.at.isoformat(),
    }
    return orjson.dumps(message(row.move, facts, row.at))
