"""How many complaints each pemda gets, and when: the shape of domain.md 5.2 on any scale."""

import random
from datetime import date, timedelta

import pytest

from bench.nation import volumes
from rules.identifiers import tenant_id_of
from tenants import enrolment

EVERYBODY = [int(tenant_id_of(code)) for code, _, _ in enrolment.pemda()]


def test_a_real_year_has_the_shape_that_was_found() -> None:
    found = volumes.weights(EVERYBODY, 5)
    assert len(found) == len(EVERYBODY) - (0 in EVERYBODY) == 546
    assert found[volumes.JAKARTA] == max(found.values()) == 130_000
    assert 5 <= sum(10_000 < weight < 130_000 for weight in found.values()) <= 15
    assert sum(weight < 500 for weight in found.values()) > len(found) * 0.8


@pytest.mark.parametrize("total", [30_000, 10_000_000])
def test_shares_add_up_and_leave_nobody_without_one_a_month(total: int) -> None:
    found = volumes.shares(EVERYBODY, total, 36, 5)
    assert sum(found.values()) == total
    assert min(found.values()) >= 36
    assert found == volumes.shares(list(reversed(EVERYBODY)), total, 36, 5)


def test_too_few_are_refused() -> None:
    with pytest.raises(ValueError, match="less than one a month"):
        volumes.shares([2101, 2102], 71, 36, 5)


def test_every_month_has_one_and_days_come_in_order() -> None:
    calendar = [date(2024, 1, 1) + timedelta(days=number) for number in range(366)]
    found = volumes.days(40, calendar, random.Random(1))
    assert len(found) == 40
    assert found == sorted(found)
    assert {calendar[number].month for number in found} == set(range(1, 13))
    assert volumes.months_between(date(2023, 11, 5), date(2024, 1, 31)) == [
        date(2023, 11, 1),
        date(2023, 12, 1),
        date(2024, 1, 1),
    ]
