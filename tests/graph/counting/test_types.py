"""What is told of counting: a number and where to go on."""

from graph.counting.types import Counted
from graph.schema import schema


def test_a_number_alone() -> None:
    assert Counted(count=3).count == 3
    assert "type Counted {" in schema.as_str()
    told = schema.as_str().split("type Counted {")[1].split("}")[0]
    fields = [line.strip() for line in told.splitlines() if ":" in line and '"' not in line]
    assert fields == ["count: Int!", "more: Boolean!", "after: ID"]
