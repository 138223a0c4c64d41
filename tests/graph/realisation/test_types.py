"""A report whose text was touched says so; types of realisation carry their descriptions."""

import psycopg
import pytest

from tenants.database import Database
from tests.graph.changing import change
from tests.offices import Asking, Office
from tests.plans import enacted

pytestmark = pytest.mark.anyio


async def test_a_report_that_somebody_touched_is_not_intact(ask: Asking, office: Office, database: Database) -> None:
    plan = await enacted(ask, office)
    issued = await change(ask, office.admin, "issueYearReport", "{ id intact }", plan=plan.id, year=2026)
    assert issued["intact"]
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.year_report SET content = replace(content, '4.00', '1.00') WHERE tenant_id = %s",
            (office.tenant,),
        )
    asked = "query($id: ID!) { node(id: $id) { ... on YearReport { intact } } }"
    assert (await ask(office.admin, asked, id=issued["id"]))["node"] == {"intact": False}


async def test_reports_hang_on_their_plan(ask: Asking, office: Office) -> None:
    plan = await enacted(ask, office)
    ids = [
        (await change(ask.later(minutes=n), office.admin, "issueYearReport", "{ id }", plan=plan.id, year=2026))["id"]
        for n in range(2)
    ]
    asked = "query($id: ID!) { actionPlan(id: $id) { yearReports { id number plan } } }"
    found = (await ask(office.admin, asked, id=plan.id))["actionPlan"]["yearReports"]
    assert found == [{"id": id_, "number": n, "plan": plan.id} for n, id_ in ((2, ids[1]), (1, ids[0]))]
