import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import BAD_USER_INPUT, Refusal
from rules.unit_paths import ABOVE_ALL, ROOT, WIDTH, ancestors, common_superior, contains, number_of, parent, segment

NUMBERS = st.integers(1, 36**4 - 1)
PATHS = st.lists(st.integers(1, 40).map(segment), max_size=4).map(lambda levels: ROOT + "".join(levels))


def test_segments_count_in_base_36() -> None:
    assert [segment(n) for n in (1, 9, 10, 35, 36, 37, 36**4 - 1)] == [
        "0001", "0009", "000a", "000z", "0010", "0011", "zzzz",
    ]  # fmt: skip
    assert segment(1) == ROOT


@pytest.mark.parametrize("number", [0, -1, 36**4])
def test_more_children_than_fit_are_refused(number: int) -> None:
    with pytest.raises(Refusal) as refused:
        segment(number)
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "parent")


@given(NUMBERS, PATHS)
def test_a_number_comes_back_from_its_segment(number: int, path: str) -> None:
    assert number_of(path + segment(number)) == number


@given(NUMBERS, NUMBERS)
def test_siblings_sort_by_number(one: int, other: int) -> None:
    assert (segment(one) < segment(other)) is (one < other)
    assert segment(one) < ABOVE_ALL


@given(PATHS)
def test_the_parent_is_one_level_up(path: str) -> None:
    above = parent(path)
    if path == ROOT:
        assert above is None
    else:
        assert above == path[:-WIDTH]
        assert contains(above, path)


@given(PATHS, PATHS)
def test_a_unit_contains_itself_and_what_is_below(upper: str, lower: str) -> None:
    assert contains(upper, upper)
    assert contains(ROOT, lower)
    assert contains(upper, lower) is (upper in ancestors(lower))
    # what SQL asks, with the leakproof operators of text in collation "C"
    assert contains(upper, lower) is (upper.encode() <= lower.encode() < (upper + ABOVE_ALL).encode())


@given(PATHS)
def test_ancestors_go_up_to_the_root(path: str) -> None:
    above = ancestors(path)
    assert above[0] == path
    assert above[-1] == ROOT
    assert [parent(unit) for unit in above] == [*above[1:], None]


@given(PATHS, PATHS)
def test_the_common_superior_stands_above_both_and_is_the_lowest_that_does(first: str, second: str) -> None:
    superior = common_superior(first, second)
    assert superior == common_superior(second, first)
    assert contains(superior, first)
    assert contains(superior, second)
    if ROOT in (first, second):
        assert superior == ROOT
    else:
        assert superior not in (first, second)
        between = [
            unit
            for unit in ancestors(first)
            if unit not in (first, second) and contains(unit, second) and len(unit) > len(superior)
        ]
        assert between == []


def test_examples_of_who_rules() -> None:
    dinas, badan, bidang, seksi = "00010002", "00010003", "000100020001", "000100020002"
    assert common_superior(dinas, badan) == ROOT
    assert common_superior(bidang, seksi) == dinas
    assert common_superior(bidang, badan) == ROOT
    assert common_superior(dinas, bidang) == ROOT
    assert common_superior(bidang, bidang) == dinas
