"""A plan begins with the priorities of its assessment."""

import pytest

from rules.errors import Refusal
from rules.plan_drafting import RankedCategory, check_priorities, groups_of
from rules.plan_schedule import Period
from rules.plan_tree import Nomenclature, tree_of

BINTAN = [
    RankedCategory("KEBIJAKAN", 4),
    RankedCategory("SDM", 1, ("Kurang terampil", "Mutasi pengelola")),
    RankedCategory("DATA", 2),
    RankedCategory("PARTISIPASI", 5),
    RankedCategory("KOORDINASI", 3),
]
BABEL = [
    RankedCategory("KEBIJAKAN", 2), RankedCategory("SDM", 1), RankedCategory("DATA", 2),
    RankedCategory("PARTISIPASI", 1), RankedCategory("KOORDINASI", 1),
]  # fmt: skip


def test_the_most_urgent_comes_first_with_its_reasons() -> None:
    check_priorities(BINTAN)
    groups = groups_of(Nomenclature.KATEGORI_PRIORITAS, BINTAN)
    assert [(one.code, one.title) for one in groups] == [
        ("I", "Penguatan Sumber Daya Manusia"),
        ("II", "Optimalisasi Pemanfaatan Data dan Aplikasi"),
        ("III", "Koordinasi, Pemantauan dan Evaluasi"),
        ("IV", "Penguatan Kelembagaan"),
        ("V", "Peningkatan Partisipasi Pemangku Kepentingan"),
    ]
    assert groups[0].note == "Kurang terampil\nMutasi pengelola"
    assert len(tree_of(Nomenclature.KATEGORI_PRIORITAS, groups, Period(2021, 2024))) == 5


def test_ties_keep_their_place_and_the_order_given() -> None:
    check_priorities(BABEL)
    groups = groups_of(Nomenclature.KELOMPOK_PROGRAM, BABEL)
    assert [one.label for one in groups] == ["Prioritas 1"] * 3 + ["Prioritas 2"] * 2
    assert groups[0].title == "Penguatan Sumber Daya Manusia"
    assert groups[3].title == "Penguatan Kelembagaan"


def test_a_category_of_the_own_question_set_keeps_its_name() -> None:
    (group,) = groups_of(Nomenclature.KELOMPOK_PROGRAM, [RankedCategory("ANGGARAN", 1)])
    assert group.title == "ANGGARAN"


@pytest.mark.parametrize("nomenclature", [Nomenclature.URUSAN, Nomenclature.TAHAPAN])
def test_the_budgets_own_nomenclature_has_no_groups(nomenclature: Nomenclature) -> None:
    assert groups_of(nomenclature, BINTAN) == []


@pytest.mark.parametrize(
    ("priorities", "field"),
    [
        ([RankedCategory("SDM", 1), RankedCategory("SDM", 2)], "priorities.1.category"),
        ([RankedCategory("SDM", 0)], "priorities.0.place"),
        ([RankedCategory("SDM", 1), RankedCategory("DATA", 3)], "priorities.1.place"),
    ],
)
def test_what_is_no_order(priorities: list[RankedCategory], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_priorities(priorities)
    assert refused.value.field == field
