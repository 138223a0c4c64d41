"""Rows as the stores hand them out: the case that events decide, an event as it was hashed, parties as read."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from rules.case import FIELDS, Case
from rules.complaint_states import Move, Status
from rules.event_chain import link
from rules.roles import Role
from rules.vocabulary import Channel, Kind, Priority
from tenants.rows import NEVER, ComplaintRow, EventRow, Party
from tenants.stores.complaint_sql import COLUMNS

NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
VALUES: dict[str, Any] = {
    "tenant_id": 2101, "id": UUID(int=1), "tracking_code": "K7QW2M9DXH4C", "external_id": None, "status": "DISPOSED",
    "outcome": None, "kind": "ASPIRASI", "channel": "WEB", "topic_id": 101, "title": "Judul", "body": "Isi",
    "public_title": "Judul", "public_body": "Isi", "place": "", "latitude": None, "longitude": None,
    "incident_on": None, "anonymous": False, "secret": False, "published": True, "handed_over": False,
    "verified": True, "reporter_account": None, "unit_id": UUID(int=2), "unit_path": "00010002",
    "desk_id": UUID(int=2), "desk_path": "00010002", "clock": "FIRST_RESPONSE", "due_at": NOW,
    "open_clocks": [], "wake_at": None, "escalation": None, "extension_asked": 0, "returns": 1,
    "returned_by": ["00010003"],
    "ruling_required": False, "ruled": False, "objections": 0, "reopenings": 0, "rating": None, "merged_into": None,
    "handlings_open": 0, "answered_at": None, "closed_at": None, "closed_by": None, "priority": "HIGH",
    "tags": ["lampu"], "received_at": NOW, "entered_at": NOW, "entered_by": None, "version": 3,
    "last_event_at": NOW, "head_hash": b"h" * 32,
}  # fmt: skip


def row(**changed: Any) -> ComplaintRow:
    return ComplaintRow(**{**VALUES, **changed})


def test_a_case_is_read_from_texts_with_its_own_types() -> None:
    case = row().case()
    assert isinstance(case, Case)
    assert (case.status, case.kind, case.channel) == (Status.DISPOSED, Kind.ASPIRASI, Channel.WEB)
    assert isinstance(case.status, Status)
    assert (case.priority, case.outcome, case.closed_by) == (Priority.HIGH, None, None)
    assert (case.tags, case.returned_by) == (("lampu",), ("00010003",))
    assert {name: getattr(case, name) for name in FIELDS} == {
        **{name: VALUES[name] for name in FIELDS},
        "tags": ("lampu",),
        "returned_by": ("00010003",),
        "open_clocks": (),
    }


def test_what_no_status_can_be_is_refused() -> None:
    with pytest.raises(ValueError, match="HILANG"):
        row(status="HILANG").case()


def test_every_column_has_its_slot() -> None:
    names = {field.name for field in fields(ComplaintRow) if field.init}
    assert names == {*COLUMNS, "party_list"}
    assert set(FIELDS) <= names


def test_parties_are_read_from_what_was_read_along() -> None:
    assert row().parties == []
    along = row(party_list=["HOLDER:00010002", "TEMBUSAN:00010005"])
    assert along.parties == [Party("HOLDER", "00010002"), Party("TEMBUSAN", "00010005")]
    assert along.parties[1].unit_path == "00010005"


def test_without_a_deadline_it_comes_last() -> None:
    assert row().due_order == NOW
    assert row(due_at=None).due_order == NEVER
    assert max(row(due_at=None).due_order, NOW) == NEVER


def test_relations_are_no_part_of_what_a_row_equals() -> None:
    one, other = row(), row()
    one.unit = object()
    assert one == other
    assert "object at" not in repr(one)
    with pytest.raises(AttributeError):
        _ = other.unit


def event(**changed: Any) -> EventRow:
    values = {
        "tenant_id": 2101, "complaint_id": UUID(int=1), "seq": 2, "move": "DISPOSE", "actor_role": "INSTANSI",
        "actor_tenant": 2101, "actor_position": UUID(int=3), "actor_unit": UUID(int=4), "actor_title": "Admin",
        "actor_name": "Ani", "from_status": "RECEIVED", "to_status": "DISPOSED", "reason": "Segera.",
        "changes": {"unit_path": "00010002"}, "data": {}, "at": NOW, "hash": b"h" * 32, **changed,
    }  # fmt: skip
    return EventRow(**values)


def test_an_event_is_as_it_was_hashed() -> None:
    told = event().event()
    assert (told.move, told.from_status, told.to_status) == (Move.DISPOSE, Status.RECEIVED, Status.DISPOSED)
    assert (told.actor.role, told.actor.name, told.actor.unit) == (Role.INSTANSI, "Ani", UUID(int=4))
    assert event(from_status=None).event().from_status is None


def test_where_it_lies_is_no_part_of_the_hash_and_everything_else_is() -> None:
    base = link(b"", event().event())
    assert link(b"", event(tenant_id=2171, hash=b"other").event()) == base
    changed: dict[str, Any] = {
        "complaint_id": uuid4(), "seq": 3, "move": "REFER", "actor_role": "NASIONAL", "actor_tenant": 0,
        "actor_position": None, "actor_unit": None, "actor_title": "x", "actor_name": "x", "from_status": None,
        "to_status": "RECEIVED", "reason": "x", "changes": {}, "data": {"x": 1}, "at": datetime(2026, 1, 1, tzinfo=UTC),
    }  # fmt: skip
    hashes = {link(b"", event(**{name: value}).event()) for name, value in changed.items()}
    assert len(hashes | {base}) == len(changed) + 1
