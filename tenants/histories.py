"""What happened to every complaint of a pemda, some thousand at a time? Read as the owner, in little memory."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

import orjson
import psycopg
from psycopg.rows import TupleRow
from psycopg.types.json import set_json_loads

from rules.day_counts import Entry, read
from rules.tallies import Told

Connection = psycopg.Connection[TupleRow]
CHUNK: Final = 2_000
BEFORE_ALL: Final = UUID(int=0)
_COMPLAINTS: Final = """
SELECT id FROM tuntas.complaint WHERE tenant_id = %(tenant)s AND id > %(after)s ORDER BY id LIMIT %(most)s
"""
_EVENTS: Final = """
SELECT complaint_id, seq, move, actor_role, actor_tenant, at, changes, data FROM tuntas.complaint_event
WHERE tenant_id = %(tenant)s AND complaint_id BETWEEN %(first)s AND %(last)s ORDER BY complaint_id, seq
"""
_TRANSFERS: Final = """
SELECT id, complaint_id, at, left_behind FROM tuntas.transfer
WHERE tenant_id = %(tenant)s AND id > %(after)s ORDER BY id LIMIT %(most)s
"""


class Left(NamedTuple):
    """A complaint left the pemda; the id is the record's."""

    id: UUID
    complaint: UUID
    at: datetime
    behind: tuple[Entry, ...]
    """What still counts here."""


def connected(owner_url: str) -> Connection:
    """A connection that reads the JSON of events fast."""
    connection = psycopg.connect(owner_url, autocommit=True)
    set_json_loads(orjson.loads, connection)
    return connection


def complaints(connection: Connection, tenant: int) -> Iterator[dict[UUID, list[Told]]]:
    """The events of all complaints that are here, in order, by complaint."""
    after = BEFORE_ALL
    while True:
        values = {"tenant": tenant, "after": after, "most": CHUNK}
        chunk: dict[UUID, list[Told]] = {id_: [] for (id_,) in connection.execute(_COMPLAINTS, values)}
        if not chunk:
            return
        first, after = next(iter(chunk)), next(reversed(chunk))
        values = {"tenant": tenant, "first": first, "last": after}
        for complaint, *told in connection.execute(_EVENTS, values).fetchall():
            chunk[complaint].append(Told.read(*told))
        yield chunk


def transfers(connection: Connection, tenant: int) -> Iterator[list[Left]]:
    """The records of all complaints that left."""
    after = BEFORE_ALL
    while True:
        rows = connection.execute(_TRANSFERS, {"tenant": tenant, "after": after, "most": CHUNK}).fetchall()
        left = [Left(id_, complaint, at, read(behind)) for id_, complaint, at, behind in rows]
        if not left:
            return
        yield left
        after = left[-1].id
