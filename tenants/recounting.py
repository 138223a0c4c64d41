"""Are tallies and sums what the events say? Everything is counted anew from the events, and compared. As the owner.

Memory grows with a pemda's days, months and topics, and not with its complaints.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from uuid import UUID

from rules.deadlines import Timetable
from rules.measures import COLUMNS as MEASURES
from rules.rollups import Cell, Difference, Sums
from rules.tallies import Tally, Told, passed_on, tally
from tenants.histories import BEFORE_ALL, CHUNK, Connection, Left, complaints, transfers
from tenants.session import owner_transaction
from tenants.stores.tallies import COLUMNS, tally_of

MOST: Final = 1_000
"""So many differing complaints of a pemda are named; all are counted."""
_SNAPSHOT: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_OF_IDS: Final = (
    "SELECT "
    + ", ".join(COLUMNS)
    + " FROM tuntas.complaint_tally WHERE tenant_id = %(tenant)s AND complaint_id = ANY(%(ids)s)"
)
_LEFT_OVER: Final = (
    "SELECT "
    + ", ".join("t." + name for name in COLUMNS)
    + """ FROM tuntas.complaint_tally t WHERE t.tenant_id = %(tenant)s AND t.complaint_id > %(after)s
  AND NOT EXISTS (SELECT FROM tuntas.complaint c WHERE c.tenant_id = %(tenant)s AND c.id = t.complaint_id)
  AND NOT EXISTS (SELECT FROM tuntas.transfer r WHERE r.tenant_id = %(tenant)s AND r.id = t.complaint_id)
ORDER BY t.complaint_id LIMIT %(most)s
"""
)
_WAITING: Final = """
SELECT DISTINCT complaint_id FROM tuntas.complaint_change WHERE tenant_id = %(tenant)s AND complaint_id = ANY(%(ids)s)
"""
_SUMS: Final = (
    "SELECT grain, grouped, day, key, "
    + ", ".join(MEASURES)
    + " FROM tuntas.complaint_rollup WHERE tenant_id = %(tenant)s"
)


class Differing(NamedTuple):
    """A complaint, or a transfer, whose kept tally is not what its events say."""

    id: UUID
    stored: Tally | None
    recounted: Tally | None


@dataclass(slots=True)
class Recount:
    """What a recount found: how many were compared, how many of them wait to be counted, and what differs."""

    compared: int = 0
    waiting: int = 0
    differing: int = 0
    complaints: list[Differing] = field(default_factory=list)
    sums: list[Difference] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        """Is everything that is kept what the events say?"""
        return not self.differing and not self.sums


def recount(connection: Connection, tenant: int, timetable: Timetable) -> Recount:
    """Compare what is kept of a pemda with its events, in one snapshot.

    A complaint that waits to be counted is compared as it was when it was counted last.
    """
    recounting = _Recounting(connection, tenant, timetable)
    with owner_transaction(connection):
        connection.execute(_SNAPSHOT)
        for chunk in complaints(connection, tenant):
            recounting.here(chunk)
        for left in transfers(connection, tenant):
            recounting.left(left)
        recounting.left_over()
        recounting.sums()
    return recounting.found


class _Recounting:
    """One pemda while it is recounted."""

    def __init__(self, connection: Connection, tenant: int, timetable: Timetable) -> None:
        self.found = Recount()
        self._connection = connection
        self._tenant = tenant
        self._timetable = timetable
        self._sums = Sums()

    def here(self, chunk: dict[UUID, list[Told]]) -> None:
        """Complaints that are here."""
        kept, waiting = self._kept(_OF_IDS, ids=list(chunk)), self._waiting(chunk)
        for id_, events in chunk.items():
            stored, waits = kept.get(id_), id_ in waiting
            counted = [told for told in events if stored and told.seq <= stored.seq] if waits else events
            self._compare(Differing(id_, stored, tally(counted, self._timetable) if counted else None), waits=waits)

    def left(self, records: list[Left]) -> None:
        """Complaints that went to another pemda."""
        kept = self._kept(_OF_IDS, ids=[one.id for one in records])
        waiting = self._waiting(one.complaint for one in records)
        for one in records:
            stored = kept.get(one.id)
            waits = stored is None and one.complaint in waiting
            again = None if waits else passed_on(one.at, self._timetable.zone, one.behind)
            self._compare(Differing(one.id, stored, again), waits=waits)

    def left_over(self) -> None:
        """Tallies of complaints that are no more: right only while their leaving waits to be counted."""
        after = BEFORE_ALL
        while kept := self._kept(_LEFT_OVER, after=after, most=CHUNK):
            waiting = self._waiting(kept)
            for id_, stored in kept.items():
                waits = id_ in waiting
                self._compare(Differing(id_, stored, stored if waits else None), waits=waits)
            after = max(kept)

    def sums(self) -> None:
        """The sums that are kept, against those of all that was recounted."""
        stored = Sums()
        for grain, grouped, day, key, *amounts in self._connection.execute(_SUMS.encode(), {"tenant": self._tenant}):
            cell = Cell(grain, grouped, day, key)
            for number, amount in enumerate(amounts):
                if amount:
                    stored.put(cell, number, amount)
        self.found.sums += self._sums.differences(stored)

    def _compare(self, one: Differing, *, waits: bool) -> None:
        found = self.found
        found.compared += 1
        found.waiting += waits
        if one.recounted is not None:
            self._sums.add(one.recounted)
        if one.stored != one.recounted:
            found.differing += 1
            if len(found.complaints) < MOST:
                found.complaints.append(one)

    def _kept(self, statement: str, **values: Any) -> dict[UUID, Tally]:
        return dict(map(tally_of, self._connection.execute(statement.encode(), {"tenant": self._tenant, **values})))

    def _waiting(self, ids: Iterable[UUID]) -> set[UUID]:
        values = {"tenant": self._tenant, "ids": list(ids)}
        return {id_ for (id_,) in self._connection.execute(_WAITING, values)}
