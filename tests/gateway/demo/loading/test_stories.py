"""A story told into rows is what the rules make of it, with a chain that proves itself and a sealed reporter."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import orjson
import pytest

from gateway.demo.complaints.plan import stories
from gateway.demo.complaints.story import Step, Story
from gateway.demo.complaints.workdays import timetable
from gateway.demo.loading.people import Directory, Rows, people
from gateway.demo.loading.stories import SAID, Teller
from rules.complaint_states import Move
from rules.event_chain import Actor, Event, verify
from rules.identifiers import tenant_id_of
from rules.roles import Role
from rules.time_zones import zone_of
from rules.tracking_codes import receipt_secret
from tenants.vault import Identity
from tests.gateway.demo.complaints.folding import fold
from tests.gateway.demo.crowd import UNTIL, demo_offices

KEY = b"r" * 32


class Told(NamedTuple):
    story: Story
    rows: Rows

    @property
    def complaint(self) -> dict[str, Any]:
        (row,) = self.rows["complaint"]
        return row


def seal(tenant: int, complaint: UUID, identity: Identity) -> tuple[int, bytes]:
    return 1, f"{tenant} {complaint} {identity.name}".encode()


@pytest.fixture(scope="module")
def told() -> list[Told]:
    offices = list(demo_offices().values())
    directory: Directory = people(offices, "hash", UNTIL)[1]
    teller = Teller(
        directory=directory,
        timetable=lambda tenant: timetable(zone_of(tenant)),
        receipt_key=KEY,
        seal=seal,
        ids={},
        now=UNTIL,
    )
    return [Told(story, teller.tell(story)) for story in stories(offices, 400, until=UNTIL)]


LADDER = {"WARN", "ESCALATE", "HAND_OVER"}


def reminded(one: Told) -> list[dict[str, Any]]:
    """What Tuntas did by itself between the steps."""
    return [line for line in one.rows["complaint_event"] if line["move"] in LADDER]


def lived(one: Told) -> list[tuple[Step, dict[str, Any]]]:
    """The steps that came to something, each with its event."""
    lines = [line for line in one.rows["complaint_event"] if line["move"] not in LADDER]
    steps = [step for step in one.story.steps if step.move is not Move.HAND_OVER]
    given = Counter(line["move"] for line in lines)
    asked = [Move.REQUEST_EXTENSION, Move.EXTEND]
    kept = [step for step in steps if step.move not in asked or given[step.move]]
    return list(zip(kept, lines, strict=True))


def test_tuntas_warned_and_climbed_at_the_time(told: list[Told]) -> None:
    acts = Counter(line["move"] for one in told for line in reminded(one))
    assert set(acts) == LADDER
    for one in told:
        times = [line["at"] for line in one.rows["complaint_event"]]
        assert times == sorted(times), one.story.key
        assert sum(line["move"] == "HAND_OVER" for line in reminded(one)) == one.complaint["handed_over"]
        woken = one.complaint["wake_at"]
        assert woken is None or woken + timedelta(minutes=1) >= UNTIL, one.story.key


def test_each_ends_as_the_rules_say(told: list[Told]) -> None:
    for one in told:
        case, row = fold(one.story), one.complaint
        for name in ("status", "outcome", "kind", "anonymous", "secret", "returns", "objections", "rating"):
            assert row[name] == getattr(case, name), (one.story.key, name)
        assert row["version"] == case.version + len(reminded(one))
        assert row["tenant_id"] == tenant_id_of(one.story.tenant)


def links(rows: Rows) -> Iterator[tuple[Event, bytes]]:
    for line in rows["complaint_event"]:
        actor = Actor(
            role=Role(line["actor_role"]),
            tenant=line["actor_tenant"],
            position=line["actor_position"],
            unit=line["actor_unit"],
            title=line["actor_title"],
            name=line["actor_name"],
        )
        names = ("complaint_id", "seq", "from_status", "to_status", "reason", "at")
        given = {name: line[name] for name in names}
        changes, data = (json.loads(line[name]) for name in ("changes", "data"))
        yield Event(**given, move=Move(line["move"]), actor=actor, changes=changes, data=data), line["hash"]


def test_each_chain_of_events_proves_itself(told: list[Told]) -> None:
    for one in told:
        assert verify(links(one.rows)) == one.complaint["head_hash"]
        assert [line["move"] for _, line in lived(one)] == [step.move for step, _ in lived(one)]


def test_everything_lies_with_who_holds_it_but_transfers(told: list[Told]) -> None:
    left = 0
    for one in told:
        for table, lines in one.rows.items():
            homes = {line["tenant_id"] for line in lines}
            if table == "transfer":
                left += len(lines)
                assert homes <= {tenant_id_of(step.tenant) for step in one.story.steps}
            else:
                assert homes <= {one.complaint["tenant_id"]}, table
    assert left > 20


def test_words_are_messages_or_reasons_and_never_both(told: list[Told]) -> None:
    for one in told:
        said = [step.text for step in one.story.steps if step.move in SAID]
        assert [line["body"] for line in one.rows.get("message", ())] == said
        for step, line in lived(one):
            assert line["reason"] == ("" if step.move in SAID or step.move is Move.SUBMIT else step.text)


def test_the_receipt_opens_what_nobody_signed_in_for(told: list[Told]) -> None:
    without = 0
    for one in told:
        (line,), row = one.rows["directory"], one.complaint
        assert (line["tracking_code"], line["complaint_id"]) == (row["tracking_code"], row["id"])
        assert line["account_id"] == row["reporter_account"]
        secret = receipt_secret(KEY, row["tracking_code"])
        receipt = hashlib.sha256(secret.encode()).digest() if row["reporter_account"] is None else None
        assert line["receipt_hash"] == receipt
        without += receipt is not None
    assert 0 < without < len(told)


def test_the_reporter_is_sealed_where_the_complaint_ends(told: list[Told]) -> None:
    for one in told:
        (line,) = one.rows["reporter"]
        expected = f"{one.complaint['tenant_id']} {one.complaint['id']} {one.story.reporter.name}"
        assert line["sealed"].decode() == expected


def test_what_is_public_is_redacted_and_the_original_is_kept(told: list[Told]) -> None:
    for one in told:
        first = one.rows["complaint_body"][0]
        assert (first["revision"], first["title"], first["body"]) == (1, one.story.title, one.story.body)
        submitted = orjson.loads(one.rows["complaint_event"][0]["data"])
        text = f"{one.story.title}\n{one.story.body}".encode()
        assert submitted["text_sha256"] == hashlib.sha256(text).hexdigest()
