"""Every word of an assessment is published with the Indonesian term."""

import pytest
from graphql import GraphQLEnumType

from graph.schema import schema

ENUMS = (
    "TrainingTopic", "Counting", "AssessmentStatus", "SheetStatus", "GeneralFigure", "PublishedFigure",
    "PublishedFault", "AssessmentAction",
)  # fmt: skip


@pytest.mark.parametrize("name", ENUMS)
def test_every_value_says_what_it_is_in_indonesian(name: str) -> None:
    published = schema._schema.type_map[name]
    assert isinstance(published, GraphQLEnumType)
    assert all("(" in (value.description or "") for value in published.values.values())
