"""Sanctions are added and listed, and nobody can change or remove one."""

from uuid import UUID, uuid4

import psycopg
import pytest

from rules.pages import PageRequest
from rules.roles import SanctionKind
from tenants.people_rows import SanctionRow
from tenants.stores import sanctions
from tenants.stores.complaints import Visible
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio


async def imposed(organisation: Organisation, account: UUID) -> SanctionRow:
    row = SanctionRow(
        organisation.tenant, uuid4(), account, "Ani", SanctionKind.TEGURAN_LISAN, "(2) b", "Menyebarkan identitas", "",
        NOW.date(), uuid4(), NOW,
    )  # fmt: skip
    async with organisation.sessions.write() as tx:
        sanctions.add(tx, row)
    return row


async def test_sanctions_are_listed_as_far_as_they_may_be_seen(
    organisation: Organisation, sibling: Organisation
) -> None:
    one, two = uuid4(), uuid4()
    first, second = await imposed(organisation, one), await imposed(organisation, two)
    request = PageRequest(sanctions.NEWEST, 10)
    page = await sanctions.page(organisation.sessions, organisation.tenant, request)
    assert {row.id for row in page.rows} == {first.id, second.id}
    page = await sanctions.page(organisation.sessions, organisation.tenant, request, account=two)
    assert page.rows == [second]
    own = Visible("s.account_id = %(sub_account)s", {"sub_account": one})
    page = await sanctions.page(organisation.sessions, organisation.tenant, request, visible=own)
    assert page.rows == [first]
    assert (await sanctions.page(sibling.sessions, organisation.tenant, request)).rows == []
    assert await sanctions.by_id(organisation.sessions, [(organisation.tenant, first.id)]) == [first]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tuntas.sanction SET reason = 'lain' WHERE tenant_id = %(tenant)s",
        "DELETE FROM tuntas.sanction WHERE tenant_id = %(tenant)s",
    ],
)
async def test_a_sanction_stays_as_it_was_written(organisation: Organisation, statement: str) -> None:
    row = await imposed(organisation, uuid4())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with organisation.sessions.write() as tx:
            tx.execute(statement, {"tenant": organisation.tenant})
    assert await sanctions.by_id(organisation.sessions, [(organisation.tenant, row.id)]) == [row]
