"""Only what is selected is read, and rows are compared with what they can be compared with."""

from datetime import date
from typing import Any

import pytest

from graph.context import Context
from graph.statistic_rows import Figures, asking_of, tells_activity
from policies.principal import Principal
from rules.identifiers import Reach
from rules.measures import Step
from rules.roles import Role
from rules.statistic_periods import Period, Span
from rules.statistic_questions import Dimension, Plan, Question, plan
from tenants.database import Database, Pool
from tenants.recent_sums import RecentSums
from tenants.session import on_statement
from tenants.stores.statistic_sql import Wanted
from tests.offices import Asking, Office
from tests.tallies import crowd, put_down

LAST = date(2025, 12, 31)


def planned(*by: Dimension, **only: Any) -> Plan:
    period = Period(Span(date(2025, 1, 1), LAST), LAST)
    return plan(Question(scope=Reach(2101, 2101), period=period, by=by, **only))


@pytest.mark.parametrize(
    ("fields", "wanted", "previous", "activity"),
    [
        (("rows", "rows.figures", "rows.figures.received"), Wanted(backlog=False, steps=frozenset()), False, False),
        (("rows.figures.backlog", "rows.figures.backlog.open"), Wanted(steps=frozenset()), False, False),
        (("rows.previous", "rows.previous.durations.closing"), Wanted(False, frozenset({Step.CLOSING})), True, False),  # noqa: FBT003
        (("rows.figures.activity",), Wanted(backlog=False, steps=frozenset()), False, True),
        (("rows.figures.durations.first_response",), Wanted(False, frozenset({Step.FIRST_RESPONSE})), False, False),  # noqa: FBT003
    ],
)
def test_what_must_be_read(fields: tuple[str, ...], wanted: Wanted, previous: bool, activity: bool) -> None:  # noqa: FBT001
    found = asking_of(planned(), frozenset(fields))
    assert (found.wanted, found.previous, found.activity) == (wanted, previous, activity)


def test_whose_months_can_be_told() -> None:
    assert tells_activity(planned(Dimension.PEMDA, Dimension.MONTH))
    for one in (planned(Dimension.WEEK), planned(Dimension.KIND), planned(unit="0001"), planned(kind="ASPIRASI")):
        assert not tells_activity(one)


def test_figures_know_every_measure_and_nothing_else() -> None:
    figures = Figures({"received": 3}, None)
    assert (figures.received, figures.ping_pong) == (3, 0)
    with pytest.raises(AttributeError):
        _ = figures.closing_minutes


class Sharing(Asking):
    """Asks as a process does whose requests share what was read a moment ago."""

    recent: RecentSums

    def context(self, principal: Principal) -> Context:
        context = super().context(principal)
        context.read_sums = self.recent.read
        return context


ASKED = """query($q: StatisticsInput!) { statistics(question: $q) { asOf rows { figures { received } } } }"""
YEAR = {"firstDay": "2024-01-01", "lastDay": "2024-12-31"}


@pytest.mark.anyio
async def test_requests_share_what_was_read_a_moment_ago(
    pool: Pool, database: Database, office: Office, sibling: Office
) -> None:
    """Two officials of a pemda at different moments: one reading, and its time; another pemda reads its own."""
    put_down(database, crowd([office.pemda], 30))
    first = Sharing(pool)
    first.recent = RecentSums()
    second = first.later(seconds=1)
    second.recent = first.recent
    heard: list[str] = []
    with on_statement(lambda sql, _: heard.append(sql) if "complaint_rollup" in sql else None):
        told = [await first(office.admin, ASKED, q=YEAR), await second(office.by("root", Role.PIMPINAN), ASKED, q=YEAR)]
        assert len(heard) == 1
        other = await second(sibling.admin, ASKED, q=YEAR)
    assert len(heard) == 2
    assert told[0] == told[1]
    assert told[0]["statistics"]["asOf"] == first.now.isoformat()
    assert other["statistics"]["asOf"] == second.now.isoformat()
    received = [one["statistics"]["rows"][0]["figures"]["received"] for one in (*told, other)]
    facts = [fact for one in crowd([office.pemda], 30) for fact in one.facts]
    assert received[0] == sum(column == "received" and day.year == 2024 for day, column, _ in facts)
    assert received[2] == 0
