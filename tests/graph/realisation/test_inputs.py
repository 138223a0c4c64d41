"""Inputs of realisation act once, and read their figures strictly."""

from decimal import Decimal

import pytest
from graphql import GraphQLInputObjectType

from graph.realisation.inputs import BandInput, RealisedInput
from graph.schema import schema
from rules.errors import Refusal
from rules.predikat import Band

NAMES = ["ReportRealisationInput", "RecordMonitoringInput", "IssueYearReportInput", "SetPredikatScaleInput"]


@pytest.mark.parametrize("name", NAMES)
def test_every_input_acts_once_and_is_described(name: str) -> None:
    declared = schema._schema.type_map[name]
    assert isinstance(declared, GraphQLInputObjectType)
    assert "clientKey" in declared.fields
    assert all(field.description for field in declared.fields.values())


@pytest.mark.parametrize(
    ("given", "field"),
    [({"realised": "-1"}, "realised"), ({"progress": "100.01"}, "progress"), ({"spent": "-0.01"}, "spent"),
     ({"spent": "=1+1"}, "spent")],
)  # fmt: skip
def test_what_is_no_figure(given: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        RealisedInput(action="x", seen=0, **given).figures("rows.2")  # type: ignore[arg-type]
    assert refused.value.field == f"rows.2.{field}"


def test_empty_cells_stay_empty() -> None:
    assert RealisedInput(action="x", seen=0, realised="0").figures("rows.0") == (Decimal(0), None, None)  # type: ignore[arg-type]
    assert BandInput(code="SR", label="Rendah", colour="#ef4444").band("bands.0") == Band(
        "SR", "Rendah", None, "#ef4444"
    )
