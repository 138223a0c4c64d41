"""How are the tallies and sums of a pemda made anew from its events, as fast as they are read? As the owner."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import psycopg
from psycopg.rows import TupleRow

from rules.deadlines import Timetable
from rules.measures import COLUMNS as MEASURES
from rules.rollups import Sums
from rules.tallies import Tally, passed_on, tally
from tenants.histories import Connection, complaints, transfers
from tenants.session import owner_transaction
from tenants.stores.tallies import COLUMNS, row_of

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('count', %(tenant)s))"
_CLEAR: Final = (
    "DELETE FROM tuntas.complaint_change WHERE tenant_id = %(tenant)s",
    "DELETE FROM tuntas.complaint_tally WHERE tenant_id = %(tenant)s",
    "DELETE FROM tuntas.complaint_rollup WHERE tenant_id = %(tenant)s",
)
_TALLIES: Final = "COPY tuntas.complaint_tally (tenant_id, " + ", ".join(COLUMNS) + ") FROM STDIN"
_SUMS: Final = (
    "COPY tuntas.complaint_rollup (tenant_id, grain, grouped, day, key, " + ", ".join(MEASURES) + ") FROM STDIN"
)


def rebuild(connection: Connection, tenant: int, timetable: Timetable) -> int:
    """Replace a pemda's tallies and sums by what its events say, in one transaction; how many complaints it has.

    What waits in the queue is counted with it. What happens meanwhile waits there, and is counted afterwards.
    """
    sums, count = Sums(), 0
    with owner_transaction(connection), connection.cursor() as cursor:
        cursor.execute(_LOCK, {"tenant": tenant})
        for statement in _CLEAR:
            cursor.execute(statement, {"tenant": tenant})
        for chunk in complaints(connection, tenant):
            fresh = {id_: tally(events, timetable) for id_, events in chunk.items() if events}
            count += len(fresh)
            _keep(cursor, tenant, fresh, sums)
        for left in transfers(connection, tenant):
            zone = timetable.zone
            _keep(cursor, tenant, {one.id: passed_on(one.at, zone, one.behind) for one in left}, sums)
        with cursor.copy(_SUMS.encode()) as copy:
            for cell, numbers in sums.numbered():
                amounts: list[int | None] = [None] * len(MEASURES)
                for number, amount in numbers.items():
                    amounts[number] = amount
                copy.write_row((tenant, *cell, *amounts))
    return count


def _keep(cursor: psycopg.Cursor[TupleRow], tenant: int, fresh: dict[UUID, Tally], sums: Sums) -> None:
    with cursor.copy(_TALLIES.encode()) as copy:
        for id_, one in fresh.items():
            sums.add(one)
            *of, days, numbers, amounts = row_of(id_, one)
            copy.write_row((tenant, *of, _array(days), _array(numbers), _array(amounts)))


def _array(values: Sequence[object]) -> str:
    """As PostgreSQL writes an array of days or numbers; the driver takes longer over it than all else takes."""
    return "{" + ",".join(map(str, values)) + "}"
