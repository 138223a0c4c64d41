"""Months and years of a whole small country, published, corrected and added up: exact figures, and nothing to undo."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.errors import MOVE_REFUSED, Refusal
from rules.releases import (
    OPEN,
    Figure,
    Period,
    RegionLevel,
    Release,
    Sums,
    check_over,
    next_release,
    regions_of,
    together,
)
from tests.rules.attacker import lines_of, narrowed, solved

PEMDA = {0: "Nasional", 2100: "Kepri", 2101: "Bintan", 2171: "Batam", 1901: "Bangka", 1902: "Belitung"}
REGIONS = regions_of(PEMDA, {2100: "Provinsi Kepri", 1900: "Provinsi Babel"})
ABOVE = {region.key: region.above for region in REGIONS}
CODES = ("00", "19.01", "19.02", "21", "21.01", "21.71")
YEAR = Period(2025)
MONTHS = [str(month) for month in YEAR.months]


def sums(*counts: int, open_: int = 0) -> Sums:
    """The same counts for every figure."""
    leaves = dict(zip(CODES, counts, strict=True))
    return {**dict.fromkeys(Figure, leaves), OPEN: dict.fromkeys(CODES, open_)}


def month(name: str, counted: Sums, held: dict[str, list[Release]]) -> Release:
    """Publish a month; it is held from then on."""
    made = next_release(Period.of(name), REGIONS, {name: counted}, held)
    held.setdefault(name, []).append(made)
    return made


def a_year(counted: Callable[[int], Sums]) -> tuple[dict[str, list[Release]], dict[str, Sums]]:
    """All months of a year, published one by one."""
    held: dict[str, list[Release]] = {}
    by_month = {name: counted(at) for at, name in enumerate(MONTHS)}
    for name in MONTHS:
        month(name, by_month[name], held)
    return held, by_month


class TestPeriods:
    def test_months_and_years(self) -> None:
        assert (Period.of("2026-10"), str(Period.of("2026-10"))) == (Period(2026, 10), "2026-10")
        assert (Period.of("2026").first, Period.of("2026").after) == (date(2026, 1, 1), date(2027, 1, 1))
        assert (Period.of("2026-12").first, Period.of("2026-12").after) == (date(2026, 12, 1), date(2027, 1, 1))
        assert [str(one) for one in Period(2026).months][::11] == ["2026-01", "2026-12"]
        assert Period(2026, 2).months == (Period(2026, 2),)

    @pytest.mark.parametrize("text", ["", "26", "2026-13", "2026-00", "1999", "2026-1", "2026-10-01", "\uff12026"])
    def test_others_are_refused(self, text: str) -> None:
        with pytest.raises(Refusal) as refused:
            Period.of(text)
        assert refused.value.field == "period"

    def test_it_is_over_when_it_is_over_in_the_west(self) -> None:
        over = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
        check_over(Period(2026, 10), over)
        with pytest.raises(Refusal) as refused:
            check_over(Period(2026, 10), replace_minute(over))
        assert (refused.value.code, refused.value.rule) == (MOVE_REFUSED, "release:over")


def replace_minute(moment: datetime) -> datetime:
    return moment.replace(hour=16, minute=59)


class TestRegions:
    def test_a_tree_with_the_national_desk_beside_the_provinces(self) -> None:
        assert [(one.key, one.level, one.above) for one in REGIONS] == [
            ("ID", RegionLevel.NATION, None),
            ("ID-19", RegionLevel.PROVINCE, "ID"),
            ("ID-21", RegionLevel.PROVINCE, "ID"),
            ("00", RegionLevel.PEMDA, "ID"),
            ("19.01", RegionLevel.PEMDA, "ID-19"),
            ("19.02", RegionLevel.PEMDA, "ID-19"),
            ("21", RegionLevel.PEMDA, "ID-21"),
            ("21.01", RegionLevel.PEMDA, "ID-21"),
            ("21.71", RegionLevel.PEMDA, "ID-21"),
        ]
        assert {one.key: one.name for one in REGIONS}["ID-19"] == "Provinsi Babel"

    def test_together_every_region_comes_after_what_it_is_part_of(self) -> None:
        found = together(regions_of({2101: "Bintan"}, {}), REGIONS)
        assert [one.key for one in found] == [one.key for one in together(REGIONS)]
        seen = set[str | None]({None})
        for one in found:
            assert one.above in seen
            seen.add(one.key)


class TestAMonth:
    def test_sums_and_what_is_hidden(self) -> None:
        made = month("2025-01", sums(10, 20, 30, 40, 3, 60, open_=27), {})
        assert made.version == 1
        assert made.figures["received"] == {
            "ID": 163, "ID-19": 50, "ID-21": 103, "00": 10, "19.01": 20, "19.02": 30,
            "21": None, "21.01": None, "21.71": 60,
        }  # fmt: skip
        assert made.open_tens == {"ID": 160, "ID-19": 50, "ID-21": 80, **dict.fromkeys(CODES, 20)}

    def test_the_backlog_in_tens_tells_no_small_one(self) -> None:
        """Whoever knows the tens of everybody: nobody's backlog is narrowed to less than ten."""
        made = month(
            "2025-01", {**sums(9, 9, 9, 9, 9, 9), OPEN: dict(zip(CODES, (3, 1, 19, 8, 2, 9), strict=True))}, {}
        )
        lines = lines_of(ABOVE, ("M",), None)
        found = narrowed(lines, {(key, "M"): (tens, tens + 9) for key, tens in made.open_tens.items()})
        assert all(found[code, "M"][1] >= 9 for code in CODES)

    def test_a_correction_is_a_new_version(self) -> None:
        held: dict[str, list[Release]] = {}
        month("2025-01", sums(10, 20, 30, 40, 50, 60), held)
        made = month("2025-01", sums(10, 28, 30, 41, 50, 60), held)
        assert (made.version, made.figures["received"]["19.01"], made.figures["received"]["21"]) == (2, 28, 40)
        assert held["2025-01"][0].figures["received"]["19.01"] == 20

    def test_one_that_would_show_nothing_new_is_refused(self) -> None:
        held: dict[str, list[Release]] = {}
        month("2025-01", sums(10, 20, 30, 40, 50, 60), held)
        with pytest.raises(Refusal) as refused:
            month("2025-01", sums(10, 21, 30, 40, 50, 60), held)
        assert refused.value.rule == "release:unchanged"
        assert len(held["2025-01"]) == 1

    def test_a_pemda_that_came_later_is_there_in_the_correction(self) -> None:
        held: dict[str, list[Release]] = {}
        fewer = tuple(one for one in REGIONS if one.key != "21.71")
        held["2025-01"] = [next_release(Period(2025, 1), fewer, {"2025-01": sums(10, 20, 30, 40, 50, 0)}, held)]
        made = month("2025-01", sums(10, 20, 30, 40, 50, 60), held)
        assert made.figures["received"]["21.71"] == 60

    def test_a_pemda_that_left_stays_as_it_was_published(self) -> None:
        held: dict[str, list[Release]] = {}
        month("2025-01", sums(10, 20, 30, 40, 3, 60, open_=27), held)
        fewer = tuple(one for one in REGIONS if one.key not in ("21.71", "21.01"))
        left = sums(30, 20, 30, 40, 0, 0, open_=30)
        made = next_release(Period(2025, 1), fewer, {"2025-01": left}, held)
        received = made.figures["received"]
        assert (received["00"], received["21.71"], received["21.01"], received["ID-21"]) == (30, 60, None, 103)
        assert made.open_tens["21.71"] == 20


