"""Inputs of calendars act once and are described."""

import pytest
from graphql import GraphQLInputObjectType

from graph.calendars import inputs
from graph.schema import schema

NAMES = ["SetLimitsInput", "AddDaysOffInput", "RemoveDayOffInput", "SetOfficeHoursInput", "ImportDaysOffInput"]
PARTS = ["TermLimitInput", "LadderStepInput", "DayOffInput", "OfficeDayInput"]


@pytest.mark.parametrize("name", NAMES)
def test_every_input_acts_once_and_is_described(name: str) -> None:
    declared = schema._schema.type_map[name]
    assert isinstance(declared, GraphQLInputObjectType)
    assert "clientKey" in declared.fields
    assert declared.description
    assert all(field.description for field in declared.fields.values())


def test_no_input_is_forgotten() -> None:
    own = {name for name, one in vars(inputs).items() if getattr(one, "__module__", "") == inputs.__name__}
    assert own >= {*NAMES, *PARTS}
