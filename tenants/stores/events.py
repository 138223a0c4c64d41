"""Reading the events of a complaint: page by page for its timeline, whole for proof."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from rules.clock_history import RunClock, history
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
_FIRST: Final = _FROM + " ORDER BY seq LIMIT %(most)s"
_FIRST_PLAIN: Final = _FIRST.replace(" changes, data,", " NULL AS changes, NULL AS data,")
_ALL: Final = _FROM + " ORDER BY seq"
_BEGINNINGS: Final = (
    "SELECT "
    + _COLUMNS
    + " FROM (SELECT "
    + _COLUMNS
    + ", row_number() OVER (PARTITION BY complaint_id ORDER BY seq) n"
    " FROM tuntas.complaint_event WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s)"
    " AND move = ANY(%(moves)s)) e WHERE n <= %(most)s ORDER BY complaint_id, seq"
)
_CLOCKS: Final = (
    "SELECT tenant_id, complaint_id, seq, at, changes FROM tuntas.complaint_event"
    " WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s)"
    " AND (jsonb_exists(changes, 'open_clocks') OR jsonb_exists(changes, 'tenant_id')) ORDER BY complaint_id, seq"
)
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


def along(tenant: int, id_: UUID, most: int, *, whole: bool) -> Query:
    """The statement for the first events of one complaint, to travel with it; not `whole`: without changes and data."""
    return Query(_FIRST if whole else _FIRST_PLAIN, {"tenant": tenant, "id": id_, "most": most}, EventRow)


class Beginning(NamedTuple):
    """The first events of one complaint that a viewer may read: moves and number decide with whom it is asked."""

    tenant: int
    complaint: UUID
    moves: tuple[str, ...]
    most: int


async def beginnings(sessions: Sessions, keys: Sequence[Beginning]) -> list[list[EventRow]]:
    """The first events of many complaints: one statement for all that are asked for the same moves and number."""
    found: dict[tuple[int, UUID], list[EventRow]] = {}
    for moves, most in dict.fromkeys((key.moves, key.most) for key in keys):
        asked = [key for key in keys if (key.moves, key.most) == (moves, most)]
        values = {
            "tenants": sorted({key.tenant for key in asked}),
            "ids": [key.complaint for key in asked],
            "moves": list(moves),
            "most": most,
        }
        for row in await sessions.read(_BEGINNINGS, values, EventRow):
            found.setdefault((row.tenant_id, row.complaint_id), []).append(row)
    return [found.get((key.tenant, key.complaint), []) for key in keys]


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


async def clocks(sessions: Sessions, keys: Sequence[tuple[int, UUID]]) -> list[list[RunClock]]:
    """All clocks that ever ran on each complaint (tenant, id), told by its events."""
    values = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    found: dict[tuple[int, UUID], list[tuple[int, datetime, dict[str, Any]]]] = {}
    for tenant, id_, seq, at, changes in await sessions.read(_CLOCKS, values):
        found.setdefault((tenant, id_), []).append((seq, at, changes))
    return [history(found.get(key, [])) for key in keys]