class TestAYear:
    def test_it_waits_for_its_months(self) -> None:
        held, by_month = a_year(lambda _: sums(10, 20, 30, 40, 50, 60))
        del held["2025-07"]
        with pytest.raises(Refusal) as refused:
            next_release(YEAR, REGIONS, by_month, held)
        assert (refused.value.rule, "2025-07" in refused.value.en) == ("release:months", True)

    def test_it_adds_up_what_was_published_whatever_changed_since(self) -> None:
        held, by_month = a_year(lambda at: sums(10, 20, 30, 40, 3 if at in (2, 5, 6) else 50, 60))
        changed = {**by_month, "2025-02": sums(13, 24, 30, 47, 50, 60)}
        made = next_release(YEAR, REGIONS, changed, held)
        assert (made.figures["received"]["00"], made.figures["received"]["19.01"]) == (120, 240)
        assert made.months == dict.fromkeys(MONTHS, 1)
        received = made.figures["received"]
        assert received["ID"] == 10 * 12 + 20 * 12 + 30 * 12 + 40 * 12 + 60 * 12 + 9 * 50 + 3 * 3
        assert None not in (received["21"], received["21.01"]) or received["21"] == received["21.01"]

    def test_corrected_months_are_carried_into_the_year(self) -> None:
        held, by_month = a_year(lambda _: sums(10, 20, 30, 40, 50, 60))
        month("2025-03", sums(10, 30, 30, 40, 50, 60), held)
        first = next_release(YEAR, REGIONS, by_month, held)
        assert (first.figures["received"]["19.01"], first.months["2025-03"]) == (250, 2)
        held["2025"] = [first]
        month("2025-04", sums(10, 20, 30, 40, 50, 80), held)
        second = next_release(YEAR, REGIONS, by_month, held)
        assert (second.version, second.figures["received"]["21.71"], second.figures["received"]["19.01"]) == (
            2,
            740,
            250,
        )
        held["2025"].append(second)
        with pytest.raises(Refusal) as refused:
            next_release(YEAR, REGIONS, by_month, held)
        assert refused.value.rule == "release:unchanged"

    def test_a_pemda_that_a_correction_added_is_carried_too(self) -> None:
        held: dict[str, list[Release]] = {}
        fewer = tuple(one for one in REGIONS if one.key != "21.71")
        by_month = {name: sums(10, 20, 30, 40, 50, 0) for name in MONTHS}
        for name in MONTHS:
            held[name] = [next_release(Period.of(name), fewer, by_month, held)]
        held["2025"] = [next_release(YEAR, fewer, by_month, held)]
        month("2025-06", sums(10, 20, 30, 40, 50, 60), held)
        made = next_release(YEAR, REGIONS, by_month, held)
        assert (made.figures["received"]["21.71"], made.figures["received"]["ID-21"]) == (60, 12 * 90 + 60)

    def test_the_backlog_is_that_of_december(self) -> None:
        held, by_month = a_year(lambda at: sums(10, 20, 30, 40, 50, 60, open_=at * 10))
        assert next_release(YEAR, REGIONS, by_month, held).open_tens["21.01"] == 110


