"""How does a life become rows? As lines of COPY with gaps: the pemda, its units, the days, the words of this complaint.

A sheet is made once for a life as far as it has come; every complaint that lives it is then one filling of the gaps.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from bench.nation import histories
from bench.nation.histories import MONDAY, UNITS, History
from rules.case import Case
from rules.complaint_states import Move
from rules.tallies import Tally
from tenants.rows import ComplaintRow
from tenants.stores.complaint_sql import COLUMNS, params_of
from tenants.stores.recording import EVENT_COLUMNS, arrival, event_params
from tenants.stores.tallies import COLUMNS as TALLY_COLUMNS
from tenants.stores.tallies import row_of

BEFORE: Final = 2
"""A life's times in UTC begin on the day before its local day at the earliest."""
_BYTES: Final = frozenset({"hash", "head_hash"})
_WORDS: Final = {None: "\\N", True: "t", False: "f"}
_DAY: Final = re.compile(r"(?:2020|2021)-[01][0-9]-[0-3][0-9]")
_LAST: Final = "1999-12-31"
_ANSWERS: Final = frozenset({Move.ANSWER, Move.ANSWER_DIRECTLY, Move.SHARE_ANSWER})


class Gap(StrEnum):
    """What a complaint brings of its own, in the order in which it brings it."""

    TENANT = "987654321"
    ID = str(histories.COMPLAINT)
    PARENT = str(histories.PARENT)
    STEM = "@stem@"
    """The id without its last four digits: what belongs to a complaint has ids of the same stem."""
    CODE = "@code@"
    TITLE = "@title@"
    BODY = "@body@"
    PLACE = "@place@"
    ACCOUNT = "00000000-0000-4000-8004-000000000000"
    TAKEN_OVER = _LAST


