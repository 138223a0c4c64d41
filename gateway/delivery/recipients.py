"""As whom is a delivery rendered? As its recipient, so that a letter says what they may see, and nothing else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from gateway.authentication import reach_in
from graph.nodes import parse_id
from graph.recipients import RECEIPT
from policies.principal import Principal
from rules.identifiers import NOWHERE, Reach, TenantId
from rules.roles import Role
from tenants.people_rows import SeatRow
from tenants.session import Sessions
from tenants.stores import accounts


async def principal_of(sessions: Sessions, taken: dict[str, Any], now: datetime) -> Principal | None:
    """The recipient of a delivery as a request of theirs would be; None when they hold the position no longer."""
    if taken["recipient"] == RECEIPT:
        return _of_receipt(taken["complaint"])
    if taken["account"] is None:
        return None
    account = parse_id(taken["account"], "Account").uuid
    if taken["position"] is None:
        return Principal(Role.PELAPOR, account=account)
    position = parse_id(taken["position"], "Position")
    for seat in await accounts.seats(sessions.with_reach(NOWHERE), account, now):
        if (seat.tenant_id, seat.position_id) == (position.tenant, position.uuid) and seat.is_live(now):
            return _of_seat(account, seat)
    return None


def _of_receipt(complaint: str | None) -> Principal | None:
    if complaint is None:
        return None
    ref = parse_id(complaint, "Complaint")
    tenant = TenantId(ref.tenant)
    return Principal(Role.PELAPOR, tenant=tenant, reach=Reach(tenant, tenant), receipt=ref.uuid)


def _of_seat(account: UUID, seat: SeatRow) -> Principal:
    tenant, role = TenantId(seat.tenant_id), Role(seat.role)
    return Principal(
        role,
        tenant=tenant,
        reach=reach_in(role, tenant),
        account=account,
        position=seat.position_id,
        position_title=seat.title,
        unit=seat.unit_id,
        unit_path=seat.unit_path,
        appointed_until=seat.valid_to,
        restricted=frozenset(seat.restricted or ()),
    )