COUNTS = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 25)), min_size=6, max_size=6)
DRIFT = st.lists(st.sampled_from([0, 0, 1, -1, 2, 6, -7]), min_size=6, max_size=6)


@settings(max_examples=15, deadline=None)
@given(st.lists(COUNTS, min_size=12, max_size=12), st.lists(DRIFT, min_size=12, max_size=12))
def test_months_and_year_together_tell_no_small_count_though_figures_change_in_between(
    counts: list[list[int]], drift: list[list[int]]
) -> None:
    held, _ = a_year(lambda at: sums(*counts[at]))
    later = [
        [max(0, count + more) for count, more in zip(*both, strict=True)] for both in zip(counts, drift, strict=True)
    ]
    by_month = {name: sums(*later[at]) for at, name in enumerate(MONTHS)}
    held["2025"] = [next_release(YEAR, REGIONS, by_month, held)]
    lines = lines_of(ABOVE, MONTHS, "2025")
    cells: dict[Any, int | None] = {
        (key, name): value for name, (made,) in held.items() for key, value in made.figures["late"].items()
    }
    known = {cell: value for cell, value in cells.items() if value is not None}
    assert not any(0 < value < 5 for value in known.values())
    assert not solved(lines, known)
    found = narrowed(lines, {cell: (0, 10**6) if value is None else (value, value) for cell, value in cells.items()})
    assert not [cell for cell, (low, high) in found.items() if cell not in known and 1 <= low <= high < 5]


def test_a_release_is_a_value() -> None:
    made = month("2025-01", sums(10, 20, 30, 40, 50, 60), {})
    assert replace(made) == made
