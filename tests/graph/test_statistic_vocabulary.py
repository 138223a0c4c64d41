"""Every word of the statistics is published, and percentages are rounded half up."""

from fractions import Fraction

from graph.schema import schema
from graph.statistic_vocabulary import _percent
from rules.statistic_figures import RankedShare
from rules.statistic_peers import Size
from rules.statistic_questions import Dimension, Source


def test_every_value_is_published() -> None:
    names = {
        "StatisticsDimension": Dimension,
        "StatisticsSource": Source,
        "PemdaSize": Size,
        "RankedShare": RankedShare,
    }
    for name, members in names.items():
        assert set(schema._schema.type_map[name].values) == {member.name for member in members}  # type: ignore[attr-defined]


def test_percent() -> None:
    assert [_percent(Fraction(2, 3)), _percent(Fraction(1, 20_000)), _percent(None)] == ["66.67", "0.01", None]
