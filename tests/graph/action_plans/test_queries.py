"""Who reads which plan: drafts stay at home, what is enacted goes to those who oversee, nothing to anybody else."""

from dataclasses import replace
from uuid import uuid4

import pytest

from policies.principal import Principal
from rules.identifiers import TenantId, reach_of
from rules.roles import Role
from tenants.database import Database
from tests.graph.changing import national
from tests.offices import VISITOR, Asking, Office, citizen, open_office
from tests.plans import drafted, enacted
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
LIST = """query($p: String, $b: Boolean! = false, $s: PlanStatus, $y: Int) {
  actionPlans(pemda: $p, includeBelow: $b, status: $s, year: $y) { nodes { id title } } }"""
ONE = "query($id: ID!) { actionPlan(id: $id) { id goal versions { id } nodes { title } } }"
NODE = "query($id: ID!) { node(id: $id) { id ... on ActionPlan { title } } }"


def province(office: Office) -> Principal:
    tenant = TenantId(office.tenant // 100 * 100)
    return replace(office.admin, tenant=tenant, reach=reach_of(tenant), account=uuid4())


def ombudsman(office: Office) -> Principal:
    return replace(province(office), role=Role.OMBUDSMAN, tenant=TenantId(0))


def readers(office: Office) -> dict[str, Principal]:
    """Who reads an enacted plan."""
    return {
        "admin": office.admin, "head": office.by("root", Role.PIMPINAN), "penghubung": office.by("kelurahan"),
        "staf": office.by("dinkes", Role.STAF), "pengawas": office.by("inspektorat", Role.PENGAWAS),
        "province": province(office), "nation": national(), "ombudsman": ombudsman(office),
    }  # fmt: skip


DRAFTS = {"admin", "head", "province", "nation"}


async def test_drafts_and_enacted_plans(ask: Asking, office: Office) -> None:
    plan, draft = await enacted(ask, office), await drafted(ask, office)
    for name, who in readers(office).items():
        found = (await ask(who, LIST, p=office.pemda.code))["actionPlans"]["nodes"]
        assert {one["id"] for one in found} == {plan.id} | ({draft.id} if name in DRAFTS else set()), name
        assert (await ask(who, ONE, id=plan.id))["actionPlan"]["id"] == plan.id
        assert (await ask(who, NODE, id=plan.id))["node"]["id"] == plan.id
        if name in DRAFTS:
            assert (await ask(who, ONE, id=draft.id))["actionPlan"]["id"] == draft.id
        else:
            assert (await ask.refused(who, ONE, id=draft.id))["code"] == "NOT_FOUND", name
            assert (await ask(who, NODE, id=draft.id))["node"] is None


async def test_a_province_sees_its_regencies_side_by_side(
    ask: Asking, database: Database, new_tenant: NewTenant
) -> None:
    first = open_office(database, new_tenant(apart=True))
    second = open_office(database, new_tenant(beside=first.pemda))
    mine, theirs = await drafted(ask, first), await drafted(ask, second)
    code = first.pemda.code[:2]
    found = (await ask(province(first), LIST, p=code, b=True))["actionPlans"]["nodes"]
    assert {one["id"] for one in found} == {mine.id, theirs.id}
    assert (await ask(province(first), LIST, p=code))["actionPlans"]["nodes"] == []
    below = (await ask(first.admin, LIST, b=True))["actionPlans"]["nodes"]
    assert [one["id"] for one in below] == [mine.id]


async def test_strangers_read_nothing(
    ask: Asking, office: Office, sibling: Office, database: Database, new_tenant: NewTenant
) -> None:
    plan = await enacted(ask, office)
    outside = open_office(database, new_tenant(apart=True))
    strangers = [
        sibling.admin, sibling.by("root", Role.PIMPINAN), sibling.by("dinkes"),
        sibling.by("inspektorat", Role.PENGAWAS),
        province(outside), ombudsman(outside), office.by("root", Role.INTEGRASI), citizen(), VISITOR,
    ]  # fmt: skip
    for who in strangers:
        for query, given in ((LIST, {"p": office.pemda.code}), (LIST, {"p": office.pemda.code, "b": True}),
                             (ONE, {"id": plan.id})):  # fmt: skip
            refusal = await ask.refused(who, query, **given)
            assert refusal["code"] in {"NOT_FOUND", "FORBIDDEN", "UNAUTHENTICATED"}, who.role
        assert (await ask(who, NODE, id=plan.id))["node"] is None, who.role
    assert (await ask(sibling.admin, LIST))["actionPlans"]["nodes"] == []


async def test_versions_of_a_plan_show_what_may_be_seen(ask: Asking, office: Office) -> None:
    plan = await enacted(ask, office)
    document = "mutation($i: ReviseActionPlanInput!) { reviseActionPlan(input: $i) { id } }"
    await ask(office.admin, document, i={"clientKey": uuid4().hex, "plan": plan.id})
    own = (await ask(office.admin, ONE, id=plan.id))["actionPlan"]["versions"]
    theirs = (await ask(office.by("inspektorat", Role.PENGAWAS), ONE, id=plan.id))["actionPlan"]["versions"]
    assert (len(own), [one["id"] for one in theirs]) == (2, [plan.id])


async def test_lists_by_step_and_year_page_by_page(ask: Asking, office: Office) -> None:
    plans = [await drafted(ask.later(minutes=n), office, title=f"Rencana {n}") for n in range(3)]
    page = "query($a: String) { actionPlans(first: 2, after: $a) { nodes { id } pageInfo { hasNextPage endCursor } } }"
    first = (await ask(office.admin, page))["actionPlans"]
    rest = (await ask(office.admin, page, a=first["pageInfo"]["endCursor"]))["actionPlans"]
    assert [one["id"] for one in first["nodes"] + rest["nodes"]] == [plan.id for plan in reversed(plans)]
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)
    for given, count in (({"y": 2027}, 3), ({"y": 2028}, 0), ({"s": "TEAM"}, 3), ({"s": "ENACTED"}, 0)):
        assert len((await ask(office.admin, LIST, **given))["actionPlans"]["nodes"]) == count
