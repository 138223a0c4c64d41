"""A tree is put in the place of the one before as a whole, and read in the order of the document."""

from decimal import Decimal
from typing import Any

import pytest

from graph.nodes import parse_id
from tenants.database import Pool
from tenants.stores import action_plans, plan_contents
from tests.offices import Asking, Office
from tests.plans import INDICATORS, drafted, tree

pytestmark = pytest.mark.anyio


async def test_it_is_read_as_it_was_written(pool: Pool, office: Office) -> None:
    ask = Asking(pool)
    plan = await drafted(ask, office)
    await plan.do("setPlanTree", nodes=tree(office))
    await plan.do("setPlanIndicators", indicators=INDICATORS)
    ref, sessions = parse_id(plan.id), ask.context(office.admin).sessions
    key: list[Any] = [(ref.tenant, ref.uuid)]
    (row,) = await action_plans.by_id(sessions, key)
    (nodes,), (actions,) = await plan_contents.nodes(sessions, key), await plan_contents.actions(sessions, key)
    assert row is not None
    assert [(node.code, node.parent_code, node.unit_path) for node in nodes] == [
        ("2.16.02", None, None), ("2.16.02.2.01", "2.16.02", None),
        ("2.16.02.2.01.04", "2.16.02.2.01", office.paths["dinkes"]),
        ("2.16.02.2.01.06", "2.16.02.2.01", office.paths["perkim"]),
    ]  # fmt: skip
    assert [(one.description, one.inverse) for one in actions] == [
        ("Tersusunnya laporan", False), ("Tersusunnya konten", False), ("Terlayaninya pemohon", True),
    ]  # fmt: skip
    all_months = await plan_contents.targets_of(sessions, row)
    assert sorted((one.month, one.target, one.cash) for one in all_months if one.cash) == [
        (1, Decimal(10), Decimal(1_000_000)),
        (2, Decimal(15), Decimal(3_000_000)),
        (2, Decimal(20), Decimal(1_000_000)),
    ]  # fmt: skip
    assert await plan_contents.targets_of(sessions, row, 2027) == []
    (own,) = await plan_contents.targets(sessions, [(ref.tenant, actions[1].id)])
    assert [one.month for one in own] == [1, 2]
    (first,) = await plan_contents.actions_of_nodes(sessions, [(ref.tenant, nodes[0].id)])
    assert first == actions[:1]
    (indicators,) = await plan_contents.indicators(sessions, key)
    assert [one.indicator().targets[2027] for one in indicators] == [8, 100]
    await plan.do("setPlanTree", nodes=[])
    await plan.do("setPlanIndicators", indicators=[])
    assert await plan_contents.nodes(sessions, key) == [[]]
    assert await plan_contents.targets_of(sessions, row) == []
    assert await plan_contents.indicators(sessions, key) == [[]]
