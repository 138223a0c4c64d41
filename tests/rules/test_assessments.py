from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from rules.assessments import (
    ACTS,
    Act,
    AssessmentStatus,
    SheetStatus,
    after,
    check_answerable,
    check_answers,
    check_checkable,
    check_excusable,
    check_finished,
    check_over,
    check_period,
    check_priorities,
    check_second_person,
    check_unsigned,
)
from rules.errors import Refusal
from tests.rules.questions import PLAIN

WHOLE = [(number, 3) for number in range(1, 6)]


def refused(code: str, function: Any, *given: Any, **named: Any) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        function(*given, **named)
    assert refusal.value.code == code
    return refusal.value


@pytest.mark.parametrize("status", AssessmentStatus)
@pytest.mark.parametrize("act", Act)
def test_the_table_of_acts(status: AssessmentStatus, act: Act) -> None:
    if (status, act) in ACTS:
        assert after(status, act) is ACTS[status, act]
    else:
        refused("MOVE_REFUSED", after, status, act)


def test_every_status_is_reached_and_the_last_is_never_left() -> None:
    assert set(ACTS.values()) | {AssessmentStatus.DRAFT} == set(AssessmentStatus)
    assert not [act for status, act in ACTS if status is AssessmentStatus.FINALISED]
    assert {act for _, act in ACTS} == set(Act)


@pytest.mark.parametrize("status", [AssessmentStatus.OPEN, AssessmentStatus.CHECKING])
@pytest.mark.parametrize("sheet", SheetStatus)
def test_when_a_sheet_takes_answers(status: AssessmentStatus, sheet: SheetStatus) -> None:
    open_ = {SheetStatus.BLANK, SheetStatus.STARTED, SheetStatus.RETURNED}
    takes = {AssessmentStatus.OPEN: open_, AssessmentStatus.CHECKING: {SheetStatus.RETURNED}}[status]
    if sheet in takes:
        check_answerable(status, sheet)
    else:
        twice = sheet in (SheetStatus.SUBMITTED, SheetStatus.CHECKED)
        refused("CONFLICT" if twice else "MOVE_REFUSED", check_answerable, status, sheet)


def test_answers() -> None:
    check_answers(PLAIN, WHOLE, set(), whole=True)
    check_answers(PLAIN, WHOLE[:1], {2, 3, 4, 5}, whole=True)
    check_answers(PLAIN, [], set(), whole=False)
    for given, field in (
        ([(6, 3)], "answers.0.question"),
        ([(1, 3), (1, 3)], "answers.1.question"),
        ([(1, 0)], "answers.0.value"),
        ([(1, 5)], "answers.0.value"),
        (WHOLE[1:], "answers"),
    ):
        assert refused("BAD_USER_INPUT", check_answers, PLAIN, given, set(), whole=True).field == field


def test_a_second_person_is_another_one() -> None:
    one, other = uuid4(), uuid4()
    check_second_person({one}, other)
    refused("MOVE_REFUSED", check_second_person, {one, other}, other)
    refused("MOVE_REFUSED", check_second_person, {one}, None)


@pytest.mark.parametrize("sheet", SheetStatus)
def test_what_is_checked_and_excused(sheet: SheetStatus) -> None:
    if sheet is SheetStatus.SUBMITTED:
        check_checkable(sheet)
    else:
        refused("MOVE_REFUSED", check_checkable, sheet)
    if sheet in (SheetStatus.CHECKED, SheetStatus.EXCUSED):
        refused("MOVE_REFUSED", check_excusable, sheet)
    else:
        check_excusable(sheet)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2021, 1, 1), date(2021, 12, 31), None),
        (date(2020, 2, 1), date(2020, 2, 29), None),
        (date(2020, 1, 1), date(2021, 12, 31), None),
        (date(2021, 1, 2), date(2021, 12, 31), "lastDay"),
        (date(2021, 1, 1), date(2021, 12, 30), "lastDay"),
        (date(2021, 2, 1), date(2021, 1, 31), "lastDay"),
        (date(2019, 1, 1), date(2021, 12, 31), "lastDay"),
        (date(2021, 6, 1), date(2022, 1, 31), "firstDay"),
        (date(2017, 1, 1), date(2017, 12, 31), "firstDay"),
    ],
)
def test_the_period(first: date, last: date, field: str | None) -> None:
    if field is None:
        check_period(2021, first, last)
    else:
        assert refused("BAD_USER_INPUT", check_period, 2021, first, last).field == field


def test_priorities() -> None:
    check_priorities(PLAIN, [("A", 1), ("B", 1)])
    for given, field in (
        ([("A", 1)], "priorities"),
        ([("A", 1), ("X", 1)], "priorities.1.category"),
        ([("A", 1), ("A", 2)], "priorities.1.category"),
        ([("A", 0), ("B", 1)], "priorities.0.place"),
        ([("A", 1), ("B", 6)], "priorities.1.place"),
    ):
        assert refused("BAD_USER_INPUT", check_priorities, PLAIN, given).field == field


def test_the_end() -> None:
    done, both = [SheetStatus.CHECKED, SheetStatus.EXCUSED], {"A", "B"}
    check_finished(done, both, PLAIN, signed=True)
    for sheets, prioritised, signed in (
        ([*done, SheetStatus.SUBMITTED], both, True),
        ([SheetStatus.EXCUSED], both, True),
        (done, {"A"}, True),
        (done, both, False),
    ):
        refused("MOVE_REFUSED", check_finished, sheets, prioritised, PLAIN, signed=signed)


def test_part_a_is_not_final_while_its_period_runs() -> None:
    refused("MOVE_REFUSED", check_over, date(2026, 12, 31), date(2026, 12, 31))
    check_over(date(2026, 12, 31), date(2027, 1, 1))


def test_what_signed_minutes_rest_on_stays() -> None:
    refused("MOVE_REFUSED", check_unsigned, signed=True)
    check_unsigned(signed=False)
