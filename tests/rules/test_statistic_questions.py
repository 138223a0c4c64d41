"""Every question is answered from sums that tell it exactly, or refused with the field and the rule."""

from datetime import date
from typing import Any

import pytest

from rules.errors import Refusal
from rules.identifiers import Reach, reach_of
from rules.statistic_periods import EARLIEST, Period, Span
from rules.statistic_questions import (
    MOST_ROWS,
    Dimension,
    Grain,
    Group,
    Piece,
    Question,
    Source,
    check_rows,
    check_values,
    plan,
)

NATION, PROVINCE, REGENCY = Reach(0, 9999), reach_of(2100), reach_of(2101)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
QUARTER = (date(2025, 1, 1), date(2025, 3, 30))
DAYS = (date(2025, 3, 10), date(2025, 6, 12))
D = Dimension


def question(scope: Reach, days: tuple[date, date] = YEAR, *by: Dimension, **only: Any) -> Question:
    return Question(scope=scope, period=Period(Span(*days), days[1]), by=by, **only)


@pytest.mark.parametrize(
    ("asked", "source", "group"),
    [
        (question(NATION, YEAR, D.PROVINCE, D.MONTH), Source.MONTHS, Group.ALL),
        (question(NATION, DAYS), Source.MONTHS_AND_DAYS, Group.ALL),
        (question(NATION, DAYS, D.WEEK), Source.DAYS, Group.ALL),
        (question(NATION, YEAR, D.PROVINCE, D.KIND), Source.MONTHS, Group.KIND),
        (question(PROVINCE, YEAR, D.PEMDA, D.TOPIC, topic=4), Source.MONTHS, Group.TOPIC),
        (question(PROVINCE, YEAR, D.PEMDA, channel="WEB"), Source.MONTHS, Group.CHANNEL),
        (question(REGENCY, YEAR, D.PRIORITY), Source.MONTHS, Group.PRIORITY),
        (question(REGENCY, DAYS, D.PRIORITY), Source.TALLIES, Group.ALL),
        (question(REGENCY, YEAR, D.KIND, D.DAY, kind="ASPIRASI"), Source.TALLIES, Group.ALL),
        (question(REGENCY, YEAR, D.KIND, channel="WEB"), Source.TALLIES, Group.ALL),
        (question(REGENCY, YEAR, D.UNIT), Source.TALLIES, Group.ALL),
        (question(REGENCY, YEAR, unit="0001"), Source.TALLIES, Group.ALL),
    ],
)
def test_what_answers_it(asked: Question, source: Source, group: Group) -> None:
    if asked.time is not None and asked.time.value == "DAY":
        asked = question(asked.scope, DAYS, *asked.by, kind=asked.kind)
    found = plan(asked)
    assert (found.source, found.group) == (source, group)
    assert (found.pieces == ()) is (source is Source.TALLIES)


def test_whole_months_from_months_and_the_rest_from_days() -> None:
    assert plan(question(NATION, DAYS, D.MONTH)).pieces == (
        Piece(Grain.MONTH, EARLIEST, date(2025, 2, 28), early=True),
        Piece(Grain.DAY, date(2025, 3, 1), date(2025, 3, 9), early=True),
        Piece(Grain.DAY, date(2025, 3, 10), date(2025, 3, 31)),
        Piece(Grain.MONTH, date(2025, 4, 1), date(2025, 5, 31)),
        Piece(Grain.DAY, date(2025, 6, 1), date(2025, 6, 12)),
    )


def test_the_month_that_runs_is_never_taken_whole() -> None:
    """Its sums know the deadlines that are still to come."""
    running = Question(scope=NATION, period=Period(Span(date(2025, 5, 1), date(2025, 6, 30)), date(2025, 6, 12)))
    assert plan(running).pieces[-1] == Piece(Grain.DAY, date(2025, 6, 1), date(2025, 6, 12))


@pytest.mark.parametrize(
    ("asked", "field", "rule"),
    [
        (question(PROVINCE, YEAR, D.UNIT), "by", "units within one pemda"),
        (question(PROVINCE, YEAR, unit="0001"), "unit", "units within one pemda"),
        (question(NATION, YEAR, D.KIND, D.TOPIC), "by", "one property over several pemda"),
        (question(NATION, YEAR, D.KIND, priority="HIGH"), "by", "one property over several pemda"),
        (question(NATION, QUARTER, D.KIND), "lastDay", "properties by month over several pemda"),
        (question(NATION, DAYS, kind="ASPIRASI"), "firstDay", "properties by month over several pemda"),
        (question(PROVINCE, DAYS, D.KIND, D.DAY), "by", "properties by month over several pemda"),
        (question(NATION, YEAR, D.PROVINCE, D.PEMDA), "by", "one level of regions, one unit of time"),
        (question(NATION, YEAR, D.YEAR, D.MONTH), "by", "one level of regions, one unit of time"),
        (question(NATION, YEAR, D.KIND, D.KIND), "by", "bounded answers"),
        (question(REGENCY, YEAR, D.KIND, D.TOPIC, D.UNIT, D.YEAR), "by", "bounded answers"),
        (question(PROVINCE, YEAR, D.NATION), "by", "a region is divided into smaller ones"),
        (question(REGENCY, YEAR, D.PROVINCE), "by", "a region is divided into smaller ones"),
        (question(NATION, (date(2025, 1, 1), date(2026, 2, 5)), D.DAY), "lastDay", "bounded periods"),
        (question(NATION, YEAR, D.PEMDA, D.DAY), "by", "bounded answers"),
        (question(NATION, (date(2024, 1, 1), date(2025, 12, 31)), D.PEMDA, D.MONTH), "by", "bounded answers"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered(asked: Question, field: str, rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        plan(asked)
    said = refused.value
    assert (said.code, said.field, said.rule) == ("BAD_USER_INPUT", field, f"statistics: {rule}")
    assert said.en != said.id


def test_the_period_before_is_asked_the_same_way() -> None:
    found = plan(question(NATION, YEAR, D.PROVINCE, D.KIND)).previous()
    assert found.question.period.counted == Span(date(2024, 1, 1), date(2024, 12, 31))
    assert (found.source, found.group) == (Source.MONTHS, Group.KIND)


def test_an_answer_has_so_many_values() -> None:
    check_values(MOST_ROWS, 10)
    check_values(546, 120)
    with pytest.raises(Refusal) as refused:
        check_values(MOST_ROWS, 11)
    assert (refused.value.code, refused.value.field) == ("OPERATION_TOO_COMPLEX", "rows")


def test_an_answer_has_so_many_rows() -> None:
    check_rows(MOST_ROWS)
    with pytest.raises(Refusal):
        check_rows(MOST_ROWS + 1)
