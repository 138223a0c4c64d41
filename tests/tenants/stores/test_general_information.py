"""Part A is counted on the complaints: the same as a recount of the rows, period by period, pemda by pemda."""

from datetime import timedelta

import pytest

from rules.complaint_states import Status
from rules.general_information import RESOLVED, Counts
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import general_information
from tests.crowd import gather
from tests.offices import NOW, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


async def test_as_a_recount(pool: Pool, database: Database, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    office, empty = open_office(database, pemda), new_tenant(beside=pemda)
    crowd = gather(database, office, 150)
    since, until = NOW - timedelta(days=60), NOW - timedelta(days=10)
    came = crowd.where(lambda one: since <= one.received_at < until)
    resolved = [one for one in came if one.status == Status.CLOSED and one.outcome in RESOLVED]
    assert resolved
    wide = Sessions(pool, pemda.reach)
    keys = [(pemda.id, since, until), (pemda.id, until, since), (pemda.id, since, until)]
    found = await general_information.counts(wide, keys)
    assert found == [Counts(len(came), len(resolved)), Counts(0, 0), Counts(len(came), len(resolved))]
    outside = Sessions(pool, empty.reach)
    assert await general_information.counts(outside, [(pemda.id, since, until)]) == [Counts(0, 0)]
