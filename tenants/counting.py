"""How do changes become tallies and sums? A batch at a time, in the transaction that takes them from the queue."""

from typing import Final
from uuid import UUID

import structlog

from rules.deadlines import Timetable
from rules.rollups import Sums
from rules.tallies import Tally, passed_on, tally
from tenants.session import Transaction
from tenants.stores import rollups, tallies
from tenants.stores.tallies import Found, Waiting

log = structlog.get_logger("tuntas.statistics")
AT_ONCE: Final = 500
"""Events of a batch, and so at most as many complaints: what one transaction holds in memory."""


async def count(tx: Transaction, tenant: int, timetable: Timetable, waiting: list[Waiting]) -> int:
    """Bring tallies and sums of a pemda to what its changed complaints are now; how many events were counted.

    A complaint whose events make no sense keeps its own events waiting, and nobody else's.
    The transaction holds the pemda's lock (tallies.LOCK): between reading and writing nobody else counts here.
    """
    ids = list(dict.fromkeys(one.complaint_id for one in waiting))
    found = await tallies.found(tx, tenant, ids)
    fresh, broken = tallied(found, timetable)
    differing = {id_: one for id_, one in fresh.items() if found.kept.get(id_) != one}
    gone = [id_ for id_ in found.kept if id_ not in fresh and id_ not in broken]
    sums = Sums()
    for id_ in (*differing, *gone):
        if id_ in found.kept:
            sums.add(found.kept[id_], -1)
    for one in differing.values():
        sums.add(one)
    tallies.keep(tx, tenant, differing.items(), gone)
    rollups.add(tx, tenant, sums)
    done = [one for one in waiting if one.complaint_id not in broken]
    tallies.counted(tx, tenant, done)
    return len(done)


def beyond(waiting: list[Waiting], after: UUID | None, *, counted: int) -> UUID | None:
    """After which complaint the next batch begins: where this one began, unless nothing of it could be counted.

    Then beyond what it held; of its last complaint some events may lie outside, so that one comes again if it can.
    """
    return after if counted else list(dict.fromkeys(one.complaint_id for one in waiting))[-2:][0]


def tallied(found: Found, timetable: Timetable) -> tuple[dict[UUID, Tally], set[UUID]]:
    """What the complaints that are here count as, and the transfers of those that left; and those that have no tally.

    Each under its own id.
    """
    here, broken = dict[UUID, Tally](), set[UUID]()
    for id_, events in found.events.items():
        try:
            here[id_] = tally(events, timetable)
        except Exception:
            log.exception("statistics.no_tally", complaint=str(id_), seq=events[-1].seq)
            broken.add(id_)
    left = {id_: passed_on(at, timetable.zone, behind) for id_, at, behind in found.transfers}
    return here | left, broken
