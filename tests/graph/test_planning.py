"""A plan is changed by one way: unseen it is not there, past revisions conflict, copies have ids of their own."""

from dataclasses import replace
from typing import Any

import pytest

from graph.nodes import node_id, parse_id
from graph.planning import copied, rows_of, today_of
from rules.plan_schedule import Period
from rules.plan_tree import Action, MonthTarget, Node, Nomenclature, tree_of
from tenants.database import Database
from tenants.stores import action_plans
from tests.graph.changing import document, key
from tests.offices import Asking, Office
from tests.plans import SEATS, Plan, Untouched, drafted

pytestmark = pytest.mark.anyio
NODES = [
    Node("I", "Kelompok"), Node("I.1", "Program", actions=(Action("aksi", months=(MonthTarget(2026, 1),)),)),
]  # fmt: skip


async def stored(plan: Plan) -> Any:
    ref = parse_id(plan.id)
    context = plan.ask.context(plan.office.admin)
    (row,) = await action_plans.by_id(context.sessions, [(ref.tenant, ref.uuid)])
    return context, row


async def test_rows_of_a_tree_refer_to_each_other(ask: Asking, office: Office) -> None:
    context, plan = await stored(await drafted(ask, office))
    tree = tree_of(Nomenclature.KELOMPOK_PROGRAM, NODES, Period(2026, 2027))
    nodes, actions, targets = rows_of(context, plan, tree, {"I.1": office.ids["dinkes"]})
    assert [(node.code, node.ordinal, node.unit_id) for node in nodes] == [
        ("I", 0, None), ("I.1", 1, office.ids["dinkes"]),
    ]  # fmt: skip
    assert (nodes[1].parent_id, actions[0].node_id, targets[0].action_id) == (nodes[0].id, nodes[1].id, actions[0].id)
    before = {nodes[0].id, nodes[1].id, actions[0].id}
    other = replace(plan, id=office.ids["root"])
    nodes, actions, targets = copied(context, other, (nodes, actions, targets))
    assert (nodes[1].parent_id, actions[0].node_id, targets[0].action_id) == (nodes[0].id, nodes[1].id, actions[0].id)
    assert not before & {nodes[0].id, nodes[1].id, actions[0].id}
    assert {one.plan_id for one in nodes} | {one.plan_id for one in actions} == {other.id}


async def test_what_is_not_a_plan_or_not_there(
    ask: Asking, office: Office, sibling: Office, database: Database
) -> None:
    untouched = Untouched(ask, database)
    plan = await drafted(ask, office)
    missing = node_id("ActionPlan", office.tenant, office.ids["root"])
    for id_, who, code in (
        (missing, office.admin, "NOT_FOUND"), (office.unit("root"), office.admin, "BAD_USER_INPUT"),
        (plan.id, sibling.admin, "NOT_FOUND"),
    ):  # fmt: skip
        refusal = await untouched(who, "completePlanStep", plan=id_, revision=1, parties=SEATS)
        assert refusal["code"] == code


async def test_a_retry_answers_the_plan_as_it_is_now(ask: Asking, office: Office) -> None:
    plan = await drafted(ask, office)
    given = {"clientKey": key(), "plan": plan.id, "revision": 1, "parties": SEATS}
    step = document("completePlanStep", "{ status revision }")
    assert (await ask(office.admin, step, input=given))["completePlanStep"] == {"status": "ASSESSMENT", "revision": 2}
    plan.seen["revision"] = 2
    await plan.do("completePlanStep")
    assert (await ask(office.admin, step, input=given))["completePlanStep"] == {"status": "DRAFTING", "revision": 3}
    refusal = await ask.refused(office.admin, step, input={**given, "note": "lain"})
    assert refusal["code"] == "IDEMPOTENCY_MISMATCH"


async def test_today_is_that_of_the_pemda(ask: Asking, office: Office) -> None:
    evening = ask.later(hours=13.5).context(office.admin)  # 15:30 UTC: 22:30 WIB, 23:30 WITA, half past midnight WIT
    assert [today_of(evening, tenant).day for tenant in (2101, 7101, 9101)] == [4, 4, 5]
