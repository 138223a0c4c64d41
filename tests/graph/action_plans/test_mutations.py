"""A plan is drafted, written, approved, enacted and revised by those who may, step by step; nobody else moves it."""

from dataclasses import replace
from typing import Any

import pytest

from rules.roles import Role
from tests.graph.changing import change, key, national
from tests.offices import VISITOR, Asking, Office, citizen
from tests.plans import DRAFT, INDICATORS, SEATS, SEEN, Plan, Untouched, drafted, enacted, months, tree

pytestmark = pytest.mark.anyio
STORY = """query($id: ID!) { actionPlan(id: $id) { status step number decree decreedOn enactedAt revision viewerCan
  steps { seq move fromStatus toStatus note by parties { seat office } }
  versions { number status } nodes { code title kind parentCode label note } } }"""


async def story(plan: Plan) -> Any:
    return (await plan.ask(plan.office.admin, STORY, id=plan.id))["actionPlan"]


class TestDrafting:
    async def test_it_begins_with_the_priorities(self, ask: Asking, office: Office) -> None:
        priorities = [
            {"category": "KEBIJAKAN", "place": 2, "reasons": ["Belum ada SOP"]},
            {"category": "SDM", "place": 1, "reasons": ["Kurang pelatihan", "Mutasi"]},
        ]
        plan = await drafted(ask, office, nomenclature="KELOMPOK_PROGRAM", priorities=priorities)
        seen = await story(plan)
        assert (seen["status"], seen["step"], seen["viewerCan"]) == ("TEAM", "Penetapan tim", ["READ", "DRAFT"])
        assert [(one["code"], one["title"], one["label"], one["note"]) for one in seen["nodes"]] == [
            ("I", "Penguatan Sumber Daya Manusia", "Prioritas 1", "Kurang pelatihan\nMutasi"),
            ("II", "Penguatan Kelembagaan", "Prioritas 2", "Belum ada SOP"),
        ]

    async def test_the_same_key_drafts_once(self, ask: Asking, office: Office) -> None:
        given = {"clientKey": key(), **DRAFT}
        first = await change(ask, office.admin, "draftActionPlan", SEEN, **given)
        assert await change(ask, office.admin, "draftActionPlan", SEEN, **given) == first

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"lastYear": 2025}, "lastYear"),
            ({"lastYear": 2040}, "lastYear"),
            ({"title": "x"}, "title"),
            ({"priorities": [{"category": "SDM", "place": 2}]}, "priorities.0.place"),
            ({"priorities": [{"category": "SDM", "place": 1}] * 2}, "priorities.1.category"),
        ],
    )
    async def test_what_is_no_plan(self, office: Office, untouched: Untouched, given: Any, field: str) -> None:
        refusal = await untouched(office.admin, "draftActionPlan", **(DRAFT | given))
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


