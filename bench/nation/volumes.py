"""How many complaints does each pemda get, and on which days? As domain.md 5.2 found it, on any scale.

A real year: Jakarta 130,000, a dozen cities above 10,000, some sixty above 1,000, most below 500. Another total keeps
the shape; below it every pemda still has one complaint a month.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from rules.identifiers import NATION

JAKARTA: Final = 3100
_OF_JAKARTA: Final = 130_000
_LARGEST: Final = (
    2171, 3273, 3578, 3372, 3374, 1271, 3671, 3276, 3674, 3275, 7371, 1671,
)  # fmt: skip
"""Batam, Bandung, Surabaya, Surakarta, Semarang, Medan, Tangerang, Depok, Tangsel, Bekasi, Makassar, Palembang."""
_LARGE: Final = 60
_WEEK: Final = (1.2, 1.15, 1.1, 1.05, 1.0, 0.5, 0.4)
"""Fewer people complain on Saturdays and Sundays."""


def weights(tenants: Sequence[int], seed: int) -> dict[int, float]:
    """Complaints of a real year, by pemda; the nation's own desk gets none of its own."""
    dice = random.Random(f"{seed} weights")
    others = sorted(tenant for tenant in tenants if tenant not in (NATION, JAKARTA))
    large = set(dice.sample(others, min(_LARGE, len(others) // 4)))
    found = {tenant: _of(tenant, dice, large) for tenant in others}
    return found | ({JAKARTA: float(_OF_JAKARTA)} if JAKARTA in tenants else {})


def _of(tenant: int, dice: random.Random, large: set[int]) -> float:
    if tenant in _LARGEST:
        return 10_000 + 15_000 * float(dice.random() ** 2)
    if tenant in large:
        return 1_000 + 7_000 * float(dice.random() ** 3)
    return 17 + 460 * float(dice.random() ** 1.5)


def shares(tenants: Sequence[int], total: int, months: int, seed: int) -> dict[int, int]:
    """How many each pemda has in all: at least one a month, together exactly `total`."""
    weighed = weights(tenants, seed)
    rest = total - months * len(weighed)
    if rest < 0:
        raise ValueError(f"{total} complaints are less than one a month in {len(weighed)} pemda")
    whole = sum(weighed.values())
    found = {tenant: months + int(rest * weight / whole) for tenant, weight in weighed.items()}
    largest = max(weighed, key=weighed.__getitem__)
    found[largest] += total - sum(found.values())
    return found


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months that two days lie in."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def days(count: int, calendar: Sequence[date], dice: random.Random) -> list[int]:
    """On which days, by number, in order: each month has one, the others fall as the weekdays weigh."""
    by_month: Mapping[tuple[int, int], list[int]] = {}
    for number, day in enumerate(calendar):
        by_month.setdefault((day.year, day.month), []).append(number)  # type: ignore[attr-defined]
    one_each = [dice.choice(numbers) for numbers in by_month.values()][:count]
    likely = [_WEEK[day.weekday()] for day in calendar]
    return sorted(one_each + dice.choices(range(len(calendar)), likely, k=count - len(one_each)))
