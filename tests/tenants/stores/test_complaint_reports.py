"""A report is two statements in one round trip, each names its tenant, whatever is counted."""

from datetime import UTC, datetime

import pytest

from rules.identifiers import Reach
from tenants.database import Database, Pool
from tenants.session import Sessions, on_statement
from tenants.stores.complaint_reports import Counting, counted
from tenants.stores.complaints import EVERYTHING
from tests.crowd import gather
from tests.offices import open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


async def test_lines_and_counts_come_in_two_statements(pool: Pool, database: Database, new_tenant: NewTenant) -> None:
    office = open_office(database, new_tenant())
    gather(database, office, 50)
    counting = Counting(
        tenant=office.tenant,
        first=datetime(2025, 1, 1, tzinfo=UTC),
        following=datetime(2027, 1, 1, tzinfo=UTC),
        zone="Asia/Jakarta",
        now=datetime(2026, 3, 4, tzinfo=UTC),
        visible=EVERYTHING,
    )
    seen: list[str] = []
    with on_statement(lambda sql, _: seen.append(sql)):
        lines, counts = await counted(Sessions(pool, Reach(office.tenant, office.tenant)), counting)
    assert len(seen) == 2
    assert all("%(tenant)s" in sql for sql in seen)
    sums = dict.fromkeys(("TOTAL", "MONTH", "KIND", "CHANNEL", "OUTCOME", "UNIT", "TOPIC"), 0)
    for line in lines:
        sums[line.dimension] += line.received
    assert set(sums.values()) == {50}
    assert counts.carried_over == 0
