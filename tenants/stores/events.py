"""Reading the events of a complaint: page by page for its timeline, whole for proof."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from rules.pages import Key, Order, Page, PageRequest
from rules.timeline import AUDIENCE
from rules.vocabulary import Audience
from tenants.rows import EventRow
from tenants.session import Query, Sessions
from tenants.stores.recording import EVENT_COLUMNS

STEPS: Final = 100
OLDEST_FIRST: Final = Order("timeline", (Key("seq", int),))
_COLUMNS: Final = ", ".join(EVENT_COLUMNS)
_FROM: Final = (
    "SELECT " + _COLUMNS + " FROM tuntas.complaint_event WHERE tenant_id = %(tenant)s AND complaint_id = %(id)s"
)
_PAGE: Final = _FROM + " AND seq > %(after)s AND move = ANY(%(moves)s) ORDER BY seq LIMIT %(limit)s"
_ALL: Final = _FROM + " ORDER BY seq"
_BY_KEYS: Final = (
    "SELECT " + _COLUMNS + " FROM tuntas.complaint_event"
    " WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s) AND seq = ANY(%(seqs)s)"
)


def timeline(tenant: int, id_: UUID, moves: Sequence[str], request: PageRequest) -> Query:
    """The statement for one page of a timeline, of the moves that the viewer may read."""
    after = request.after[0] if request.after else 0
    values = {"tenant": tenant, "id": id_, "after": after, "moves": list(moves), "limit": request.limit}
    return Query(_PAGE, values, EventRow)


async def page(
    sessions: Sessions, tenant: int, id_: UUID, moves: Sequence[str], request: PageRequest
) -> Page[EventRow]:
    """One page of a complaint's timeline, oldest first."""
    (rows,) = await sessions.read_many(timeline(tenant, id_, moves, request))
    return Page.cut(request, rows)


async def public_steps(sessions: Sessions, tenant: int, id_: UUID) -> list[EventRow]:
    """The first hundred events that everybody may know of, oldest first."""
    moves = [move.value for move, audience in AUDIENCE.items() if audience is Audience.PUBLIC]
    (rows,) = await sessions.read_many(timeline(tenant, id_, moves, PageRequest(OLDEST_FIRST, STEPS - 1)))
    return rows


async def whole(sessions: Sessions, tenant: int, id_: UUID) -> list[EventRow]:
    """Every event of one complaint in order, to verify the chain or rebuild the row."""
    return await sessions.read(_ALL, {"tenant": tenant, "id": id_}, EventRow)


async def by_key(sessions: Sessions, keys: Sequence[tuple[int, UUID, int]]) -> list[EventRow | None]:
    """Single events by (tenant, complaint, number): the newest of each complaint in a list."""
    values = {
        "tenants": sorted({key[0] for key in keys}),
        "ids": [key[1] for key in keys],
        "seqs": sorted({key[2] for key in keys}),
    }
    rows = await sessions.read(_BY_KEYS, values, EventRow)
    found = {(row.tenant_id, row.complaint_id, row.seq): row for row in rows}
    return [found.get(key) for key in keys]
