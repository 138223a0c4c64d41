"""Only what is selected is read, and rows are compared with what they can be compared with."""

from datetime import date
from typing import Any

import pytest

from graph.statistic_rows import Figures, asking_of, tells_activity
from rules.identifiers import Reach
from rules.measures import Step
from rules.statistic_periods import Period, Span
from rules.statistic_questions import Dimension, Plan, Question, plan
from tenants.stores.statistic_sql import Wanted

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
