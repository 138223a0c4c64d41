"""Counted complaints for tests of releases: sums put where the worker puts them, for pemda of the test's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, LiteralString

import psycopg

from rules.releases import Period
from tenants.database import Database
from tests.tenancy import EnrolledPemda, NewTenant

_YEARS: Iterator[int] = count(2001)
_ADD: LiteralString = """
INSERT INTO tuntas.complaint_rollup (tenant_id, grain, grouped, day, key, received, answered, closed_by_admin,
    closed_by_system, closed_by_reporter, objected, decided, in_time, open_0, open_31)
VALUES (%(tenant)s, 'MONTH', 'ALL', %(day)s, '', %(received)s, %(received)s, %(admin)s, 0, %(reporter)s, NULL,
    %(decided)s, %(in_time)s, %(open)s, 0)
ON CONFLICT (tenant_id, grain, grouped, day, key) DO UPDATE SET received = excluded.received,
    answered = excluded.answered, closed_by_admin = excluded.closed_by_admin, decided = excluded.decided,
    closed_by_reporter = excluded.closed_by_reporter, in_time = excluded.in_time, open_0 = excluded.open_0
"""


@dataclass
class Counting:
    """A year that no other test has, two provinces with pemda, and their counts."""

    database: Database
    first: list[EnrolledPemda]
    second: list[EnrolledPemda]
    year: Period = field(default_factory=lambda: Period(next(_YEARS)))

    @property
    def pemda(self) -> list[EnrolledPemda]:
        return [*self.first, *self.second]

    def month(self, number: int) -> str:
        return str(Period(self.year.year, number))

    def counted(self, number: int, counts: Mapping[EnrolledPemda, int] | None = None) -> str:
        """The sums of a month; 20 for every pemda that is not named. Answers the month."""
        named = counts or {}
        with psycopg.connect(self.database.owner_url) as owner:
            for pemda in self.pemda:
                received = named.get(pemda, 20)
                values: dict[str, Any] = {
                    "tenant": pemda.id, "day": date(self.year.year, number, 1), "received": received,
                    "admin": received // 2, "reporter": received - received // 2, "decided": received,
                    "in_time": received, "open": 3,
                }  # fmt: skip
                owner.execute(_ADD, values)
        return self.month(number)


def counting(database: Database, new_tenant: NewTenant) -> Counting:
    """Two provinces of three regencies each."""
    provinces = []
    for _ in range(2):
        province = new_tenant(level="provinsi")
        provinces.append([new_tenant(beside=province) for _ in range(3)])
    first, second = provinces
    return Counting(database, first, second)
