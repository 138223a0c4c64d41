"""A filter as the store takes it: days in the pemda's own time, only desks have a desk, bounds kept and named."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from graph.complaint_filter import ComplaintFilter, conditions
from graph.nodes import node_id
from graph.schema import schema
from graph.vocabulary import Channel, Status
from policies.principal import Principal
from rules.errors import BAD_USER_INPUT, Refusal
from rules.roles import Role
from tests.graph.asking import NOW, asked, context_of
from tests.offices import Asking, Office, citizen

JAYAPURA, BINTAN = 9471, 2101
LIST = "query($f: ComplaintFilter) { complaints(filter: $f) { nodes { id } } }"


def found(tenant: int = BINTAN, who: Principal | None = None, **given: Any) -> dict[str, Any]:
    context = context_of()
    context.principal = who or context.principal
    return conditions(ComplaintFilter(**given), context, tenant)


def test_nothing_given_is_no_condition() -> None:
    assert conditions(None, context_of(), BINTAN) == {}
    assert found() == {}
    assert found(text="", tag="", overdue=False, mine=False) == {}


def test_lists_are_given_as_their_values() -> None:
    given = found(statuses=[Status.RECEIVED, Status.DISPOSED], channels=[])
    assert given == {"statuses": ["RECEIVED", "DISPOSED"], "channels": []}
    assert {type(value) for value in given["statuses"]} == {str}
    assert found(channels=[Channel.WEB])["channels"] == ["WEB"]


def test_what_was_entered_until_a_moment() -> None:
    moment = datetime(2026, 3, 4, 2, 30, tzinfo=UTC)
    assert found(entered_until=moment) == {"entered_until": moment}


@pytest.mark.parametrize(("tenant", "hour"), [(BINTAN, 17), (JAYAPURA, 15)])
def test_a_day_is_the_pemdas_day(tenant: int, hour: int) -> None:
    day = date(2026, 3, 4)
    given = found(tenant, received_from=day, received_until=day)
    assert given["received_from"] == datetime(2026, 3, 3, hour, tzinfo=UTC)
    assert given["received_until"] == datetime(2026, 3, 4, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"received_from": date(2026, 3, 4), "received_until": date(2026, 3, 3)}, "filter.receivedUntil"),
        ({"received_until": date(9999, 12, 31)}, "filter.receivedUntil"),
        ({"parent": node_id("Unit", BINTAN, uuid4())}, "filter.parent"),
        ({"mine": True}, "filter.mine"),
        ({"tag": "lampu"}, "filter.tag"),
    ],
)
def test_what_makes_no_sense(given: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        found(who=citizen(), **given)
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, field)


OFFICER = Principal(Role.PENGHUBUNG, position=uuid4(), unit_path="00010002")


def test_a_position_has_a_desk() -> None:
    assert found(who=OFFICER, mine=True) == {"desk_path": "00010002"}


def test_the_rest() -> None:
    parent = uuid4()
    given = found(
        who=OFFICER,
        overdue=True,
        ruling_required=False,
        tag="lampu",
        text="jalan",
        parent=node_id("Complaint", BINTAN, parent),
    )
    assert given == {"overdue_at": NOW, "ruling_required": False, "tag": "lampu", "text": "jalan", "parent": parent}


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("filter_", "field"),
    [
        ({"text": "x" * 201}, "text"),
        ({"tag": "x" * 41}, "tag"),
        ({"statuses": ["RECEIVED"] * 11}, "statuses"),
        ({"channels": ["WEB"] * 21}, "channels"),
        ({"topics": ["x"] * 51}, "topics"),
        ({"topics": ["x", ""]}, "topics.1"),
        ({"priorities": ["HIGH"] * 11}, "priorities"),
        ({"outcomes": ["SOLVED"] * 11}, "outcomes"),
        ({"kinds": ["ASPIRASI"] * 11}, "kinds"),
    ],
)
async def test_beyond_a_bound(filter_: dict[str, Any], field: str) -> None:
    result = await asked(schema, LIST, None, f=filter_)
    assert result.errors is not None
    extensions = result.errors[0].extensions or {}
    assert (extensions["code"], extensions["field"]) == (BAD_USER_INPUT, field)


@pytest.mark.anyio
async def test_as_a_client_sends_it(ask: Asking, office: Office) -> None:
    refusal = await ask.refused(office.admin, LIST, f={"receivedFrom": "2026-03-04", "receivedUntil": "2026-03-03"})
    assert (refusal["code"], refusal["field"]) == (BAD_USER_INPUT, "filter.receivedUntil")
