"""Tables are put together from what lies in the database: months with targets, reports, and the scale of the month."""

import pytest

from graph.month_tables import month_tables
from graph.nodes import parse_id
from tenants.session import on_statement
from tenants.stores import action_plans
from tests.offices import Asking, Office
from tests.plans import FULL, enacted

pytestmark = pytest.mark.anyio


async def test_without_months_those_that_have_targets(ask: Asking, office: Office) -> None:
    plan = await enacted(ask, office)
    await plan.report(office.by("dinkes"), 1, c04={**FULL, "realised": "9"})
    ref, sessions = parse_id(plan.id), ask.context(office.admin).sessions
    (row,) = await action_plans.by_id(sessions, [(ref.tenant, ref.uuid)])
    assert row is not None
    sent: list[str] = []
    with on_statement(lambda sql, _: sent.append(sql)):
        january, february = await month_tables(sessions, row, 2026)
    assert len(sent) == 5, "however many months and rows there are"
    assert [(table.month, len(table.rows)) for table in (january, february)] == [(1, 1), (2, 3)]
    assert (january.rows[0].achieved, january.rows[0].year_achieved) == ("90.00", "36.00")
    assert february.rows[0].indicator_target == "90"
    assert parse_id(february.rows[0].action).type == "PlanAction"
    assert await month_tables(sessions, row, 2027) == []
