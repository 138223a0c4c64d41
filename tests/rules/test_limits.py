from datetime import date

import pytest

from rules.complaint_states import Clock
from rules.errors import BAD_USER_INPUT, Refusal
from rules.limits import (
    BOUNDS,
    DEFAULT_LADDER,
    DEFAULT_LIMITS,
    LEVELS,
    OF_REPORTERS,
    Level,
    Limit,
    LimitUnit,
    RuleBook,
    RuleVersion,
    Term,
    check_ladder,
    check_limits,
    term_of,
)
from rules.vocabulary import Kind


def test_the_limits_of_the_nation() -> None:
    """SOP Batam 2023, steps 2 to 6; Perbup Bintan 53/2021, 2.1.1."""
    assert {term: (limit.amount, limit.unit) for term, limit in DEFAULT_LIMITS.items()} == {
        Term.NATIONAL_VERIFICATION: (3, LimitUnit.WORKING_DAY),
        Term.INSTANSI_VERIFICATION: (3, LimitUnit.WORKING_DAY),
        Term.FIRST_RESPONSE: (5, LimitUnit.WORKING_DAY),
        Term.COMPLETION_INFORMATION: (5, LimitUnit.WORKING_DAY),
        Term.COMPLETION_ASPIRATION: (5, LimitUnit.WORKING_DAY),
        Term.COMPLETION_WITHOUT_OVERSIGHT: (14, LimitUnit.WORKING_DAY),
        Term.COMPLETION_WITH_OVERSIGHT: (60, LimitUnit.WORKING_DAY),
        Term.REPORTER_COMPLETION: (10, LimitUnit.WORKING_DAY),
        Term.REPORTER_REACTION: (10, LimitUnit.WORKING_DAY),
        Term.RULING: (3, LimitUnit.WORKING_DAY),
    }
    assert set(BOUNDS) == set(Term)
    assert {term for term in Term if BOUNDS[term].least > 1} == OF_REPORTERS
    assert str(Limit(3)) == "3 hari kerja"
    assert str(Limit(3, LimitUnit.HOUR)) == "3 jam kerja"


def test_every_clock_of_every_kind_has_its_term() -> None:
    found = {term_of(clock, kind) for clock in Clock for kind in Kind}
    assert found == set(Term)
    assert term_of(Clock.COMPLETION, Kind.ASPIRASI) is Term.COMPLETION_ASPIRATION
    assert term_of(Clock.RULING, Kind.ASPIRASI) is Term.RULING


@pytest.mark.parametrize("term", Term)
@pytest.mark.parametrize("unit", [LimitUnit.WORKING_DAY, LimitUnit.DAY])
def test_a_limit_lies_between_the_bounds_of_the_nation(term: Term, unit: LimitUnit) -> None:
    bound = BOUNDS[term]
    for amount, fits in (
        (bound.least, True), (bound.most, True), (bound.least - 1, False), (bound.most + 1, False),
    ):  # fmt: skip
        refused = None
        try:
            check_limits({term: Limit(amount, unit)})
        except Refusal as refusal:
            refused = (refusal.code, refusal.field)
        assert refused == (None if fits else (BAD_USER_INPUT, f"limits.{term}"))


@pytest.mark.parametrize(
    ("term", "hours", "fits"),
    [
        (Term.COMPLETION_INFORMATION, 3, True),  # ringan: three hours in Kalbar
        (Term.COMPLETION_INFORMATION, 40, True),
        (Term.COMPLETION_INFORMATION, 41, False),
        (Term.COMPLETION_INFORMATION, 0, False),
        (Term.REPORTER_REACTION, 80, False),
    ],
)
def test_hours_are_for_offices_and_no_longer_than_days(term: Term, hours: int, fits: bool) -> None:  # noqa: FBT001
    given = {term: Limit(hours, LimitUnit.HOUR)}
    if fits:
        check_limits(given)
    else:
        with pytest.raises(Refusal):
            check_limits(given)


def test_batam_and_bintan_fit() -> None:
    check_limits({Term.INSTANSI_VERIFICATION: Limit(5, LimitUnit.DAY), Term.NATIONAL_VERIFICATION: Limit(3)})
    check_limits({Term.INSTANSI_VERIFICATION: Limit(1)})
    check_limits(DEFAULT_LIMITS)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, None),
        ({Level.HEAD: 0, Level.INSTANSI: 0, Level.PROVINCE: 0, Level.NATION: 0, Level.OMBUDSMAN: 0}, None),
        ({Level.INSTANSI: 2}, "ladder.INSTANSI"),
        ({Level.HEAD: -1}, "ladder.HEAD"),
        ({Level.PROVINCE: 0}, "ladder.PROVINCE"),
        ({Level.OMBUDSMAN: 8}, "ladder.OMBUDSMAN"),
    ],
)
def test_a_ladder_may_be_steeper_and_never_flatter(changed: dict[Level, int], field: str | None) -> None:
    ladder = {**DEFAULT_LADDER, **changed}
    if field is None:
        check_ladder(ladder)
        return
    with pytest.raises(Refusal) as refused:
        check_ladder(ladder)
    assert refused.value.field == field
    assert tuple(DEFAULT_LADDER) == LEVELS


def test_the_version_in_force_is_the_newest_whose_day_has_come() -> None:
    first = RuleVersion(1, date(2026, 1, 1))
    second = RuleVersion(2, date(2026, 6, 1))
    corrected = RuleVersion(3, date(2026, 6, 1))
    book = RuleBook.of([corrected, second, first])
    assert [book.in_force(date(2025, 12, 31)).number, book.in_force(date(2026, 1, 1)).number] == [0, 1]
    assert [book.in_force(date(2026, 5, 31)).number, book.in_force(date(2026, 6, 1)).number] == [1, 3]
    assert book.number(2) is second
    with pytest.raises(KeyError):
        book.number(4)