class TestTree:
    async def test_it_is_put_in_the_place_of_the_one_before(self, ask: Asking, office: Office) -> None:
        plan = await drafted(ask, office)
        await plan.do("setPlanTree", nodes=tree(office))
        await plan.do("setPlanTree", nodes=tree(office)[:2])
        seen = await story(plan)
        assert [(one["code"], one["kind"], one["parentCode"]) for one in seen["nodes"]] == [
            ("2.16.02", "PROGRAM", None), ("2.16.02.2.01", "KEGIATAN", "2.16.02"),
        ]  # fmt: skip
        assert seen["revision"] == 3

    @pytest.mark.parametrize(
        ("node", "field"),
        [
            ({"code": "I.1"}, "nodes.3.code"),
            ({"code": "2.16.02.2.01.04"}, "nodes.3.code"),
            ({"code": "2.16.03.2.02.06"}, "nodes.3.code"),
            ({"budget": "-1"}, "nodes.3.budget"),
            ({"budget": "1,5"}, "nodes.3.budget"),
            ({"years": [2028]}, "nodes.3.years"),
            ({"years": [1999]}, "nodes.3.years.0"),
            ({"weeks": [{"year": 2026, "month": 3, "week": 5}]}, "nodes.3.weeks.0.week"),
            ({"actions": [{"description": "aksi", "months": months((13, None, None, None))}]},
             "nodes.3.actions.0.months.0.month"),
            ({"actions": [{"description": "aksi", "months": months((1, "0", None, None))}]},
             "nodes.3.actions.0.months.0.target"),
            ({"actions": [{"description": "aksi", "months": months((1, None, None, "-5"))}]},
             "nodes.3.actions.0.months.0.cashBudget"),
            ({"actions": [{"description": "aksi", "months": months((1, None, "50", None), (2, None, "49.99", None))}]},
             "nodes.3.actions"),
            ({"actions": [{"description": "aksi", "months": months((1, "1e9", None, None))}]},
             "nodes.3.actions.0.months.0.target"),
        ],
    )  # fmt: skip
    async def test_one_wrong_cell_and_nothing_is_kept(
        self, ask: Asking, office: Office, untouched: Untouched, node: dict[str, Any], field: str
    ) -> None:
        plan, nodes = await drafted(ask, office), tree(office)
        nodes[3] |= node
        refusal = await untouched(office.admin, "setPlanTree", plan=plan.id, revision=1, nodes=nodes)
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)

    async def test_money_above_the_lowest_level(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan, nodes = await drafted(ask, office), tree(office)
        nodes[0]["budget"] = "1"
        refusal = await untouched(office.admin, "setPlanTree", plan=plan.id, revision=1, nodes=nodes)
        assert refusal["field"] == "nodes.0.budget"

    async def test_a_unit_of_another_pemda(
        self, ask: Asking, office: Office, sibling: Office, untouched: Untouched
    ) -> None:
        plan, nodes = await drafted(ask, office), tree(office)
        nodes[2]["unit"] = sibling.unit("dinkes")
        refusal = await untouched(office.admin, "setPlanTree", plan=plan.id, revision=1, nodes=nodes)
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "nodes.2.unit")

    async def test_a_revision_that_is_past(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await drafted(ask, office)
        await plan.do("setPlanTree", nodes=tree(office))
        refusal = await untouched(office.admin, "setPlanTree", plan=plan.id, revision=1, nodes=[])
        assert (refusal["code"], refusal["field"]) == ("CONFLICT", "revision")


class TestIndicators:
    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"targets": INDICATORS[0]["targets"][:1]}, "indicators.0.targets"),  # type: ignore[index]
            ({"targets": [{"year": 2026, "value": "0"}, {"year": 2027, "value": "1"}]}, "indicators.0.targets"),
            ({"targets": [{"year": 2026, "value": "4"}] * 2}, "indicators.0.targets"),
            ({"targets": [{"year": 2026, "value": "empat"}]}, "indicators.0.targets.0.value"),
            ({"baselineYear": 2026}, "indicators.0.baselineYear"),
            ({"name": INDICATORS[1]["name"]}, "indicators.1.name"),
        ],
    )
    async def test_what_is_no_indicator(
        self, ask: Asking, office: Office, untouched: Untouched, given: Any, field: str
    ) -> None:
        plan = await drafted(ask, office)
        indicators = [{**INDICATORS[0], **given}, INDICATORS[1]]
        refusal = await untouched(office.admin, "setPlanIndicators", plan=plan.id, revision=1, indicators=indicators)
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