_PROVINCE: Final = str(histories.PROVINCE)
_UNITS: Final = tuple(str(histories.unit_id(number)) for number in range(UNITS + 1))
_POSITIONS: Final = tuple(str(histories.position_id(number)) for number in range(UNITS + 1))
_GAPS: Final = {name: number for number, name in enumerate((*Gap, *_UNITS, *_POSITIONS))}
FIRST_DAY: Final = len(_GAPS)
"""The number of the first day among what is filled in: two days before the life begins."""
_MARK: Final = re.compile("|".join([*map(re.escape, _GAPS), _PROVINCE, _DAY.pattern]))
TABLES: Final = {
    "complaint": COLUMNS,
    "complaint_event": EVENT_COLUMNS,
    "complaint_party": ("tenant_id", "complaint_id", "unit_id", "part", "unit_path", "since"),
    "complaint_body": ("tenant_id", "complaint_id", "revision", "title", "body", "reason", "at"),
    "message": (
        "tenant_id", "id", "complaint_id", "event_seq", "kind", "audience", "author_role", "author_unit",
        "author_title", "body", "at",
    ),
    "directory": ("tracking_code", "tenant_id", "complaint_id", "account_id", "entered_at"),
    "complaint_tally": ("tenant_id", *TALLY_COLUMNS),
}  # fmt: skip
"""What is written, in which columns; the rest keeps its default or follows (search, due_order)."""
_GIVEN: Final[dict[str, Any]] = {
    **dict.fromkeys(COLUMNS),
    "id": histories.COMPLAINT,
    "tracking_code": Gap.CODE.value,
    **dict.fromkeys(("title", "public_title"), Gap.TITLE.value),
    **dict.fromkeys(("body", "public_body"), Gap.BODY.value),
    "place": Gap.PLACE.value,
    **dict.fromkeys(("tags", "returned_by", "open_clocks"), ()),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one table with gaps, and which values fill them."""

    text: str
    fill: Callable[[Sequence[str]], tuple[str, ...]]

    def filled(self, values: Sequence[str]) -> str:
        return self.text % self.fill(values)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A life as rows: the lines of each table, and how many days behind the first its gaps reach."""

    parts: dict[str, Part]
    span: int


def sheet(history: History, events: int) -> Sheet:
    """The rows of a life after so many events."""
    lines = {name: list(_lines(name, history, events)) for name in TABLES}
    first = MONDAY + timedelta(days=history.weekday - BEFORE)
    days = [_number(found, first) for texts in lines.values() for text in texts for found in _DAY.findall(text)]
    parts = {name: part("".join(texts), first) for name, texts in lines.items() if texts}
    return Sheet(parts, max(days) - FIRST_DAY + 1)


def part(text: str, first: date) -> Part:
    """A text whose marks become gaps."""
    numbers = [_number(mark, first) for mark in _MARK.findall(text)]
    gaps = _MARK.sub("\0", text).replace("%", "%%").replace("\0", "%s")
    if len(numbers) == 1:
        only = numbers[0]
        return Part(gaps, lambda values: (values[only],))
    return Part(gaps, itemgetter(*numbers) if numbers else lambda _values: ())


def _number(mark: str, first: date) -> int:
    if _DAY.fullmatch(mark):
        return FIRST_DAY + (date.fromisoformat(mark) - first).days
    return _GAPS[Gap.TENANT if mark == _PROVINCE else mark]


def _lines(table: str, history: History, events: int) -> Iterable[str]:
    case, columns = history.cases[events - 1], TABLES[table]
    if table == "complaint":
        yield line(columns, params_of(_row(history, case)))
    elif table == "complaint_event":
        for event in history.events[:events]:
            values = event_params(history.cases[0].tenant_id, event, b"")
            yield line(columns, values | {"hash": _hash(event.seq)})
    elif table == "complaint_party" and case.unit_id is not None:
        since = history.events[events - 1].at
        yield line(columns, _of(case, unit_id=case.unit_id, part="HOLDER", unit_path=case.unit_path, since=since))
    elif table == "complaint_body" and history.events[0].move is not Move.IMPORT:
        yield line(columns, _of(case, revision=1, title=Gap.TITLE, body=Gap.BODY, reason="", at=history.received))
    elif table == "message":
        yield from (line(columns, _answer(case, event)) for event in history.events[:events] if event.move in _ANSWERS)
    elif table == "directory":
        entered = max(history.events[0].at, history.received)
        yield line(columns, _of(case, tracking_code=Gap.CODE, account_id=Gap.ACCOUNT, entered_at=entered))
    elif table == "complaint_tally":
        yield line(columns, dict(zip(columns, (case.tenant_id, *row_of(*_tally(history, events))), strict=True)))


def _tally(history: History, events: int) -> tuple[UUID, Tally]:
    return histories.COMPLAINT, history.tally(events)


def _row(history: History, case: Case) -> ComplaintRow:
    entered = history.events[0].at
    row = replace(arrival(ComplaintRow(**_GIVEN), case), received_at=history.received, entered_at=entered)
    row.reporter_account, row.head_hash = UUID(Gap.ACCOUNT), _hash(case.version)  # type: ignore[assignment]
    return row


def _of(case: Case, **values: Any) -> dict[str, Any]:
    return {"tenant_id": case.tenant_id, "complaint_id": histories.COMPLAINT, **values}


def _answer(case: Case, event: Any) -> dict[str, Any]:
    return _of(
        case,
        id=f"{Gap.STEM}{event.seq:04x}",
        event_seq=event.seq,
        kind="ANSWER",
        audience="PUBLIC",
        author_role=event.actor.role,
        author_unit=event.actor.unit,
        author_title=event.actor.title,
        body="Terima kasih. Petugas kami sudah menanganinya.",
        at=event.at,
    )


def _hash(seq: int) -> str:
    """In place of the chain of hashes, which would cost more than all else: as long, and another for each event."""
    return "\\\\x" + Gap.STEM + sha256(str(seq).encode()).hexdigest()[:36]


def line(columns: Sequence[str], values: dict[str, Any]) -> str:
    """One line of COPY in its text format."""
    return "\t".join([_text(name, values.get(name)) for name in columns]) + "\n"


def _text(name: str, value: Any) -> str:
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (list, tuple)):
        return "{" + ",".join([_plain(str(one)) for one in value]) + "}"
    return str(value) if name in _BYTES else _plain(str(value))


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
