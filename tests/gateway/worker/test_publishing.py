"""A month that nobody published is published by the worker from the tenth day on, once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gateway.delivery.inside import SISTEM, House, NotAnsweredError
from gateway.worker.publishing import Publishing, due_month
from graph.context import Context
from policies.principal import Principal
from rules.errors import FORBIDDEN, NOT_FOUND, RETRY
from rules.releases import Period
from tenants.database import Database, Pool
from tenants.timetables import Timetables
from tests.graph.changing import change, national
from tests.offices import VISITOR, Asking
from tests.tenancy import NewTenant
from tests.tenants.stores.releasing import Counting, counting

pytestmark = pytest.mark.anyio
_SEEN = "query Seen($period: String!) { release(period: $period) { version madeBy note } }"


@pytest.fixture
def counts(database: Database, new_tenant: NewTenant) -> Counting:
    return counting(database, new_tenant)


def worker(pool: Pool, now: datetime) -> Publishing:
    """A worker at this time."""
    ask = Asking(pool)
    return Publishing(House(pool, ask.vault, Timetables(pool), lambda: now))


def tenth(counts: Counting, after: str) -> datetime:
    """The morning of the tenth day after a month."""
    return datetime.combine(Period.of(after).after, datetime.min.time(), UTC) + timedelta(days=9, hours=1)


@pytest.mark.parametrize(
    ("now", "month"),
    [
        (datetime(2026, 11, 9, 16, 59, tzinfo=UTC), None),
        (datetime(2026, 11, 9, 17, 0, tzinfo=UTC), "2026-10"),
        (datetime(2026, 11, 30, 16, 59, tzinfo=UTC), "2026-10"),
        (datetime(2026, 11, 30, 17, 0, tzinfo=UTC), None),
        (datetime(2027, 1, 12, tzinfo=UTC), "2026-12"),
    ],
)
def test_the_month_that_is_due(now: datetime, month: str | None) -> None:
    assert due_month(now) == month


async def test_nobody_did_so_the_worker_does_once(pool: Pool, counts: Counting) -> None:
    month = counts.counted(4)
    at = tenth(counts, month)
    assert await worker(pool, at - timedelta(days=1))() is None
    assert await worker(pool, at)() == month
    assert await worker(pool, at + timedelta(hours=1))() is None
    ask = Asking(pool)
    assert (await ask(VISITOR, _SEEN, period=month))["release"] == {"version": 1, "madeBy": "Sistem", "note": ""}


async def test_what_the_desk_published_stays(pool: Pool, counts: Counting) -> None:
    month = counts.counted(5)
    await change(Asking(pool), national(), "publishStatistics", "{ version }", period=month)
    counts.counted(5, {counts.first[0]: 90})
    assert await worker(pool, tenth(counts, month))() is None
    found = (await Asking(pool)(VISITOR, _SEEN, period=month))["release"]
    assert (found["version"], found["madeBy"]) == (1, "Admin Nasional")


class Grumbling:
    """A graph that knows no release and refuses to make one."""

    def __init__(self, pool: Pool, code: str) -> None:
        self._ask = Asking(pool)
        self._code = code

    def context(self, principal: Principal) -> Context:
        return self._ask.later(days=10).context(principal)

    async def __call__(self, principal: Principal, document: str, **_variables: Any) -> Any:
        assert principal is SISTEM
        raise NotAnsweredError("x", frozenset({NOT_FOUND if document.startswith("query") else self._code}))


async def test_what_is_not_counted_yet_waits_and_what_is_wrong_is_said(pool: Pool) -> None:
    assert await Publishing(Grumbling(pool, RETRY))() is None
    with pytest.raises(NotAnsweredError):
        await Publishing(Grumbling(pool, FORBIDDEN))()
