import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendars import Edition
from rules.case import CHANGING, FIELDS, Case, apply, changes
from rules.clocks import Extension, OpenClock, Pause
from rules.complaint_states import Clock, Status
from rules.limits import Level, Limit, LimitUnit
from rules.vocabulary import Channel, Closer, Kind, Outcome, Priority
from tests.rules.walks import NOW, case

MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))
KEYS = st.none() | st.uuids()
TIMES = st.datetimes(timezones=st.just(UTC))
CLOCKS = st.builds(
    OpenClock,
    clock=st.sampled_from(Clock),
    started=TIMES,
    limit=st.builds(Limit, st.integers(1, 60), st.sampled_from(LimitUnit)),
    rule=st.integers(0, 9),
    edition=st.builds(Edition, st.integers(1, 9), st.integers(1, 9)),
    handling=KEYS,
    pauses=st.lists(st.builds(Pause, TIMES, TIMES), max_size=2).map(tuple),
    extensions=st.lists(
        st.builds(Extension, st.integers(1, 9), TIMES, st.text(max_size=3), st.text(max_size=3)), max_size=2
    ).map(tuple),
    due=MOMENTS,
    warned=st.booleans(),
    rung=st.integers(0, 5),
)
CASES = st.builds(
    Case,
    tenant_id=st.integers(0, 9999),
    status=st.sampled_from(Status),
    kind=st.sampled_from(Kind),
    channel=st.sampled_from(Channel),
    outcome=st.none() | st.sampled_from(Outcome),
    topic_id=st.none() | st.integers(1, 9999),
    anonymous=st.booleans(),
    secret=st.booleans(),
    published=st.booleans(),
    handed_over=st.booleans(),
    verified=st.booleans(),
    unit_id=KEYS,
    unit_path=st.sampled_from(["0001", "00010002"]),
    desk_id=KEYS,
    clock=st.none() | st.sampled_from(Clock),
    due_at=MOMENTS,
    open_clocks=st.lists(CLOCKS, max_size=2).map(tuple),
    wake_at=MOMENTS,
    escalation=st.none() | st.sampled_from(Level),
    extension_asked=st.integers(0, 60),
    returns=st.integers(0, 9),
    returned_by=st.lists(st.sampled_from(["0001", "00010002"]), max_size=3).map(tuple),
    ruling_required=st.booleans(),
    rating=st.none() | st.integers(1, 5),
    merged_into=KEYS,
    handlings_open=st.integers(0, 5),
    answered_at=MOMENTS,
    closed_at=MOMENTS,
    closed_by=st.none() | st.sampled_from(Closer),
    priority=st.sampled_from(Priority),
    tags=st.lists(st.text(max_size=4), max_size=3).map(tuple),
    version=st.integers(1, 99),
    last_event_at=st.datetimes(timezones=st.just(UTC)),
)


@given(before=CASES, after=CASES)
def test_what_changed_leads_from_one_case_to_the_other_through_json(before: Case, after: Case) -> None:
    written = json.loads(json.dumps(changes(before, after)))
    assert after.last_event_at is not None
    assert apply(before, written, after.version, after.last_event_at) == after
    first = json.loads(json.dumps(changes(None, after)))
    assert apply(None, first, after.version, after.last_event_at) == after


@given(CASES)
def test_what_did_not_change_is_not_written(one: Case) -> None:
    assert changes(one, one) == {}
    assert changes(one, replace(one, version=one.version + 1, last_event_at=NOW)) == {}
    assert set(changes(None, one)) == set(CHANGING)


def test_values_are_written_as_json_has_them() -> None:
    at = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
    after = case(unit_id=UUID(int=5), due_at=at, returned_by=("00010002",), tags=("jalan",), rating=3)
    before = case()
    assert changes(before, after) == {
        "unit_id": "00000000-0000-0000-0000-000000000005",
        "due_at": "2026-01-05T02:30:00+00:00",
        "returned_by": ["00010002"],
        "tags": ["jalan"],
        "rating": 3,
    }


def test_a_first_event_must_say_what_a_case_cannot_be_without() -> None:
    with pytest.raises(TypeError):
        apply(None, {"status": "RECEIVED"}, 1, NOW)


def test_every_field_changes_by_events_or_is_the_events_own() -> None:
    assert {field.name for field in fields(Case)} == set(FIELDS) == set(CHANGING) | {"version", "last_event_at"}
