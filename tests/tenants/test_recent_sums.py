"""Sums that were read a moment ago: read once for many, never for another reach, and not for long."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest

from rules.errors import RETRY, Refusal
from rules.identifiers import NOWHERE, Reach
from rules.statistic_periods import Period, Span
from rules.statistic_questions import Question, plan
from tenants.database import Database, Pool
from tenants.recent_sums import RecentSums, read_now
from tenants.session import Sessions, on_statement
from tenants.stores.statistic_sql import Wanted
from tenants.stores.statistics import Asking
from tests.tallies import crowd, put_down
from tests.tenancy import EnrolledPemda, NewTenant

pytestmark = pytest.mark.anyio
YEAR = Span(date(2024, 1, 1), date(2024, 12, 31))
HALF = Span(YEAR.first, date(2024, 6, 30))
FORTY = 40
A_MOMENT = 0.2
NOW = datetime(2025, 2, 20, 3, tzinfo=UTC)


@contextmanager
def listening() -> Iterator[list[str]]:
    """The statements that read sums."""
    heard: list[str] = []
    with on_statement(lambda sql, _: heard.append(sql) if "complaint_rollup" in sql else None):
        yield heard


def about(scope: Reach, span: Span = YEAR) -> Asking:
    return Asking(plan=plan(Question(scope=scope, period=Period(span, span.last))))


async def read(recent: RecentSums, sessions: Sessions, asking: Asking, now: datetime = NOW) -> int:
    """How many were received, as an answer says."""
    answered, _ = await recent.read(sessions, asking, now)
    return sum(group.sums.get("received", 0) for group in answered.now.groups)


@pytest.fixture
def pemda(database: Database, new_tenant: NewTenant) -> EnrolledPemda:
    """Forty complaints were received here, always the same, some of them later."""
    found = new_tenant()
    put_down(database, crowd([found], FORTY))
    return found


def counted(pemda: EnrolledPemda, span: Span) -> int:
    """How many of them on these days."""
    facts = [fact for one in crowd([pemda], FORTY) for fact in one.facts]
    return sum(amount for day, column, amount in facts if column == "received" and span.first <= day <= span.last)


async def test_who_asks_meanwhile_and_who_asks_again_get_one_reading(pool: Pool, pemda: EnrolledPemda) -> None:
    recent, sessions = RecentSums(), Sessions(pool, pemda.reach)
    with listening() as statements:
        first = await asyncio.gather(*(read(recent, sessions, about(pemda.reach)) for _ in range(20)))
        again = await read(recent, Sessions(pool, pemda.reach), about(pemda.reach))
    assert len(statements) == 1
    assert all(answer == again for answer in first)
    assert again == counted(pemda, YEAR) > 0


async def test_an_answer_says_since_when_it_holds(pool: Pool, pemda: EnrolledPemda) -> None:
    recent, sessions, later = RecentSums(), Sessions(pool, pemda.reach), NOW + timedelta(seconds=1)
    assert (await recent.read(sessions, about(pemda.reach), NOW)).asked_at == NOW
    assert (await recent.read(sessions, about(pemda.reach), later)).asked_at == NOW
    assert (await read_now(sessions, about(pemda.reach), later)).asked_at == later


async def test_another_question_is_read(pool: Pool, pemda: EnrolledPemda) -> None:
    recent, sessions = RecentSums(), Sessions(pool, pemda.reach)
    with listening() as statements:
        whole = await read(recent, sessions, about(pemda.reach))
        half = await read(recent, sessions, about(pemda.reach, HALF))
    assert len(statements) == 2
    assert (half, whole) == (counted(pemda, HALF), counted(pemda, YEAR))


async def test_what_else_is_wanted_is_read(pool: Pool, pemda: EnrolledPemda) -> None:
    recent, sessions, asking = RecentSums(), Sessions(pool, pemda.reach), about(pemda.reach)
    more = [
        replace(asking, previous=True),
        replace(asking, activity=True),
        replace(asking, wanted=Wanted(backlog=False)),
    ]
    answers = [(await recent.read(sessions, one, NOW)).answered for one in (asking, *more)]
    assert [answer.before is not None for answer in answers] == [False, True, False, False]
    assert len({id(answer) for answer in answers}) == 4


async def test_nobody_gets_what_another_reach_was_told(
    pool: Pool, database: Database, pemda: EnrolledPemda, new_tenant: NewTenant
) -> None:
    """The same question about it, from a sibling, from a province outside and from nowhere: nothing."""
    sibling = new_tenant(beside=pemda)
    recent, asking = RecentSums(), about(pemda.reach)
    assert await read(recent, Sessions(pool, pemda.reach), asking) == counted(pemda, YEAR)
    for reach in (sibling.reach, new_tenant(apart=True).reach, NOWHERE):
        assert await read(recent, Sessions(pool, reach), asking) == 0
    assert await read(recent, Sessions(pool, pemda.reach), asking) == counted(pemda, YEAR)


async def test_after_a_moment_it_is_read_again(pool: Pool, database: Database, pemda: EnrolledPemda) -> None:
    recent, sessions, asking = RecentSums(A_MOMENT), Sessions(pool, pemda.reach), about(pemda.reach)
    assert await read(recent, sessions, asking) == counted(pemda, YEAR)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("DELETE FROM tuntas.complaint_rollup WHERE tenant_id = %s", (pemda.id,))
    await asyncio.sleep(2 * A_MOMENT)
    assert await read(recent, sessions, asking) == 0


async def test_a_reading_that_failed_is_not_kept(
    pool: Pool, pemda: EnrolledPemda, monkeypatch: pytest.MonkeyPatch
) -> None:
    recent, sessions, asking = RecentSums(), Sessions(pool, pemda.reach), about(pemda.reach)

    async def failing(*_queries: object) -> list[list[object]]:
        raise Refusal(RETRY, "Lost.", "Terputus.")

    with monkeypatch.context() as broken:
        broken.setattr(sessions, "read_many", failing)
        with pytest.raises(Refusal):
            await read(recent, sessions, asking)
    assert await read(recent, sessions, asking) == counted(pemda, YEAR)


async def test_who_goes_away_takes_nobody_elses_answer_along(pool: Pool, pemda: EnrolledPemda) -> None:
    recent, asking = RecentSums(), about(pemda.reach)
    gone = asyncio.create_task(read(recent, Sessions(pool, pemda.reach), asking))
    stays = asyncio.create_task(read(recent, Sessions(pool, pemda.reach), asking))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == counted(pemda, YEAR)
    with pytest.raises(asyncio.CancelledError):
        await gone
