"""What was transcribed: whole matrices, every printed score, nothing outside of the levels."""

from decimal import Decimal

from gateway.demo.assessments.printed import babel, bintan
from rules.assessment_discrepancies import in_answers
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


def test_bangka_belitungs_two_tables_disagree() -> None:
    printed = babel()
    second = {int(number): value for number, value in printed["answers_of_table_4"].items()}
    found = in_answers("Tabel 4", second, dict(enumerate(printed["answers"], 1)))
    assert [(one.question, one.printed, int(one.computed)) for one in found] == [
        (6, Decimal(2), 4), (7, Decimal(2), 3), (8, Decimal(3), 4), (9, Decimal(2), 4), (10, Decimal(3), 2),
        (11, Decimal(2), 3), (12, Decimal(2), 1), (13, Decimal(3), 4), (17, Decimal(2), 3), (18, Decimal(2), 1),
        (19, Decimal(2), 1), (21, Decimal(4), 2), (22, Decimal(2), 1),
    ]  # fmt: skip
