"""How do changes become tallies and sums? A batch at a time, in the transaction that takes them from the queue."""

from typing import Final
from uuid import UUID

from rules.deadlines import Timetable
from rules.rollups import Sums
from rules.tallies import Tally, passed_on, tally
from tenants.session import Transaction
from tenants.stores import rollups, tallies
from tenants.stores.tallies import Found, Waiting

AT_ONCE: Final = 500
"""Events of a batch, and so at most as many complaints: what one transaction holds in memory."""


async def count(tx: Transaction, tenant: int, timetable: Timetable, waiting: list[Waiting]) -> None:
    """Bring tallies and sums of a pemda to what its changed complaints are now.

    The transaction holds the pemda's lock (tallies.LOCK): between reading and writing nobody else counts here.
    """
    ids = list(dict.fromkeys(one.complaint_id for one in waiting))
    found = await tallies.found(tx, tenant, ids)
    fresh = tallied(found, timetable)
    differing = {id_: one for id_, one in fresh.items() if found.kept.get(id_) != one}
    gone = [id_ for id_ in found.kept if id_ not in fresh]
    sums = Sums()
    for id_ in (*differing, *gone):
        if id_ in found.kept:
            sums.add(found.kept[id_], -1)
    for one in differing.values():
        sums.add(one)
    tallies.keep(tx, tenant, differing.items(), gone)
    rollups.add(tx, tenant, sums)
    tallies.counted(tx, tenant, waiting)


def tallied(found: Found, timetable: Timetable) -> dict[UUID, Tally]:
    """What the complaints that are here count as, and the transfers of those that left, each under its own id."""
    here = {id_: tally(events, timetable) for id_, events in found.events.items()}
    left = {id_: passed_on(at, timetable.zone, behind) for id_, at, behind in found.transfers}
    return here | left
