"""A question that is kept is asked again word for word."""

from datetime import UTC, date, datetime

import orjson
import pytest

from graph.complaint_filter import ComplaintFilter, ComplaintListInput
from graph.questions import MOST, written
from graph.statistic_question import StatisticsInput
from graph.statistic_vocabulary import Dimension
from graph.vocabulary import Kind, Status
from rules.errors import Refusal
from tests.graph.statistics.conftest import YEAR
from tests.offices import Asking, Office

AT = datetime(2026, 3, 4, 2, 30, tzinfo=UTC)


def test_names_and_values_are_those_of_the_schema() -> None:
    narrowed = ComplaintFilter(
        statuses=[Status.RECEIVED], text="=1+1", received_from=date(2026, 3, 4), entered_until=AT, mine=False
    )
    kept = orjson.loads(written(ComplaintListInput(pemda="21.01", include_below=True, filter=narrowed), "complaints"))
    assert kept == {
        "pemda": "21.01",
        "includeBelow": True,
        "filter": {
            "text": "=1+1",
            "statuses": ["RECEIVED"],
            "mine": False,
            "enteredUntil": "2026-03-04T02:30:00+00:00",
            "receivedFrom": "2026-03-04",
        },
    }


@pytest.mark.anyio
async def test_what_is_kept_is_a_question_again(ask: Asking, office: Office) -> None:
    days = {"first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}
    given = StatisticsInput(**days, by=[Dimension.MONTH], kind=Kind.ASPIRASI)  # type: ignore[arg-type]
    kept = orjson.loads(written(given, "statistics"))
    assert kept == {**YEAR, "alone": False, "by": ["MONTH"], "kind": "ASPIRASI"}
    text = "query($q: StatisticsInput!) { statistics(question: $q) { rows { kind } } }"
    assert await ask(office.admin, text, q=kept) is not None


def test_no_question_is_endless() -> None:
    with pytest.raises(Refusal) as refusal:
        written(ComplaintListInput(pemda="x" * MOST), "complaints")
    assert refusal.value.field == "complaints"
