"""Indicators of plans, part A of assessments and monthly reports count what the statistics count.

They count the complaints themselves, as of now: those received in a period, and those among them that are closed with
an outcome that counts as resolved. The statistics count receipts on their day, and outcomes on the day of the closing
that stands. So receipts agree for every period, and what was resolved agrees over all the time until now; within one
period it differs by what was received before it or closed after it, and ought to.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from rules.general_information import bounds
from rules.statistic_periods import Span, Time, parts
from rules.time_zones import zone_of
from tenants.database import Database
from tenants.stores import complaint_reports, general_information, intakes
from tenants.stores.complaint_reports import Counting
from tenants.stores.complaints import EVERYTHING
from tests.casework import answer, submitted
from tests.counting import Books
from tests.offices import NOW, Asking, Office
from tests.tenants.test_counting import World

pytestmark = pytest.mark.anyio
BEGINNING = date(2010, 1, 1)
ASK = """query($q: StatisticsInput!) { statistics(question: $q) { uncountedChanges
    rows { firstDay figures { received resolved { numerator } closed { total } } } } }"""


async def asked(ask: Asking, office: Office, span: Span, *by: str) -> list[Any]:
    question = {"firstDay": str(span.first), "lastDay": str(span.last), "by": list(by)}
    found = (await ask(office.admin, ASK, q=question))["statistics"]
    assert found["uncountedChanges"] == 0
    rows: list[Any] = found["rows"]
    return rows


@pytest.mark.parametrize("seed", [5, 23])
async def test_what_was_received_and_resolved_is_the_same_everywhere(
    ask: Asking, office: Office, sibling: Office, database: Database, seed: int
) -> None:
    world = World(ask, [office, sibling], Random(seed))
    await world.begin()
    for _ in range(60):
        await world.step()
    resolved = 0
    for one in (office, sibling):
        books = Books(ask, database, one.tenant)
        await books.count_all()
        zone = zone_of(one.tenant)
        today = world.ask.now.astimezone(zone).date()
        ever, recent = Span(BEGINNING, today), Span(NOW.date() - timedelta(days=20), today)
        months = parts(Time.MONTH, recent)
        keys = [(one.tenant, *bounds(span.first, span.last, zone)) for span in (*months, ever)]
        *monthly, whole = await general_information.counts(books.sessions, keys)
        rows = await asked(world.ask, one, recent, "MONTH")
        assert [row["figures"]["received"] for row in rows] == [counts.received for counts in monthly]
        (row,) = await asked(world.ask, one, ever)
        assert row["figures"]["received"] == whole.received > 0
        assert row["figures"]["resolved"]["numerator"] == whole.resolved
        years = [(one.tenant, year) for year in range(BEGINNING.year, today.year + 1)]
        yearly = await intakes.of_years(books.sessions, years)
        rows = await asked(world.ask, one, ever, "YEAR")
        assert [row["figures"]["received"] for row in rows] == [intake.received for intake in yearly]
        assert sum(intake.resolved for intake in yearly) == whole.resolved
        resolved += whole.resolved
        counted = await reported(books, one, world.ask.now, keys[-1][1:])
        assert (counted["received"], counted["closed"]) == (whole.received, row["figures"]["closed"]["total"])
    assert resolved > 0


SCORES = """query($q: StatisticsInput!) { statistics(question: $q) { rows { figures {
    onTime { numerator denominator } followUp { numerator denominator } prompt { numerator denominator }
    resolved { numerator denominator } } } } }"""


async def scores(ask: Asking, office: Office, books: Books) -> list[dict[str, tuple[int, int]]]:
    """Every share of every month."""
    await books.count_all()
    until = ask.now.date() + timedelta(days=40)
    question = {"firstDay": str(NOW.date() - timedelta(days=20)), "lastDay": str(until), "by": ["MONTH"]}
    found = await ask.later(days=30)(office.admin, SCORES, q=question)
    rows = found["statistics"]["rows"]
    return [{name: tuple(share.values()) for name, share in row["figures"].items()} for row in rows]


@pytest.mark.parametrize("days", [3, 200])
async def test_closing_everything_unsolved_raises_no_score(
    ask: Asking, office: Office, database: Database, days: int
) -> None:
    """Within the deadlines or long after them: no share of any month rises."""
    for number in range(6):
        case = await submitted(ask.later(days=number), office)
        if number % 2:
            await case.answered(outcome="SOLVED" if number > 1 else "NOT_SOLVED")
    lying = [await (await submitted(ask.later(days=number), office)).disposed() for number in range(8)]
    books, later = Books(ask, database, office.tenant), ask.later(days=days + 8)
    before = await scores(later, office, books)
    for case in lying:
        await replace(case, ask=later).move(office.by("dinkes"), "answerComplaint", **answer("NOT_SOLVED"))
        await replace(case, ask=later).move(case.reporter, "acceptAnswer")
    after = await scores(later, office, books)
    assert before != after
    for month, then in zip(after, before, strict=True):
        for name, (part, whole) in month.items():
            assert part * max(then[name][1], 1) <= then[name][0] * max(whole, 1), name


async def reported(books: Books, office: Office, now: datetime, days: tuple[datetime, datetime]) -> dict[str, int]:
    """What a monthly report says of these days."""
    counting = Counting(
        tenant=office.tenant, first=days[0], following=days[1], zone=str(zone_of(office.tenant)), now=now,
        visible=EVERYTHING,
    )  # fmt: skip
    lines, _ = await complaint_reports.counted(books.sessions, counting)
    (line,) = [one for one in lines if one.dimension == "TOTAL"]
    return {"received": line.received, "closed": line.closed}
