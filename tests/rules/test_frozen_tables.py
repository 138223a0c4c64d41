"""Hidden cells are filled with what fits the published sums, near to what is counted today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.frozen_tables import filled
from rules.suppression import Place, Table, hidden_cells

ABOVE = {"ID": None, "A": "ID", "B": "ID", "A1": "A", "A2": "A", "A3": "A", "B1": "B", "B2": "B"}
LEAVES = ("A1", "A2", "A3", "B1", "B2")


def test_what_is_shown_stays_and_the_rest_is_shared_as_it_is_now() -> None:
    shown = {"ID": 100, "A": 60, "B": 40, "A1": None, "A2": 40, "A3": None, "B1": 10, "B2": 30}
    assert filled(ABOVE, shown, {"A1": 4, "A3": 12, "A2": 999}) == {
        "ID": 100, "A": 60, "B": 40, "A1": 5, "A2": 40, "A3": 15, "B1": 10, "B2": 30,
    }  # fmt: skip


def test_nothing_known_about_them_shares_evenly() -> None:
    shown = {"ID": 100, "A": 60, "B": 40, "A1": None, "A2": 49, "A3": None, "B1": 10, "B2": 30}
    found = filled(ABOVE, shown, {})
    assert (found["A1"], found["A3"]) == (5, 6)


def test_a_hidden_whole_is_the_sum_of_its_parts() -> None:
    shown = {"ID": None, "A": None, "B": 40, "A1": 8, "A2": None, "A3": 0, "B1": 10, "B2": 30}
    found = filled(ABOVE, shown, {"A2": 3})
    assert (found["A2"], found["A"], found["ID"]) == (3, 11, 51)


def test_a_region_that_the_table_does_not_know_was_zero() -> None:
    shown = {"ID": 30, "A": 30, "A1": None, "A2": None, "A3": 10}
    found = filled(ABOVE, shown, {"A1": 5, "A2": 15, "B1": 7})
    assert (found["B"], found["B1"], found["A1"], found["A2"]) == (0, 0, 5, 15)


def test_figures_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        filled(ABOVE, {"ID": 9, "A": 5, "B": 3, "A1": 5, "A2": 0, "A3": 0, "B1": 3, "B2": 0}, {})


COUNTS = st.lists(st.integers(0, 12), min_size=5, max_size=5)


@given(COUNTS, COUNTS)
def test_it_always_adds_up_and_never_below_zero(counts: list[int], today: list[int]) -> None:
    values = {**dict(zip(LEAVES, counts, strict=True)), "A": sum(counts[:3]), "B": sum(counts[3:]), "ID": sum(counts)}
    places = {Place(region, "M"): values[region] for region in ABOVE}
    gone = hidden_cells(Table(ABOVE, ("M",), None, places))
    shown = {region: None if Place(region, "M") in gone else values[region] for region in ABOVE}
    found = filled(ABOVE, shown, dict(zip(LEAVES, today, strict=True)))
    assert all(found[region] == value for region, value in shown.items() if value is not None)
    for whole, parts in {"ID": "A B", "A": "A1 A2 A3", "B": "B1 B2"}.items():
        assert found[whole] == sum(found[part] for part in parts.split())
    assert min(found.values()) >= 0
