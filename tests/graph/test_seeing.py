"""Which objects of an organisation are seen: by id, in hand, in a list."""

import pytest

from graph.nodes import NodeRef
from graph.people_vocabulary import OfficeAction
from graph.seeing import OfPemda, actions, fetcher, pemda_seen, sees, visible
from policies.permissions import Permission
from policies.visibility import Columns
from rules.errors import FORBIDDEN, NOT_FOUND, Refusal
from rules.roles import Role
from tenants.stores import units
from tests.offices import VISITOR, Asking, Office

pytestmark = pytest.mark.anyio


async def test_a_fetcher_answers_in_order_and_hides_what_may_not_be_seen(
    ask: Asking, office: Office, sibling: Office
) -> None:
    fetch = fetcher(units.by_id, Permission.UNIT_READ)
    refs = [
        NodeRef("Unit", sibling.tenant, sibling.ids["dinkes"]),
        NodeRef("Unit", office.tenant, office.ids["perkim"]),
        NodeRef("Unit", office.tenant, sibling.ids["dinkes"]),
    ]
    found = await fetch(ask.context(office.admin), refs)
    assert [row and row.id for row in found] == [None, office.ids["perkim"], None]
    assert await fetch(ask.context(VISITOR), refs) == [None, None, None]


async def test_a_pemda_is_ones_own_or_within_reach(ask: Asking, office: Office, sibling: Office) -> None:
    context = ask.context(office.admin)
    assert pemda_seen(context, None, Permission.UNIT_READ) == office.tenant
    assert pemda_seen(context, office.pemda.code, Permission.UNIT_READ) == office.tenant
    with pytest.raises(Refusal) as refused:
        pemda_seen(context, sibling.pemda.code, Permission.UNIT_READ)
    assert refused.value.code == NOT_FOUND
    with pytest.raises(Refusal) as refused:
        pemda_seen(ask.context(office.by("perkim")), None, Permission.SANCTION_MANAGE)
    assert refused.value.code == FORBIDDEN


async def test_what_may_be_done_is_asked_of_the_policy(ask: Asking, office: Office) -> None:
    pemda = OfPemda(office.tenant)
    assert sees(ask.context(office.admin), Permission.UNIT_READ, pemda)
    assert not sees(ask.context(VISITOR), Permission.UNIT_READ, pemda)
    assert actions(ask.context(office.admin), pemda, "unit") == [OfficeAction.READ, OfficeAction.MANAGE]
    assert actions(ask.context(office.by("root", Role.PIMPINAN)), pemda, "unit") == [OfficeAction.READ]
    columns = Columns({"tenant_id": "u.tenant_id"})
    assert visible(ask.context(VISITOR), Permission.UNIT_READ, columns).text == "false"
    seen = visible(ask.context(office.by("perkim")), Permission.UNIT_READ, columns)
    assert (seen.text, seen.params) == ("u.tenant_id = %(sub_tenant)s", {"sub_tenant": office.tenant})
