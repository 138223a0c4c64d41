"""Inputs of action plans act once, name a revision where they change one, and read their figures strictly."""

from decimal import Decimal

import pytest
from graphql import GraphQLInputObjectType

from graph.action_plans.inputs import PlanTargetInput, WriteActionPlanInput
from graph.schema import schema
from rules.errors import Refusal
from rules.plan_tree import MonthTarget

CHANGES = [
    "SetPlanTreeInput", "SetPlanIndicatorsInput", "WriteActionPlanInput", "CompletePlanStepInput",
    "ApproveActionPlanInput", "EnactActionPlanInput", "ReturnActionPlanInput",
]  # fmt: skip


@pytest.mark.parametrize("name", [*CHANGES, "DraftActionPlanInput", "ReviseActionPlanInput"])
def test_every_input_acts_once_and_is_described(name: str) -> None:
    declared = schema._schema.type_map[name]
    assert isinstance(declared, GraphQLInputObjectType)
    assert "clientKey" in declared.fields
    assert ("revision" in declared.fields) is (name in CHANGES)
    assert all(field.description for field in declared.fields.values())


def test_cells_are_numbers_or_empty() -> None:
    assert PlanTargetInput(year=2026, month=2, target="26.00").cell("x") == MonthTarget(2026, 2, Decimal(26))
    with pytest.raises(Refusal) as refused:
        PlanTargetInput(year=2026, month=2, cash_budget="Rp 5").cell("nodes.0.actions.0.months.0")
    assert refused.value.field == "nodes.0.actions.0.months.0.cashBudget"


def test_only_chapters_that_were_given_are_written() -> None:
    given = WriteActionPlanInput(client_key="k" * 8, plan="x", revision=1, chapter2="Kerangka", chapter4="")  # type: ignore[arg-type]
    assert given.chapters() == {"II": "Kerangka", "IV": ""}
