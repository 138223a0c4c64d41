"""Reading complaints: lists, one by one, many by key, and one locked for a move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from uuid import UUID

from rules.identifiers import Reach
from rules.pages import Page, PageRequest
from tenants.rows import ComplaintRow
from tenants.session import Query, Sessions, Transaction
from tenants.stores.complaint_sql import (
    BY_DUE,
    COLUMNS,
    JOIN_COLUMNS,
    RELATED,
    Shape,
    Sorted,
    count_sql,
    list_sql,
    parties_in,
    related_columns,
    row_maker,
)

ALWAYS: Final = frozenset(
    {
        "tenant_id",
        "id",
        "tracking_code",
        "version",
        "status",
        "kind",
        "secret",
        "anonymous",
        "published",
        "handed_over",
        "unit_path",
        "desk_path",
        "reporter_account",
        "merged_into",
        "due_at",
        "received_at",
    }
)
"""Columns that every row carries: its identity, its place in the orders, and what the policy looks at."""
COUNTED: Final = 1000
_ALL: Final = ", ".join("c." + name for name in COLUMNS)
_LOCK: Final = (
    "SELECT " + _ALL + ", " + parties_in("= %(tenant)s") + " AS party_list FROM tuntas.complaint c"
    " WHERE c.tenant_id = %(tenant)s AND c.id = %(id)s FOR UPDATE OF c"
)
_LOCK_NOW: Final = _LOCK + " NOWAIT"
_CHILDREN: Final = (
    "SELECT " + _ALL + ", " + parties_in("= %(tenant)s") + " AS party_list FROM tuntas.complaint c"
    " WHERE c.tenant_id = %(tenant)s AND c.merged_into = %(id)s AND c.status = 'IN_PROGRESS'"
    " ORDER BY c.id LIMIT %(most)s FOR UPDATE OF c"
)
MOST_CHILDREN: Final = 1000
_BY_KEYS: Final = (
    "SELECT " + _ALL + ", " + parties_in("= ANY(%(tenants)s)") + " AS party_list FROM tuntas.complaint c"
    " WHERE c.tenant_id = ANY(%(tenants)s) AND c.id = ANY(%(ids)s)"
)


class Visible(NamedTuple):
    """Which rows the principal may see, as SQL with its parameters (policies.visibility)."""

    text: str
    params: Mapping[str, Any]


EVERYTHING: Final = Visible("true", {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list is asked for. `filters` are keys of complaint_sql.FILTERS with their values.

    `related` names the columns wanted of a relation; of one that it does not name, all are read.
    """

    reach: Reach
    visible: Visible
    request: PageRequest
    sort: Sorted = BY_DUE
    filters: Mapping[str, Any] = field(default_factory=dict)
    columns: frozenset[str] = frozenset(COLUMNS)
    relations: frozenset[str] = frozenset()
    related: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parties: bool = False
    counted: bool = False

    def shape(self) -> Shape:
        """What decides the statement's text."""
        relations = tuple(name for name in RELATED if name in self.relations)
        needed = self.columns | ALWAYS | {JOIN_COLUMNS[name] for name in relations}
        return Shape(
            columns=tuple(name for name in COLUMNS if name in needed),
            relations=tuple([(name, related_columns(name, self.related.get(name))) for name in relations]),
            filters=tuple(sorted(self.filters)),
            visible=self.visible.text,
            sort=self.sort,
            after=self.request.after is not None,
            one_tenant=self.reach.lo == self.reach.hi,
            parties=self.parties,
        )

    def params(self) -> dict[str, Any]:
        """The values of the statement."""
        values: dict[str, Any] = {
            **self.visible.params,
            **self.filters,
            "lo": self.reach.lo,
            "hi": self.reach.hi,
            "limit": self.request.limit,
        }
        for at, value in enumerate(self.request.after or ()):
            values["after_" + str(at)] = value
        return values


async def page(sessions: Sessions, listing: Listing) -> Page[ComplaintRow]:
    """One page, in one statement (two in one round trip when counted). Counting stops at 1,001."""
    shape, params = listing.shape(), listing.params()
    queries = [Query(list_sql(shape), params)]
    if listing.counted:
        queries.append(Query(count_sql(shape._replace(after=False)), params))
    found = await sessions.read_many(*queries)
    make = row_maker(shape)
    total = found[1][0][0] if listing.counted else None
    return Page.cut(listing.request, [make(values) for values in found[0]], total)


async def one(sessions: Sessions, listing: Listing, *along: Query) -> tuple[ComplaintRow | None, list[list[Any]]]:
    """The first row of a listing and what other statements of the same round trip returned."""
    shape = listing.shape()
    rows, *others = await sessions.read_many(Query(list_sql(shape), listing.params()), *along)
    return (row_maker(shape)(rows[0]) if rows else None), others


async def by_key(sessions: Sessions, keys: Sequence[tuple[int, UUID]]) -> list[ComplaintRow | None]:
    """Complaints by (tenant, id), with their parties: whoever hands them out decides whether they may be seen."""
    params = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    rows = await sessions.read(_BY_KEYS, params, ComplaintRow)
    found = {(row.tenant_id, row.id): row for row in rows}
    return [found.get(key) for key in keys]


def locking(tenant: int, id_: UUID) -> Query:
    """The statement that reads one complaint with its parties and keeps it for this transaction."""
    return Query(_LOCK, {"tenant": tenant, "id": id_}, ComplaintRow)


async def locked(tx: Transaction, tenant: int, id_: UUID) -> ComplaintRow | None:
    """One complaint, locked until the transaction ends."""
    rows = await tx.read(_LOCK, {"tenant": tenant, "id": id_}, ComplaintRow)
    return rows[0] if rows else None


async def locked_now(tx: Transaction, tenant: int, id_: UUID) -> ComplaintRow | None:
    """The same for a second complaint in one transaction. Raises RETRY when somebody is working on it.

    An answer locks a kasus induk and then waits for what was merged into it: whoever holds one of these must not wait.
    """
    rows = await tx.read(_LOCK_NOW, {"tenant": tenant, "id": id_}, ComplaintRow)
    return rows[0] if rows else None


async def merged_into(tx: Transaction, tenant: int, parent: UUID) -> list[ComplaintRow]:
    """The open complaints of a kasus induk, locked: its answer is theirs."""
    return await tx.read(_CHILDREN, {"tenant": tenant, "id": parent, "most": MOST_CHILDREN}, ComplaintRow)
