"""A row tells a complaint in words and in the time of the pemda; a question is narrowed to what was there by then."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from graphql import parse, validate

from gateway.contents.complaint_list import COLUMNS, HEAD, PAGE, TITLES, kept, notes, shown, variables
from gateway.contents.heading import author
from gateway.rendering.model import Letterhead
from graph.schema import schema

AT = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
NODE: dict[str, Any] = {
    "trackingCode": "K7QW-2M9D-XH4C", "pemda": {"code": "21.01"}, "kind": "ASPIRASI", "topic": {"name": "Jalan"},
    "unit": None, "status": "CLOSED", "outcome": "ASPIRATION_NOTED", "channel": "LETTER", "priority": "URGENT",
    "receivedAt": "2026-03-03T20:00:00+00:00", "dueAt": None, "answeredAt": "2026-03-04T01:00:00+00:00",
    "closedAt": "2026-03-04T02:00:00+00:00", "closedBy": "REPORTER", "rating": 4, "returns": 1, "objections": 0,
}  # fmt: skip
TASK = {"requestedAt": AT.isoformat(), "question": "{}"}


def task(**given: Any) -> dict[str, Any]:
    return {**TASK, "question": orjson.dumps(given).decode()}


def local(time: str) -> datetime:
    """A moment on the clocks of the pemda."""
    return datetime.fromisoformat(f"2026-03-04 {time}")


def test_the_questions_are_of_the_schema() -> None:
    for text in (HEAD, PAGE):
        assert validate(schema._schema, parse(text)) == []
    assert "reporter" not in PAGE.lower().replace("reporterdue", "")
    assert len(TITLES) == len(set(TITLES)) == len(COLUMNS)


def test_a_row_in_words() -> None:
    assert shown(orjson.loads(orjson.dumps(kept(NODE))), ZoneInfo("Asia/Jayapura")) == [
        "K7QW-2M9D-XH4C", "21.01", "Aspirasi", "Jalan", None, "Selesai", "Aspirasi dicatat", "Surat", "Mendesak",
        local("05:00"), None, local("10:00"), local("11:00"), "Pelapor", 4, 1, 0,
    ]  # fmt: skip


def test_what_came_after_the_request_is_not_asked_for() -> None:
    assert variables(task()) == {
        "pemda": None, "includeBelow": False, "filter": {"enteredUntil": AT.isoformat()},
    }  # fmt: skip
    early = "2026-03-01T00:00:00+00:00"
    for until, expected in ((early, early), ("2026-03-05T00:00:00+07:00", AT.isoformat())):
        found = variables(task(pemda="21.01", filter={"statuses": ["CLOSED"], "enteredUntil": until}))
        assert found["filter"] == {"statuses": ["CLOSED"], "enteredUntil": expected}


def test_what_is_left_out_is_said() -> None:
    told = {"pemda": {"name": "Kabupaten Uji", "level": "KABUPATEN", "timeZone": "Asia/Jakarta"}, "letterhead": None}
    by = author(told, AT)
    assert by.written_on == date(2026, 3, 4)
    assert isinstance(by.letterhead, Letterhead)
    said = notes(by, task(filter={"text": "lampu"}), rows=100_000, cut=True, now=AT)
    assert said[3] == "Jumlah baris: 100.000"
    assert "2.000" in said[4]
    assert said[5].startswith("DIPOTONG: hanya 100.000 ")
    assert len(notes(by, task(), rows=5, cut=False, now=AT)) == 4
