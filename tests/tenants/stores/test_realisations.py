"""What was reported is kept in numbers; the newest of every month counts, and whose a row is comes with it."""

from decimal import Decimal

import pytest

from graph.nodes import parse_id
from rules.plan_states import PlanStatus
from tenants.database import Pool
from tenants.stores import action_plans, realisations
from tests.offices import Asking, Office
from tests.plans import FULL, enacted

pytestmark = pytest.mark.anyio


async def test_the_newest_counts_and_all_are_kept(pool: Pool, office: Office) -> None:
    ask = Asking(pool)
    plan = await enacted(ask, office)
    for month, realised in ((1, "7"), (2, "5"), (2, "12")):
        await plan.report(office.by("dinkes"), month, c04={**FULL, "realised": realised})
    ref, sessions = parse_id(plan.id), ask.context(office.admin).sessions
    (row,) = await action_plans.by_id(sessions, [(ref.tenant, ref.uuid)])
    assert row is not None
    found = await realisations.of_year(sessions, row, 2026)
    assert [(one.month, one.number, one.realised, one.by_title) for one in found] == [
        (1, 1, Decimal(7), "Pejabat Penghubung dinkes"), (2, 2, Decimal(12), "Pejabat Penghubung dinkes"),
    ]  # fmt: skip
    assert await realisations.of_year(sessions, row, 2027) == []
    ids = {code[-2:]: parse_id(id_).uuid for code, id_ in (await plan.actions()).items()}
    async with sessions.write((office.tenant,)) as tx:
        known = await realisations.reportable(tx, row, [*ids.values(), office.ids["root"]], (2026, 1))
    seen = {name: known[id_] for name, id_ in ids.items()}
    assert {name: (one.unit_path, one.leaf, one.planned, one.number) for name, one in seen.items()} == {
        "02": ("0001", False, False, 0), "04": (office.paths["dinkes"], True, True, 1),
        "06": (office.paths["perkim"], True, False, 0),
    }  # fmt: skip
    assert {one.status for one in seen.values()} == {PlanStatus.ENACTED}
    assert office.ids["root"] not in known
