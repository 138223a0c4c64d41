"""What is hidden stays hidden: attackers with every published table, in fractions, by trial and by narrowing."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.suppression import Need, Place, Table, Tie, close_circles, hidden_cells, is_small, network, prices
from tests.rules.attacker import lines_of, narrowed, possible, solved

COUNTRY = {"ID": None, "A": "ID", "B": "ID", "A1": "A", "A2": "A", "A3": "A", "B1": "B", "B2": "B"}
TINY = {"ID": None, "A": "ID", "B": "ID", "A1": "A", "A2": "A", "B1": "B", "B2": "B"}
LEAVES = ("A1", "A2", "A3", "B1", "B2")
SMALL = set(range(1, 5))


def counted(
    above: dict[str, str | None], leaves: dict[Place, int], periods: tuple[str, ...], total: str | None
) -> dict[Place, int]:
    """The whole table from the counts of the smallest regions in each period."""
    values: dict[Place, int] = dict.fromkeys((Place(region, period) for region in above for period in periods), 0)
    for (leaf, period), value in leaves.items():
        region: str | None = leaf
        while region is not None:
            values[Place(region, period)] += value
            region = above[region]
    if total is not None:
        values |= {Place(region, total): sum(values[Place(region, period)] for period in periods) for region in above}
    return values


def frozen(
    above: dict[str, str | None], leaves: dict[Place, int], periods: tuple[str, ...]
) -> tuple[dict[Place, int], frozenset[Place], frozenset[Place]]:
    """Months published one by one, then their year: all values, what the months hid, what is hidden in the end."""
    values = counted(above, leaves, periods, "Y")
    hidden = frozenset[Place]()
    for period in periods:
        month = {place: value for place, value in values.items() if place.period == period}
        hidden |= hidden_cells(Table(above, (period,), None, month))
    shown = frozenset(place for place in values if place.period != "Y") - hidden
    return values, hidden, hidden_cells(Table(above, periods, "Y", values, shown, hidden))


def month(*counts: int) -> dict[Place, int]:
    return {Place(leaf, "M"): count for leaf, count in zip(LEAVES, counts, strict=True)}


def hidden_of(*counts: int) -> list[str]:
    table = Table(COUNTRY, ("M",), None, counted(COUNTRY, month(*counts), ("M",), None))
    return sorted(place.region for place in hidden_cells(table))


class TestAMonth:
    @pytest.mark.parametrize(
        ("counts", "hidden"),
        [
            ((9, 9, 9, 9, 9), []),
            ((9, 0, 9, 0, 9), []),
            ((3, 9, 30, 9, 9), ["A1", "A2"]),  # the smaller neighbour goes with it
            ((3, 0, 30, 9, 9), ["A1", "A3"]),  # a zero beside it would leave at most 3
            ((1, 2, 30, 9, 9), ["A1", "A2", "A3"]),  # together 3: both would be known to be small
            ((4, 3, 30, 9, 9), ["A1", "A2"]),
            ((3, 0, 0, 9, 9), ["A", "A1", "B", "B1"]),  # nobody beside it: the sum above goes, and one beside that
            ((3, 0, 0, 0, 0), ["A", "A1", "ID"]),
        ],
    )
    def test_what_goes_with_a_small_count(self, counts: tuple[int, ...], hidden: list[str]) -> None:
        assert hidden_of(*counts) == hidden

    def test_a_region_alone_in_its_province_takes_the_province_along(self) -> None:
        above = {"ID": None, "A": "ID", "B": "ID", "A1": "A", "B1": "B"}
        values = counted(above, {Place("A1", "M"): 2, Place("B1", "M"): 50}, ("M",), None)
        assert sorted(place.region for place in hidden_cells(Table(above, ("M",), None, values))) == [
            "A",
            "A1",
            "B",
            "B1",
        ]

    def test_what_is_often_hidden_is_hidden_rather(self) -> None:
        values = counted(COUNTRY, month(3, 9, 12, 9, 9), ("M",), None)
        table = Table(COUNTRY, ("M",), None, values, liked=frozenset({Place("A3", "M")}))
        assert {place.region for place in hidden_cells(table)} == {"A1", "A3"}

    def test_a_small_count_that_was_shown_is_an_error(self) -> None:
        values = counted(COUNTRY, month(3, 9, 30, 9, 9), ("M",), None)
        with pytest.raises(ValueError, match="was shown"):
            hidden_cells(Table(COUNTRY, ("M",), None, values, shown=frozenset({Place("A1", "M")})))

    def test_when_what_was_shown_cannot_be_helped_everything_else_is_hidden(self) -> None:
        values = counted(COUNTRY, month(3, 9, 30, 9, 9), ("M",), None)
        shown = frozenset(place for place in values if place.region not in ("A1", "B1", "B2"))
        found = hidden_cells(Table(COUNTRY, ("M",), None, values, shown))
        assert {place.region for place in found} == {"A1", "B1", "B2"}


class TestAYear:
    def test_it_hides_what_its_months_would_tell(self) -> None:
        periods = ("M1", "M2", "M3")
        leaves = {Place(leaf, period): 20 for leaf in LEAVES for period in periods} | {Place("A1", "M2"): 2}
        _, months, everything = frozen(COUNTRY, leaves, periods)
        assert {place.region for place in months} == {"A1", "A2"}
        assert {place.region for place in everything - months} == {"A1", "A2"}

    def test_it_shows_what_two_hidden_months_do_not_tell(self) -> None:
        periods = ("M1", "M2", "M3")
        leaves = {Place(leaf, period): 20 for leaf in LEAVES for period in periods}
        leaves |= {Place("A1", "M2"): 2, Place("A1", "M3"): 3}
        _, months, everything = frozen(COUNTRY, leaves, periods)
        assert {(place.region, place.period) for place in months} == {
            ("A1", "M2"), ("A2", "M2"), ("A1", "M3"), ("A2", "M3"),
        }  # fmt: skip
        assert everything == months or {place.region for place in everything - months} == {"A1", "A2"}

    def test_a_combination_of_many_lines_is_seen(self) -> None:
        """Two groups of hidden cells with a single one between them: no line gives it away, all of a group do."""
        above: dict[str, str | None] = {"ID": None, **dict.fromkeys("ABCD", "ID")}
        periods = ("M1", "M2", "M3", "M4")
        leaves = {Place(leaf, period): 20 for leaf in "ABCD" for period in periods} | {Place("B", "M3"): 3}
        values = counted(above, leaves, periods, "Y")
        hidden = {Place(leaf, period) for leaf in "AB" for period in ("M1", "M2")} | {Place("B", "M3")}
        hidden |= {Place(leaf, period) for leaf in "CD" for period in ("M3", "M4")}
        lines = lines_of(above, periods, "Y")
        known = {place: values[place] for place in values if place not in hidden}
        assert solved(lines, known) == {("B", "M3"): 3}
        bounds = narrowed(
            lines, {place: (values[place], values[place]) if place in known else (0, 99) for place in values}
        )
        assert bounds["B", "M3"] == (0, 43)  # no line of its own says so
        shown = frozenset(place for place in known if place.period != "Y")
        found = hidden_cells(Table(above, periods, "Y", values, shown, frozenset(hidden)))
        assert not solved(lines, {place: values[place] for place in values if place not in found})


COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 6), st.integers(0, 30))


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTS, min_size=20, max_size=20))
def test_no_combination_of_lines_determines_a_hidden_cell(counts: list[int]) -> None:
    periods = ("M1", "M2", "M3", "M4")
    places = [Place(leaf, period) for leaf in LEAVES for period in periods]
    values, _, hidden = frozen(COUNTRY, dict(zip(places, counts, strict=True)), periods)
    lines = lines_of(COUNTRY, periods, "Y")
    shown = {place: value for place, value in values.items() if place not in hidden}
    assert not any(is_small(value) for value in shown.values())
    assert not solved(lines, shown)
    bounds = narrowed(
        lines, {place: (value, value) if place in shown else (0, 10**6) for place, value in values.items()}
    )
    assert not [place for place in hidden if bounds[place][0] >= 1 and bounds[place][1] < 5]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=8, max_size=8))
def test_among_all_tables_that_fit_a_hidden_cell_may_be_shown_or_zero(counts: list[int]) -> None:
    periods = ("M1", "M2")
    places = [Place(leaf, period) for leaf in ("A1", "A2", "B1", "B2") for period in periods]
    values, _, hidden = frozen(TINY, dict(zip(places, counts, strict=True)), periods)
    if not 0 < len(hidden) <= 8:  # everything is hidden, or nothing: too many tables, or one
        return
    lines = lines_of(TINY, periods, "Y")
    top = max(*values.values(), 5) + 1
    found = possible(lines, {place: (0, top) if place in hidden else (value, value) for place, value in values.items()})
    assert not [place for place in hidden if found[place] <= SMALL or len(found[place]) == 1]
    assert all(max(found[place]) >= 5 for place in hidden if is_small(values[place]))


def large(pemda: int) -> dict[str, str | None]:
    provinces = [f"P{number}" for number in range(max(2, pemda // 14))]
    leaves = {f"L{number}": provinces[number % len(provinces)] for number in range(pemda)}
    return {"ID": None, **dict.fromkeys(provinces, "ID"), **leaves}


def skewed(pemda: int, periods: tuple[str, ...]) -> dict[Place, int]:
    """Most of them small, a few large, as it is."""
    dice = random.Random(5)
    size = {f"L{number}": dice.lognormvariate(2.5, 1.4) for number in range(pemda)}
    return {
        Place(leaf, period): max(0, round(dice.gauss(mean, mean**0.5)))
        for leaf, mean in size.items()
        for period in periods
    }


def test_whoever_narrows_the_tables_of_a_whole_year_learns_no_small_count() -> None:
    above, periods = large(84), tuple(f"M{number}" for number in range(12))
    values, months, hidden = frozen(above, skewed(84, periods), periods)
    assert 200 < len(months) < len(values) // 2
    lines = lines_of(above, periods, "Y")
    bounds = narrowed(
        lines, {place: (0, 10**6) if place in hidden else (value, value) for place, value in values.items()}
    )
    known = [place for place in hidden if bounds[place][0] == bounds[place][1]]
    small = [place for place in hidden if bounds[place][0] >= 1 and bounds[place][1] < 5]
    assert (known, small) == ([], [])


def test_subtracting_everything_from_everything() -> None:
    """Sums of any regions and periods less others, where one hidden cell at most remains."""
    above, periods = large(30), ("M1", "M2", "M3", "M4", "M5")
    _, _, hidden = frozen(above, skewed(30, periods), periods)
    lines, dice, tried = lines_of(above, periods, "Y"), random.Random(1), 0
    for _ in range(4000):
        left: dict[tuple[str, str], int] = {}
        for whole, parts in dice.sample(lines, dice.randint(1, 6)):
            sign = dice.choice((1, -1))
            for cell, times in [(whole, sign), *((part, -sign) for part in parts)]:
                left[cell] = left.get(cell, 0) + times
        tried += 1
        assert len([cell for cell, times in left.items() if times and cell in hidden]) != 1
    assert tried == 4000


def test_a_year_of_the_nation_is_made_in_seconds() -> None:
    above, periods = large(546), tuple(f"M{number}" for number in range(12))
    leaves = skewed(546, periods)
    began = time.process_time()
    _, months, hidden = frozen(above, leaves, periods)
    assert time.process_time() - began < 20
    assert len(months) < len(hidden)


def test_the_same_tables_hide_the_same_cells() -> None:
    above, periods = large(40), ("M1", "M2")
    assert frozen(above, skewed(40, periods), periods) == frozen(above, skewed(40, periods), periods)


class TestCircles:
    def test_the_cheapest_is_closed(self) -> None:
        ties = [Tie(0, 1, 9, 3, 0), Tie(0, 1, 9, 9, 5), Tie(0, 1, 9, 9, 4)]
        assert close_circles(ties, [Need(0, (2,))])
        assert [tie.price for tie in ties] == [0, 5, 0]

    def test_one_without_room_is_none(self) -> None:
        ties = [Tie(0, 1, 9, 3, 0), Tie(0, 1, 9, 1, 4)]
        assert not close_circles(ties, [Need(0, (2,))])
        assert close_circles(ties, [Need(0, (2, -3))])

    def test_every_cell_stands_in_two_lines_at_most(self) -> None:
        assert network({"ID": None, "A": "ID", "A1": "A"}) == [(1, 0), (2, 1), (0, 2)]

    def test_levels_cost_a_hundredfold(self) -> None:
        assert prices({"ID": None, "A": "ID", "A1": "A"}) == {"ID": 10_000, "A": 100, "A1": 1}
