"""A corrected table tells no small change, however its versions are compared, and no small count."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.corrections import Shown, corrected
from rules.suppression import Place, Table, hidden_cells, is_small
from tests.rules.attacker import Cell, lines_of, narrowed, possible, solved

COUNTRY = {"ID": None, "A": "ID", "B": "ID", "A1": "A", "A2": "A", "A3": "A", "B1": "B", "B2": "B"}
LEAVES = ("A1", "A2", "A3", "B1", "B2")
LINES = lines_of(COUNTRY, ("M",), None)
FAR = 10**6


def table(counts: list[int]) -> dict[str, int]:
    leaves = dict(zip(LEAVES, counts, strict=True))
    whole = {**leaves, "A": sum(counts[:3]), "B": sum(counts[3:]), "ID": sum(counts)}
    return {region: whole[region] for region in COUNTRY}


def published(now: dict[str, int]) -> dict[str, int | None]:
    gone = hidden_cells(Table(COUNTRY, ("M",), None, {Place(region, "M"): value for region, value in now.items()}))
    return {region: None if Place(region, "M") in gone else value for region, value in now.items()}


def versions(*counts: list[int]) -> list[dict[str, int | None]]:
    """What each version shows when the counts were these."""
    shown = [published(table(counts[0]))]
    for later in counts[1:]:
        shown.append(corrected(COUNTRY, table(later), shown))
    return shown


class TestWhatIsReplaced:
    def test_large_changes_of_a_line_together(self) -> None:
        before, after = versions([20, 30, 40, 50, 60], [30, 30, 40, 50, 60])
        assert {region for region in COUNTRY if before[region] != after[region]} == {"A1", "A", "ID"}
        assert (after["A1"], after["A"], after["ID"]) == (30, 100, 210)

    def test_small_changes_stay_out(self) -> None:
        before, after = versions([20, 30, 40, 50, 60], [23, 29, 40, 50, 60])
        assert before == after

    def test_a_sum_that_would_tell_a_small_change_stays_too(self) -> None:
        """A1 by 2 and A2 by 3: the province by 5 would say of both that they grew by less than five."""
        before, after = versions([20, 30, 0, 50, 60], [22, 33, 0, 50, 60])
        assert (after["A1"], after["A2"]) == (20, 30)
        assert after["A"] == 55  # A3 might have changed as well, for all that is known
        alone = {"ID": None, "A1": "ID", "A2": "ID"}
        first: Shown = {"ID": 50, "A1": 20, "A2": 30}
        assert corrected(alone, {"ID": 55, "A1": 22, "A2": 33}, [first]) == first
        assert before["A"] == 50

    def test_the_last_one_that_stays_may_not_be_told_by_the_others(self) -> None:
        alone = {"ID": None, "A1": "ID", "A2": "ID"}
        first: Shown = {"ID": 50, "A1": 20, "A2": 30}
        after = corrected(alone, {"ID": 63, "A1": 30, "A2": 33}, [first])
        assert sum(after[region] != first[region] for region in alone) == 1  # two of three would tell the third

    def test_what_was_hidden_stays_hidden_and_what_was_shown_stays_shown(self) -> None:
        before, after = versions([3, 30, 40, 50, 60], [40, 30, 40, 2, 60])
        assert {region for region in COUNTRY if before[region] is None} == {"A1", "A2"}
        assert {region for region in COUNTRY if after[region] is None} == {"A1", "A2"}
        assert after["B1"] == 50  # two would be a small count

    def test_a_third_version_is_compared_with_the_first_too(self) -> None:
        _, second, third = versions([20, 30, 40, 50, 60], [30, 30, 40, 50, 60], [22, 30, 40, 50, 60])
        assert (second["A1"], third["A1"]) == (30, 30)  # 22 is 2 more than the first
        *_, back = versions([20, 30, 40, 50, 60], [30, 30, 40, 50, 60], [20, 30, 40, 50, 60])
        assert back["A1"] == 20

    def test_a_region_that_came_later_was_zero(self) -> None:
        first = {region: value for region, value in published(table([20, 30, 40, 50, 0])).items() if region != "B2"}
        after = corrected(COUNTRY, table([20, 30, 40, 50, 9]), [first])
        assert (after["B2"], after["B"], after["ID"]) == (9, 59, 149)


COUNTS = st.lists(st.one_of(st.integers(0, 8), st.integers(0, 30)), min_size=5, max_size=5)
CHANGES = st.lists(st.sampled_from([0, 0, 0, 1, -1, 2, 3, -4, 5, 7, -9, 14]), min_size=5, max_size=5)


def moved(counts: list[int], changes: list[int]) -> list[int]:
    return [max(0, count + change) for count, change in zip(counts, changes, strict=True)]


@settings(max_examples=150, deadline=None)
@given(COUNTS, CHANGES, CHANGES)
def test_the_difference_of_any_two_versions_tells_no_small_change(
    counts: list[int], changes: list[int], again: list[int]
) -> None:
    second = moved(counts, changes)
    shown = versions(counts, second, moved(second, again))
    for later in range(1, 3):
        truth = table([counts, second, moved(second, again)][later])
        for earlier in range(later):
            _compare(shown[earlier], shown[later], shown[later - 1], truth)


def _compare(old: Shown, new: Shown, before: Shown, truth: dict[str, int]) -> None:
    """`new` came after `before`; whoever compares it with `old` knows the change of what was replaced."""
    fresh = {region for region in COUNTRY if new[region] is not None and new[region] != before[region]}
    if not fresh:  # no such version is published (rules/releases.py)
        return
    for region in fresh:
        assert not is_small(abs((new[region] or 0) - (old[region] or 0)))
        assert new[region] == truth[region]
    bounds: dict[Cell, tuple[int, int]] = {}
    for region in COUNTRY:
        shown = before[region]
        unknown = shown is None or abs(truth[region] - shown) >= 5  # stayed for the sake of others
        near = (0, FAR) if unknown or shown is None else (max(0, shown - 4), shown + 4)
        bounds[region, "M"] = (truth[region], truth[region]) if region in fresh else near
    exact = solved(LINES, {cell: low for cell, (low, high) in bounds.items() if low == high})
    found = {**narrowed(LINES, bounds), **{cell: (int(value), int(value)) for cell, value in exact.items()}}
    for (region, _), (low, high) in found.items():
        was = old[region]
        if region not in fresh and was is not None:
            assert not 1 <= low - was <= high - was < 5
            assert not 1 <= was - high <= was - low < 5


@settings(max_examples=150, deadline=None)
@given(COUNTS, CHANGES)
def test_a_later_version_tells_no_small_count(counts: list[int], changes: list[int]) -> None:
    now = table(moved(counts, changes))
    before, after = versions(counts, moved(counts, changes))
    fresh = {region for region in COUNTRY if after[region] is not None and after[region] != before[region]}
    if not fresh:
        return
    bounds: dict[Cell, tuple[int, int]] = {}
    for region in COUNTRY:
        old = before[region]
        if region in fresh:
            bounds[region, "M"] = (now[region], now[region])
        elif old is None or abs(now[region] - old) >= 5:
            bounds[region, "M"] = (0, FAR)
        else:
            bounds[region, "M"] = (max(0, old - 4), old + 4)
    found = narrowed(LINES, bounds)
    assert not [cell for cell, (low, high) in found.items() if cell[0] not in fresh and 1 <= low <= high < 5]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.integers(0, 7), min_size=3, max_size=3),
    st.lists(st.sampled_from([0, 1, 2, 6, -3]), min_size=3, max_size=3),
)
def test_among_all_changes_that_fit_a_small_one_may_be_none(counts: list[int], changes: list[int]) -> None:
    above = {"ID": None, "A1": "ID", "A2": "ID", "A3": "ID"}
    first = {
        "ID": sum(counts) + 60,
        **{region: count + 20 for region, count in zip(("A1", "A2", "A3"), counts, strict=True)},
    }
    now = {
        region: value + change for (region, value), change in zip(first.items(), [sum(changes), *changes], strict=True)
    }
    after = corrected(above, now, [first])
    fresh = {region for region in above if after[region] != first[region]}
    bounds: dict[Cell, tuple[int, int]] = {}
    for region in above:
        change = now[region] - first[region]
        room = (-4, 4) if abs(change) < 5 else (-40, 40)
        bounds[region, "M"] = (change, change) if region in fresh else room
    if any(high - low > 50 for low, high in bounds.values()):
        return
    for (region, _), changed in possible(lines_of(above, ("M",), None), bounds).items():
        assert region in fresh or not changed <= {1, 2, 3, 4}
        assert region in fresh or not changed <= {-1, -2, -3, -4}


def test_at_the_size_of_a_province_much_is_replaced() -> None:
    dice = random.Random(2)
    above: dict[str, str | None] = {"ID": None, **{f"L{number}": "ID" for number in range(60)}}
    leaves = {f"L{number}": dice.randint(20, 400) for number in range(60)}
    now = {region: value + dice.choice([0, 0, 1, 2, 9, 15]) for region, value in leaves.items()}
    after = corrected(above, {"ID": sum(now.values()), **now}, [{"ID": sum(leaves.values()), **leaves}])
    large = {region for region, value in now.items() if value - leaves[region] >= 5}
    assert {region for region in now if after[region] != leaves[region]} == large
    assert after["ID"] == sum(now.values())
