"""A plan's tree: every code in its place, sums where they belong, nothing twice and nothing outside."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal
from rules.plan_schedule import Period, Week
from rules.plan_tree import (
    LEVELS,
    Action,
    MonthTarget,
    Node,
    NodeKind,
    Nomenclature,
    place_of,
    tree_of,
)

PLAN = Period(2021, 2024)
BABEL = [Node(code, f"Judul {code}") for code in ("I", "I.1", "I.1.1", "I.1.2", "V", "V.1")]
BATAM = [Node(code, f"Judul {code}") for code in ("2.16.02", "2.16.02.2.01", "2.16.02.2.01.06")]


def month(number: int, **given: str) -> MonthTarget:
    return MonthTarget(2021, number, **{name: Decimal(value) for name, value in given.items()})


def refusal(nodes: list[Node], nomenclature: Nomenclature = Nomenclature.URUSAN) -> Refusal:
    with pytest.raises(Refusal) as refused:
        tree_of(nomenclature, nodes, PLAN)
    assert refused.value.code == "BAD_USER_INPUT"
    return refused.value


@pytest.mark.parametrize(
    ("nomenclature", "code", "kind", "parent"),
    [
        (Nomenclature.KELOMPOK_PROGRAM, "IV", NodeKind.KELOMPOK_PROGRAM, None),
        (Nomenclature.KELOMPOK_PROGRAM, "IV.2", NodeKind.PROGRAM, "IV"),
        (Nomenclature.KELOMPOK_PROGRAM, "IV.2.2", NodeKind.KEGIATAN, "IV.2"),
        (Nomenclature.KATEGORI_PRIORITAS, "II.II", NodeKind.PROGRAM, "II"),
        (Nomenclature.KATEGORI_PRIORITAS, "II.II.1", NodeKind.KEGIATAN, "II.II"),
        (Nomenclature.KATEGORI_PRIORITAS, "II.II.1.13", NodeKind.SUBKEGIATAN, "II.II.1"),
        (Nomenclature.URUSAN, "2.16.02", NodeKind.PROGRAM, None),
        (Nomenclature.URUSAN, "2.16.02.2.01", NodeKind.KEGIATAN, "2.16.02"),
        (Nomenclature.URUSAN, "2.16.02.2.01.06", NodeKind.SUBKEGIATAN, "2.16.02.2.01"),
        (Nomenclature.TAHAPAN, "5", NodeKind.TAHAPAN, None),
    ],
)
def test_a_code_tells_its_place(nomenclature: Nomenclature, code: str, kind: NodeKind, parent: str | None) -> None:
    place = place_of(nomenclature, code, "code")
    assert (place.kind, place.parent) == (kind, parent)
    assert LEVELS[nomenclature][place.depth].kind is kind


@pytest.mark.parametrize("code", ["QW2.16.01.2.01.07", "2.16", "2.16.01.", "2.16.01.2.01.07.1", "", "I.1"])
def test_an_unknown_code(code: str) -> None:
    assert refusal([Node(code, "Judul")]).field == "nodes.0.code"


def test_a_missing_parent_and_a_code_twice() -> None:
    assert refusal([BATAM[0], BATAM[2]]).field == "nodes.1.code"
    assert refusal([*BATAM, BATAM[1]]).field == "nodes.3.code"


def test_too_many() -> None:
    assert refusal([Node(str(n), "x") for n in range(301)], Nomenclature.TAHAPAN).field == "nodes"


@given(st.integers(0, 10**6))
def test_the_tree_is_the_same_however_levels_are_mixed(seed: int) -> None:
    mixed = list(BABEL)
    Random(seed).shuffle(mixed)
    tree = tree_of(Nomenclature.KELOMPOK_PROGRAM, mixed, PLAN)
    before: set[str] = set()
    for one in tree:
        assert one.place.parent is None or one.place.parent in before
        before.add(one.node.code)
    siblings = [one.node.code for one in tree if one.place.depth == 0]
    assert siblings == [node.code for node in mixed if "." not in node.code]


def test_a_group_is_followed_by_what_is_below_it() -> None:
    tree = tree_of(Nomenclature.KELOMPOK_PROGRAM, [BABEL[0], BABEL[4], *BABEL[1:4], BABEL[5]], PLAN)
    assert [one.node.code for one in tree] == ["I", "I.1", "I.1.1", "I.1.2", "V", "V.1"]
    assert [one.node.code for one in tree if not one.has_children] == ["I.1.1", "I.1.2", "V.1"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"years": (2025,)}, "nodes.2.years"),
        ({"weeks": (Week(2021, 3, 9),)}, "nodes.2.weeks.0.week"),
        ({"budget": Decimal(-1)}, "nodes.2.budget"),
        ({"budget_code": "5.1.02;DROP"}, "nodes.2.budgetCode"),
        ({"actions": (Action("a", months=(MonthTarget(2020, 7),)),)}, "nodes.2.actions.0.months.0.year"),
        ({"actions": (Action("a", months=(MonthTarget(2021, 13),)),)}, "nodes.2.actions.0.months.0.month"),
        ({"actions": (Action("a", months=(month(7), month(7))),)}, "nodes.2.actions.0.months.1"),
        ({"actions": (Action("a", months=(month(7, target="0"),)),)}, "nodes.2.actions.0.months.0.target"),
        ({"actions": (Action("a", months=(month(7, target="-1"),)),)}, "nodes.2.actions.0.months.0.target"),
        ({"actions": (Action("a", months=(month(7, cash="-1"),)),)}, "nodes.2.actions.0.months.0.cashBudget"),
        ({"actions": (Action("a", months=(month(7, weight="60"), month(8, weight="30"))),)}, "nodes.2.actions"),
        ({"actions": (Action("a", months=(month(7, weight="100"), month(8))),)}, "nodes.2.actions"),
        ({"actions": (Action("a", months=(month(7, weight="110"), month(8, weight="-10"))),)}, "nodes.2.actions"),
        ({"actions": (Action("a", months=(month(7, weight="0"), month(8, weight="100"))),)}, "nodes.2.actions"),
    ],
)
def test_what_a_node_may_not_say(changes: dict[str, object], field: str) -> None:
    assert refusal([*BATAM[:2], replace(BATAM[2], **changes)]).field == field  # type: ignore[arg-type]


@pytest.mark.parametrize("changes", [{"budget": Decimal(1)}, {"actions": (Action("a", months=(month(7, cash="1"),)),)}])
def test_budgets_belong_to_the_lowest_level(changes: dict[str, object]) -> None:
    refused = refusal([replace(BATAM[0], **changes), *BATAM[1:]])  # type: ignore[arg-type]
    assert refused.rule == "plan: sums over levels equal the parts"


def test_weights_add_up_over_the_rows_of_a_node_and_the_months_of_a_year() -> None:
    thirds = ("33.33", "33.33", "33.34")
    rows = tuple(Action(f"a{n}", months=(month(n + 1, weight=weight),)) for n, weight in enumerate(thirds))
    other_year = Action("b", months=(MonthTarget(2022, 1, weight=Decimal(100)),))
    tree_of(Nomenclature.URUSAN, [*BATAM[:2], replace(BATAM[2], actions=(*rows, other_year))], PLAN)
    assert refusal([*BATAM[:2], replace(BATAM[2], actions=rows[:2])]).rule == "plan: weights add up to 100"
