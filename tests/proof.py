"""What must hold of complaints in a database, whatever happened to them; looked at as the owner, past every wall."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from rules.case import Case, apply
from rules.complaint_states import OPEN, Move
from rules.event_chain import ChainBroken, rebuild, verify
from rules.vocabulary import HandlingStatus, Part
from tenants.rows import ComplaintRow, EventRow
from tenants.stores.complaint_sql import COLUMNS
from tenants.stores.recording import EVENT_COLUMNS

CHILDREN = ("complaint_event", "complaint_body", "complaint_party", "message", "attachment", "handling", "reporter")
_MOVED_AWAY = {Move.TRANSFER, Move.RETURN_TO_NATION}


class Proof:
    """The rows of these complaints (None: of all) and what is wrong with them."""

    def __init__(self, owner_url: str, ids: Sequence[UUID] | None = None) -> None:
        self._ids = None if ids is None else list(ids)
        with psycopg.connect(owner_url, row_factory=dict_row) as connection:
            self.rows = [ComplaintRow(**row) for row in self._read(connection, "complaint", "id", COLUMNS)]
            self.events: dict[UUID, list[EventRow]] = defaultdict(list)
            for row in self._read(connection, "complaint_event", "complaint_id", EVENT_COLUMNS, "seq"):
                self.events[row["complaint_id"]].append(EventRow(**row))
            self.directory = self._read(connection, "directory", "complaint_id")
            self.transfers = self._read(connection, "transfer", "complaint_id")
            self.children = {table: self._read(connection, table, "complaint_id") for table in CHILDREN}

    def _read(
        self, connection: psycopg.Connection[Any], table: str, key: str, columns: Sequence[str] = ("*",), by: str = ""
    ) -> list[dict[str, Any]]:
        where = "" if self._ids is None else f" WHERE {key} = ANY(%(ids)s)"
        order = f" ORDER BY {by}" if by else ""
        sql = f"SELECT {', '.join(columns)} FROM tuntas.{table}{where}{order}"
        return list(connection.execute(sql.encode(), {"ids": self._ids}).fetchall())

    def problems(self) -> list[str]:
        """Every sentence is a complaint that is not as it must be."""
        return [
            *self._lives_once(),
            *self._no_orphans(),
            *(f"{row.id}: {what}" for row in self.rows for what in self._of(row)),
        ]

    def _lives_once(self) -> Iterator[str]:
        homes = Counter(row.id for row in self.rows)
        yield from (f"{id_}: lives {count} times" for id_, count in homes.items() if count != 1)
        if self._ids is not None:
            yield from (f"{id_}: is lost" for id_ in self._ids if id_ not in homes)
        told = {(line["tracking_code"], line["tenant_id"], line["complaint_id"]) for line in self.directory}
        yield from (f"directory: {line} leads nowhere" for line in told - {_address(row) for row in self.rows})
        yield from (f"{row.id}: the directory does not know it" for row in self.rows if _address(row) not in told)

    def _no_orphans(self) -> Iterator[str]:
        homes = {(row.tenant_id, row.id) for row in self.rows}
        for table, rows in self.children.items():
            strays = [row for row in rows if (row["tenant_id"], row["complaint_id"]) not in homes]
            yield from (f"{table}: {row['complaint_id']} in {row['tenant_id']} is an orphan" for row in strays)

    def _of(self, row: ComplaintRow) -> Iterator[str]:
        events = self.events[row.id]
        try:
            if verify((event.event(), event.hash) for event in events) != row.head_hash:
                yield "the newest hash is not the row's"
        except ChainBroken as broken:
            yield f"the chain breaks at {broken.seq}"
        if rebuild(event.event() for event in events) != row.case():
            yield "its events tell another row"
        if [event.seq for event in events] != list(range(1, row.version + 1)):
            yield "its versions have gaps"
        if _journeys(events) != Counter(_journey(kept) for kept in self.transfers if kept["complaint_id"] == row.id):
            yield "records of transfers do not tell where it was"
        yield from self._parts(row)

    def _parts(self, row: ComplaintRow) -> Iterator[str]:
        parties = [one for one in self.children["complaint_party"] if one["complaint_id"] == row.id]
        holders = [one["unit_id"] for one in parties if one["part"] == Part.HOLDER]
        if row.status in OPEN and holders != ([] if row.unit_id is None else [row.unit_id]):
            yield f"held by {holders}, not by {row.unit_id}"
        handlings = [one for one in self.children["handling"] if one["complaint_id"] == row.id]
        if sum(one["status"] == HandlingStatus.OPEN for one in handlings) != row.handlings_open:
            yield f"{row.handlings_open} handlings are open, they say"
        said = [one["event_seq"] for one in self.children["message"] if one["complaint_id"] == row.id]
        if any(not 1 <= seq <= row.version for seq in said):
            yield "something was said at no event"


def _address(row: ComplaintRow) -> tuple[str, int, UUID]:
    return row.tracking_code, row.tenant_id, row.id


def _journeys(events: Sequence[EventRow]) -> Counter[tuple[int, int, str, Any]]:
    """From where to where its events say that it went, and when."""
    found: Counter[tuple[int, int, str, Any]] = Counter()
    case: Case | None = None
    for row in events:
        before, case = case, apply(case, row.changes, row.seq, row.at)
        if row.move in _MOVED_AWAY and before is not None:
            found[before.tenant_id, case.tenant_id, str(row.move), row.at] += 1
    return found


def _journey(kept: dict[str, Any]) -> tuple[int, int, str, Any]:
    return kept["tenant_id"], kept["to_tenant"], kept["move"], kept["at"]
