"""What was transcribed: whole matrices, every printed score, nothing outside of the levels."""

from gateway.demo.assessments.printed import babel, bintan
from tests.assessments import CATEGORIES


def test_bintan_is_whole() -> None:
    printed = bintan()
    assert [unit.number for unit in printed.units] == list(range(1, 20))
    assert all(set(unit.answers) == set(range(1, 21)) for unit in printed.units)
    assert {value for unit in printed.units for value in unit.answers.values()} == {1, 2, 3, 4}
    assert all(set(unit.scores) == set(CATEGORIES) for unit in printed.units)
    assert printed.averages["SDM"] == "2,70"
    assert sorted(printed.priorities.values()) == [1, 2, 3, 4, 5]


def test_bangka_belitung_is_whole() -> None:
    printed = babel()
    assert len(printed["answers"]) == 22
    assert [place for _, place, _ in printed["priorities"]] == [2, 1, 2, 1, 1]
    assert set(map(int, printed["answers_of_table_4"])) == set(range(5, 23))
    assert len(printed["minutes"]["attendance"]) == 8
