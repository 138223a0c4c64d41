"""The record of a transfer tells its clock, whether it was in time, and nothing of what the complaint said."""

import pytest

from graph.schema import schema
from rules.complaint_states import Clock
from tests.casework import Case
from tests.graph.travelling import TRANSFERS, Traveller, traveller
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


def later(one: Traveller, **delta: float) -> Traveller:
    case = one.case
    moved = Case(case.ask.later(**delta), case.office, case.reporter, case.id, case.code, case.secret)
    return Traveller(moved, one.nation)


@pytest.mark.parametrize(("days", "in_time"), [(0, True), (30, False)])
async def test_its_clock_is_that_of_the_desk_it_left(ask: Asking, office: Office, days: int, in_time: bool) -> None:  # noqa: FBT001 - a case
    one = later(await traveller(ask, office), days=days)
    await one.sent()
    for kept in (await ask(one.nation, TRANSFERS))["transfers"]["nodes"]:
        if kept["trackingCode"] == one.case.code:
            assert (kept["clock"], kept["inTime"]) == (Clock.NATIONAL_VERIFICATION, in_time)
            assert (kept["at"] <= kept["dueAt"]) is in_time
            assert kept["at"] == one.case.ask.now.isoformat()
            return
    pytest.fail("it was not kept")


def test_no_word_of_the_complaint_is_in_it() -> None:
    fields = set(schema._schema.type_map["Transfer"].fields)  # type: ignore[attr-defined]
    assert fields == {"id", "move", "byTitle", "reason", "clock", "dueAt", "inTime", "at", "trackingCode", "to"}
