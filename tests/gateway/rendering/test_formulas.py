"""Figures are exact; what lacks a figure is empty; nothing is divided by nought; a workbook is told the same."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.rendering.formulas import Figure, Formula, InverseShare, Less, Level, Mean, Share, Sum

FIGURES = st.dictionaries(st.sampled_from("abc"), st.none() | st.integers(0, 10**6) | st.fractions(0, 1000))


@pytest.mark.parametrize(
    ("formula", "figures", "expected"),
    [
        (Share("a", "b"), {"a": 1, "b": 3}, Fraction(100, 3)),
        (Share("a", "b"), {"a": 0, "b": 3}, 0),
        (Share("a", "b"), {"a": 1, "b": 0}, None),
        (Share("a", "b"), {"b": 3}, None),
        (InverseShare("a", "b"), {"a": 1, "b": 2}, 150),
        (InverseShare("a", "b"), {"a": 9, "b": 2}, 0),
        (Mean(("a", "b")), {"a": 1, "b": None}, 1),
        (Mean(("a", "b")), {}, None),
        (Sum(("a", "b")), {"a": 1, "b": Fraction(1, 2)}, Fraction(3, 2)),
        (Less("a", ("b",)), {"a": 5, "b": 7}, -2),
        (Less("a", ("b",)), {"b": 7}, None),
        (Level(("a", "b", "c")), {"a": 1, "b": 0, "c": 3}, Fraction(10, 4)),
        (Level(("a", "b")), {"a": 0, "b": 0}, None),
    ],
)
def test_a_formula_says_exactly(formula: Formula, figures: Mapping[str, Figure], expected: Figure) -> None:
    assert formula.of(figures) == expected


@given(FIGURES)
def test_no_figures_break_a_formula(figures: dict[str, Figure]) -> None:
    for formula in (
        Share("a", "b"),
        InverseShare("a", "b"),
        Mean(tuple("abc")),
        Sum(tuple("abc")),
        Level(tuple("abc")),
    ):
        found = formula.of(figures)
        assert found is None or isinstance(found, int | Fraction)


def test_cells_are_named_by_their_address() -> None:
    where = {"a": "D7", "b": "F7"}.__getitem__
    assert Share("a", "b").written(where) == 'IF(OR(D7="",N(F7)=0),"",D7/F7*100)'
    assert Mean(("a", "b")).written(where) == 'IF(COUNT(D7,F7)=0,"",AVERAGE(D7,F7))'
    assert Level(("a", "b")).written(where) == 'IF(SUM(D7,F7)=0,"",(1*D7+2*F7)/SUM(D7,F7))'
    assert Less("a", ("b",)).written(where) == 'IF(D7="","",D7-SUM(F7))'
    assert Sum(("a", "b")).written(where) == 'IF(COUNT(D7,F7)=0,"",SUM(D7,F7))'
    assert InverseShare("a", "b").written(where) == 'IF(OR(D7="",N(F7)=0),"",MAX(0,(2*F7-D7)/F7*100))'
