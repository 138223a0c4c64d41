"""Monitoring records and reports are added in numbers and found by their plan."""

from datetime import timedelta
from uuid import uuid4

import pytest

from graph.nodes import parse_id
from tenants.database import Pool
from tenants.plan_rows import MonitoringRow, YearReportRow
from tenants.stores import action_plans, plan_reports
from tests.offices import NOW, Asking, Office
from tests.plans import drafted

pytestmark = pytest.mark.anyio


async def test_they_are_found_in_their_order(pool: Pool, office: Office) -> None:
    ask = Asking(pool)
    ref, sessions = parse_id((await drafted(ask, office)).id), ask.context(office.admin).sessions
    (plan,) = await action_plans.by_id(sessions, [(ref.tenant, ref.uuid)])
    assert plan is not None
    async with sessions.write((office.tenant,)) as tx:
        for n in range(2):
            number, at = await plan_reports.next_number(tx, plan, 2026), NOW + timedelta(days=n)
            report = YearReportRow(
                office.tenant, uuid4(), plan.id, 2026, number, "Menteri", "{}", b"x", "Admin", at, plan.status
            )
            plan_reports.issue(tx, report, None)
            record = MonitoringRow(
                office.tenant, uuid4(), plan.id, 2026, n + 1, NOW.date(), "Baik", [{"code": ""}], "Admin", at
            )
            plan_reports.monitor(tx, record, uuid4())
        assert await plan_reports.next_number(tx, plan, 2027) == 1
    (reports,) = await plan_reports.reports(sessions, [(ref.tenant, ref.uuid)])
    (records,) = await plan_reports.monitorings(sessions, [(ref.tenant, ref.uuid)])
    assert [one.number for one in reports] == [2, 1]
    assert [(one.half, one.findings) for one in records] == [(1, [{"code": ""}]), (2, [{"code": ""}])]
    keys = [(ref.tenant, one.id) for one in reports]
    assert await plan_reports.by_id(sessions, [*keys, (ref.tenant, uuid4())]) == [*reports, None]