class TestSteps:
    async def test_the_way_to_enactment(self, ask: Asking, office: Office) -> None:
        plan = await enacted(ask, office)
        seen = await story(plan)
        assert (seen["status"], seen["decree"], seen["decreedOn"]) == ("ENACTED", "Perbup 5/2026", "2026-03-04")
        assert seen["enactedAt"] == "2026-03-04T02:00:00+00:00"
        assert [(one["seq"], one["move"], one["toStatus"], one["by"]) for one in seen["steps"]] == [
            (1, "APPOINT_TEAM", "ASSESSMENT", "Admin Instansi root"),
            (2, "ASSESS", "DRAFTING", "Admin Instansi root"),
            (3, "DRAFT", "WRITING", "Admin Instansi root"),
            (4, "WRITE", "APPROVAL", "Admin Instansi root"),
            (5, "APPROVE", "ENACTMENT", "Pimpinan root"),
            (6, "ENACT", "ENACTED", "Pimpinan root"),
        ]
        assert seen["steps"][0]["parties"] == SEATS
        assert seen["viewerCan"] == ["READ", "REVISE", "MONITOR", "ISSUE"]

    async def test_each_step_waits_for_what_it_needs(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await drafted(ask, office, assessmentYear=None, nomenclature="KELOMPOK_PROGRAM")
        for parties in ([], SEATS[:3]):
            given = {"plan": plan.id, "revision": plan.seen["revision"], "parties": parties}
            assert (await untouched(office.admin, "completePlanStep", **given))["field"] == "parties"
        await plan.do("completePlanStep", parties=SEATS)
        given = {"plan": plan.id, "revision": plan.seen["revision"]}
        assert (await untouched(office.admin, "completePlanStep", **given))["field"] == "plan"

    async def test_it_can_be_sent_back(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await drafted(ask, office)
        await plan.to_approval()
        given = {"plan": plan.id, "revision": plan.seen["revision"]}
        assert (await untouched(plan.head, "returnActionPlan", **given, reason="ya"))["field"] == "reason"
        await plan.do("returnActionPlan", plan.head, reason="Anggaran belum dihitung.")
        assert plan.seen["status"] == "DRAFTING"
        assert (await story(plan))["steps"][-1]["note"] == "Anggaran belum dihitung."

    async def test_a_decree_of_tomorrow(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await drafted(ask, office)
        await plan.to_approval()
        await plan.do("approveActionPlan", plan.approver)
        given = {"plan": plan.id, "revision": plan.seen["revision"], "decree": "Perbup", "decreedOn": "2026-03-05"}
        assert (await untouched(plan.head, "enactActionPlan", **given))["field"] == "decreedOn"

    async def test_only_those_who_may(self, ask: Asking, office: Office, sibling: Office, untouched: Untouched) -> None:
        plan = await drafted(ask, office)
        await plan.to_approval()
        given = {"plan": plan.id, "revision": plan.seen["revision"]}
        enacting = {**given, "decree": "Perbup 5/2026", "decreedOn": "2026-03-04"}
        for who in (office.admin, office.by("dinkes"), office.by("inspektorat", Role.PENGAWAS), national(),
                    office.by("root", Role.INTEGRASI), citizen(), VISITOR):  # fmt: skip
            for mutation, asked in (("approveActionPlan", given), ("enactActionPlan", enacting)):
                refusal = await untouched(who, mutation, **asked)
                assert refusal["code"] in {"FORBIDDEN", "UNAUTHENTICATED"}, (who.role, mutation)
        for mutation, asked in (("approveActionPlan", given), ("enactActionPlan", enacting)):
            stranger = sibling.by("root", Role.PIMPINAN)
            assert (await untouched(stranger, mutation, **asked))["code"] == "NOT_FOUND"
        assert (await untouched(plan.head, "enactActionPlan", **enacting))["code"] == "FORBIDDEN", "not approved yet"
        for who in (plan.head, office.by("dinkes"), office.by("dinkes", Role.STAF)):
            assert (await untouched(who, "setPlanTree", **given, nodes=[]))["code"] == "FORBIDDEN"
            assert (await untouched(who, "draftActionPlan", **DRAFT))["code"] == "FORBIDDEN"
        assert (await untouched(sibling.admin, "setPlanTree", **given, nodes=[]))["code"] == "NOT_FOUND"


class TestVersions:
    async def test_an_enacted_plan_is_never_changed(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await enacted(ask, office)
        given = {"plan": plan.id, "revision": plan.seen["revision"]}
        for mutation, more in (
            ("setPlanTree", {"nodes": tree(office)[:1]}), ("setPlanIndicators", {"indicators": []}),
            ("writeActionPlan", {"goal": "Tujuan lain"}), ("completePlanStep", {"parties": SEATS}),
        ):  # fmt: skip
            refusal = await untouched(office.admin, mutation, **given, **more)
            assert (refusal["code"], refusal["rule"][:36]) == ("FORBIDDEN", "action_plan:draft is possible only w")

    async def test_a_new_version_is_drafted_from_it_and_takes_its_place(self, ask: Asking, office: Office) -> None:
        plan = await enacted(ask, office)
        content = "{ code title years actions { description months { month target weight cashBudget } } }"
        asked = (
            f"query($id: ID!) {{ actionPlan(id: $id) {{ nodes {content} indicators {{ name years {{ target }} }} }} }}"
        )
        before = (await ask(office.admin, asked, id=plan.id))["actionPlan"]
        seen = await change(ask, office.admin, "reviseActionPlan", SEEN, plan=plan.id, title="Perubahan pertama")
        assert (seen["status"], seen["number"], seen["revision"]) == ("DRAFTING", 2, 1)
        newer = Plan(ask, office, seen)
        assert (await ask(office.admin, asked, id=newer.id))["actionPlan"] == before
        assert set((await plan.actions()).values()) & set((await newer.actions()).values()) == set()
        await newer.do("setPlanTree", nodes=tree(office)[:3])
        assert (await ask(office.admin, asked, id=plan.id))["actionPlan"] == before
        await newer.do("completePlanStep")
        await newer.do("completePlanStep")
        await newer.do("approveActionPlan", newer.approver)
        await newer.do("enactActionPlan", newer.head, decree="Perbup 9/2026", decreedOn="2026-03-04")
        story_now = await story(newer)
        assert story_now["versions"] == [{"number": 2, "status": "ENACTED"}, {"number": 1, "status": "SUPERSEDED"}]
        assert (await story(plan))["steps"][-1]["move"] == "SUPERSEDE"

    async def test_one_draft_at_a_time(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await enacted(ask, office)
        await change(ask, office.admin, "reviseActionPlan", SEEN, plan=plan.id)
        assert (await untouched(office.admin, "reviseActionPlan", plan=plan.id))["code"] == "CONFLICT"
        assert (await untouched(plan.head, "reviseActionPlan", plan=plan.id))["code"] == "FORBIDDEN"


class TestFourEyes:
    """The person counts, not the position: nobody passes a plan through two chairs of theirs."""

    async def test_who_drafted_does_not_approve(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await drafted(ask, office)
        await plan.to_approval()
        in_the_other_chair = replace(plan.head, account=office.admin.account)
        given = {"plan": plan.id, "revision": plan.seen["revision"]}
        refusal = await untouched(in_the_other_chair, "approveActionPlan", **given)
        assert (refusal["code"], refusal["rule"]) == ("MOVE_REFUSED", "plan: somebody else approves")
        program = replace(plan.head, account=None)
        assert (await untouched(program, "approveActionPlan", **given))["code"] == "FORBIDDEN"
        await plan.do("approveActionPlan", plan.head)

    async def test_nor_does_who_wrote_a_line_of_it(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await drafted(ask, office)
        colleague = replace(office.admin, account=plan.head.account)
        await plan.do("setPlanTree", colleague, nodes=tree(office)[:2])
        await plan.to_approval()
        given = {"plan": plan.id, "revision": plan.seen["revision"]}
        assert (await untouched(plan.head, "approveActionPlan", **given))["code"] == "MOVE_REFUSED"
        await plan.do("approveActionPlan", plan.approver)

    async def test_who_approved_does_not_enact(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await drafted(ask, office)
        await plan.to_approval()
        await plan.do("approveActionPlan", plan.head)
        given = {"plan": plan.id, "revision": plan.seen["revision"], "decree": "Perbup 5/2026"}
        refusal = await untouched(plan.head, "enactActionPlan", **given)
        assert (refusal["code"], refusal["rule"]) == ("MOVE_REFUSED", "plan: somebody else enacts")
        await plan.do("returnActionPlan", plan.head, reason="Anggaran belum dihitung.")
        for _ in range(2):
            await plan.do("completePlanStep")
        await plan.do("approveActionPlan", plan.approver)
        await plan.do("enactActionPlan", plan.head, decree="Perbup 5/2026")

    async def test_who_drafted_the_version_before_may_approve_the_next(self, ask: Asking, office: Office) -> None:
        plan = await enacted(ask, office)
        other = replace(office.admin, account=plan.head.account)
        newer = Plan(ask, office, await change(ask, other, "reviseActionPlan", SEEN, plan=plan.id))
        for _ in range(2):
            await newer.do("completePlanStep", other)
        await newer.do("approveActionPlan", replace(plan.head, account=office.admin.account))
