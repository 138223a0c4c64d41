"""Every enum of plans is published with its Indonesian terms."""

import pytest
from graphql import GraphQLEnumType

from graph import plan_vocabulary
from graph.schema import schema

NAMES = {
    "Nomenclature": "PlanNomenclature", "NodeKind": "PlanNodeKind", "Seat": "PlanSeat", "Measure": "IndicatorMeasure",
    "Direction": "IndicatorDirection",
}  # fmt: skip


@pytest.mark.parametrize("name", plan_vocabulary.__all__)
def test_each_value_is_published_and_described(name: str) -> None:
    published = schema._schema.type_map[NAMES.get(name, name)]
    assert isinstance(published, GraphQLEnumType)
    assert set(published.values) == {member.name for member in getattr(plan_vocabulary, name)}
    assert published.description
    assert all("(" in (value.description or "") for value in published.values.values())
