"""Reading complaints: a desk's list, one by code, a reporter's own, what is public."""

from collections.abc import Sequence
from dataclasses import fields as row_fields
from functools import lru_cache
from typing import Annotated, Any

import strawberry

from graph import veil
from graph.complaint_filter import ComplaintFilter, conditions
from graph.complaints.types import MOST_AT_ONCE, NEEDS, RELATED_NEEDS, Complaint, Duplicate
from graph.context import Context, Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.moving import reaching
from graph.nodes import NodeRef, parse_id
from graph.paging import DEFAULT_FIRST, MAX_FIRST, After, Connection, CountedConnection, First, page_request
from graph.selection import arguments, fields, of_page, relations
from graph.vocabulary import ComplaintOrder
from policies.decisions import TABLE, decide
from policies.permissions import Permission
from policies.visibility import Columns, sql_filter
from rules.identifiers import NATION, Reach, TenantId, reach_of, tenant_id_of
from rules.pages import Page, PageRequest
from rules.roles import Role
from rules.tracking_codes import parse_code
from tenants.rows import ComplaintRow, EventRow, SimilarRow
from tenants.stores import complaints, directory, events, similar, topics, units
from tenants.stores.complaint_sql import BY_DUE, COLUMNS, NEWEST, PARTY_EXISTS, POLICY_COLUMNS, RELATED
from tenants.stores.complaints import Listing, Visible

_SORTS = {ComplaintOrder.DUE: BY_DUE, ComplaintOrder.NEWEST: NEWEST}
_COLUMNS = Columns(of=POLICY_COLUMNS, party=PARTY_EXISTS)
_RELATIONS = frozenset(RELATED)
_ASKED_FOR_PARTIES = frozenset(
    role for line in TABLE.policy.lines if "parties" in TABLE.policy.asks(line) for role in line.roles
)
"""Roles of which some line of the policy looks at the units that take part; for all others they are not read."""
_NO_DESK = frozenset({Role.PUBLIK, Role.PELAPOR, Role.INTEGRASI})


def visible(context: Context, permission: Permission) -> Visible:
    """Which complaints the viewer may see, for the statement of a list."""
    found = sql_filter(context.principal, permission, _COLUMNS)
    return Visible(found.text, found.params)


def listing_of(context: Context, info: Info, reach: Reach, permission: Permission) -> dict[str, Any]:
    """What a list's statement needs besides filters and page: visibility, and the columns of the selection."""
    columns, related = _columns(fields(info))
    return {
        "reach": reach,
        "visible": visible(context, permission),
        "columns": columns,
        "relations": relations(info) & _RELATIONS,
        "related": related,
        "parties": context.principal.role in _ASKED_FOR_PARTIES,
        "counted": "total_count" in of_page(info),
    }


@lru_cache(maxsize=1_000)
def _columns(selected: frozenset[str]) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """The columns behind the fields selected of a complaint, and of what is read along with it."""
    own = {column for name in selected for column in NEEDS.get(name, (name,))}
    related: dict[str, frozenset[str]] = {}
    for relation in _RELATIONS:
        below = {name[len(relation) + 1 :] for name in selected if name.startswith(relation + ".")}
        known = {field.name: (field.name,) for field in row_fields(RELATED[relation][1])} | RELATED_NEEDS[relation]
        if below <= known.keys():
            related[relation] = frozenset(column for name in below for column in known[name])
    return frozenset(own & set(COLUMNS)), related


def tenant_named(context: Context, pemda: str | None) -> TenantId:
    """The pemda a list is about: named by code, or the viewer's own. Raises NOT_FOUND outside of the reach."""
    tenant = context.principal.tenant if pemda is None else tenant_id_of(pemda)
    reaching(context, tenant)
    return TenantId(tenant)


@strawberry.type
class ComplaintQueries:
    """Root fields that read complaints."""

    @query(Permission.COMPLAINT_READ, CountedConnection[Complaint])
    async def complaints(
        self,
        info: Info,
        pemda: Annotated[str | None, text_argument("Kode wilayah; your own when absent.", at_most=5)] = None,
        include_below: Annotated[bool, argument("Also the regencies of a province, or the whole nation.")] = False,
        filter: Annotated[ComplaintFilter | None, argument("What to narrow it by.")] = None,
        order_by: Annotated[ComplaintOrder, argument("In which order.")] = ComplaintOrder.DUE,
        first: First = 20,
        after: After = None,
    ) -> Page[ComplaintRow]:
        """The complaints of a pemda that you may see, as your desk's list (daftar pengaduan).

        `totalCount` counts up to 1,001: more than 1,000 is all it says then.
        """
        context = info.context
        tenant = tenant_named(context, pemda)
        reach = reach_of(tenant) if include_below else Reach(tenant, tenant)
        found = await conditions_of(context, filter, tenant)
        sort = _SORTS[order_by]
        permission = Permission.COMPLAINT_SEARCH if "text" in found else Permission.COMPLAINT_READ
        listing = Listing(
            request=page_request(sort.order, first, after),
            sort=sort,
            filters=found,
            **listing_of(context, info, reach, permission),
        )
        page = await complaints.page(context.sessions, listing)
        veil.veiled(context, page.rows)
        return page

    @query(Permission.COMPLAINT_READ, Connection[Complaint])
    async def public_complaints(
        self,
        info: Info,
        pemda: Annotated[str, text_argument("Kode wilayah, such as 21.01.", at_least=2, at_most=5)],
        filter: Annotated[ComplaintFilter | None, argument("What to narrow it by.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Page[ComplaintRow]:
        """What a pemda has published, newest first, in redacted text (laporan publik)."""
        context = info.context
        tenant = tenant_id_of(pemda)
        context.extend(tenant)
        filters = {**await conditions_of(context, filter, tenant), "published": True}
        reach = Reach(tenant, tenant)
        shape = listing_of(context, info, reach, Permission.COMPLAINT_READ)
        listing = Listing(request=page_request(NEWEST.order, first, after), sort=NEWEST, filters=filters, **shape)
        page = await complaints.page(context.sessions, listing)
        veil.veiled(context, page.rows)
        return page

    @query(Permission.COMPLAINT_READ, Complaint | None)
    async def complaint(
        self, info: Info, id: Annotated[strawberry.ID, argument("The complaint's id.")]
    ) -> ComplaintRow | None:
        """One complaint by its id; null when you may not see it (rincian pengaduan)."""
        context = info.context
        ref = parse_id(id, "Complaint")
        if not context.principal.reach.covers(ref.tenant) and context.principal.role not in _NO_DESK:
            return None
        context.extend(ref.tenant)
        shape = listing_of(context, info, Reach(ref.tenant, ref.tenant), Permission.COMPLAINT_READ)
        listing = Listing(request=page_request(BY_DUE.order, 1), filters={"id": ref.uuid}, **shape)
        timeline = _timeline_asked(info)
        whole = "timeline.checks" in fields(info)
        along = [] if timeline is None else [events.along(ref.tenant, ref.uuid, timeline.limit, whole=whole)]
        row, found = await complaints.one(context.sessions, listing, *along)
        if row is not None:
            veil.veiled(context, [row])
            if timeline is not None:
                _carry_timeline(context, row, timeline, found[0])
        return row

    @query(Permission.COMPLAINT_READ, Complaint | None)
    async def complaint_by_code(
        self,
        info: Info,
        tracking_code: Annotated[str, text_argument("The code as it is printed.", at_most=40)],
    ) -> ComplaintRow | None:
        """One complaint by its tracking code; null when you may not see it (cari kode pelacakan)."""
        found = await directory.find(info.context.sessions, parse_code(tracking_code))
        rows = [] if found is None else await seen(info.context, [found])
        return rows[0] if rows else None

    @query(Permission.COMPLAINT_READ, Connection[Complaint])
    async def my_complaints(self, info: Info, first: First = 20, after: After = None) -> Page[ComplaintRow]:
        """What you filed yourself, newest first; with a receipt, that one (laporan saya)."""
        context, request = info.context, page_request(directory.NEWEST, first, after)
        account = context.principal.account
        if account is None:
            return Page.cut(request, await _of_receipt(context))
        lines = Page.cut(request, await directory.of_account(context.sessions, account, request))
        rows = await seen(context, [(line.tenant_id, line.complaint_id) for line in lines.rows])
        return Page(rows, request.order, lines.has_next, lines.has_previous)

    @query(Permission.COMPLAINT_READ, list[Duplicate])
    async def similar_complaints(
        self,
        info: Info,
        pemda: Annotated[str, text_argument("Kode wilayah.", at_least=2, at_most=5)],
        title: Annotated[str, text_argument("The title being written.", at_least=3, at_most=200)],
        body: Annotated[str, text_argument("The text being written.", at_most=10_000)] = "",
    ) -> list[SimilarRow]:
        """What you may see that is about the same, before you file it again (kemungkinan ganda)."""
        context = info.context
        tenant = tenant_id_of(pemda)
        context.ration("similarComplaints", MOST_AT_ONCE)
        context.extend(tenant)
        likeness = similar.Likeness(tenant=tenant, title=title, body=body, around=context.now)
        return await _alike(context, likeness)


async def _alike(context: Context, likeness: similar.Likeness) -> list[SimilarRow]:
    """Compared by the whole text for who may read that, by what is published for everybody else."""
    found = await similar.to(context.sessions, likeness)
    known = [one for one in found if veil.may(context, Permission.COMPLAINT_READ_CASE, one.complaint)]
    if context.principal.is_staff:
        return known
    ids = {one.complaint.id for one in known}
    public = await similar.published(context.sessions, likeness)
    readable = [one for one in public if veil.may(context, Permission.COMPLAINT_READ, one.complaint)]
    return [*known, *(one for one in readable if one.complaint.id not in ids)]


def _timeline_asked(info: Info) -> PageRequest | None:
    """Which page of the timeline may travel along: its beginning; None when it is not asked for, or not so."""
    asked = arguments(info, "timeline") if "timeline" in relations(info) else None
    if asked is None or asked["after"] is not None:
        return None
    first = DEFAULT_FIRST if asked["first"] is None else asked["first"]
    return PageRequest(events.OLDEST_FIRST, first) if 1 <= first <= MAX_FIRST else None


def _carry_timeline(context: Context, row: ComplaintRow, request: PageRequest, found: list[EventRow]) -> None:
    """Let the row carry its timeline; when others are hidden among these events, it is asked for on its own."""
    moves = frozenset(veil.moves(context, row))
    seen = [event for event in found if event.move in moves]
    if len(seen) == len(found) or len(found) < request.limit:
        row.timeline = Page.cut(request, seen)
        veil.told(context, row, row.timeline.rows)


async def conditions_of(context: Context, given: ComplaintFilter | None, tenant: int) -> dict[str, Any]:
    """The filter with what must be looked up: a unit's subtree and a topic's subtopics."""
    found = conditions(given, context, tenant)
    if given is not None and given.unit is not None:
        ref = parse_id(given.unit, "Unit", field="filter.unit")
        unit = (await units.by_id(context.sessions, [(ref.tenant, ref.uuid)]))[0]
        found["unit_path"] = "-" if unit is None or ref.tenant != tenant else unit.path
    if given is not None and given.topics is not None:
        wanted = [parse_id(text, "Topic", field="filter.topics") for text in given.topics]
        found["topics"] = await topics.with_subtopics(context.sessions, [ref.number for ref in wanted])
    return found


async def seen(context: Context, keys: Sequence[tuple[int, Any]]) -> list[ComplaintRow]:
    """The complaints of these keys that the viewer may see, in their order."""
    context_tenants = [tenant for tenant, _ in keys if _reaches(context, tenant)]
    for tenant in context_tenants:
        context.extend(tenant)
    wanted = [key for key in keys if key[0] in context_tenants]
    rows = await complaints.by_key(context.sessions, wanted) if wanted else []
    return [
        row for row in rows if row is not None and decide(context.principal, Permission.COMPLAINT_READ, row).allowed
    ]


def _reaches(context: Context, tenant: int) -> bool:
    return context.principal.role in _NO_DESK or context.principal.reach.covers(tenant)


async def _of_receipt(context: Context) -> list[ComplaintRow]:
    receipt = context.principal.receipt
    if receipt is None:
        return []
    return await seen(context, [(context.principal.tenant or NATION, receipt)])


async def complaint_nodes(context: Context, refs: Sequence[NodeRef]) -> list[ComplaintRow | None]:
    """Complaints fetched again by id, as far as the viewer may see them."""
    rows = await seen(context, [(ref.tenant, ref.uuid) for ref in refs])
    found = {(row.tenant_id, row.id): row for row in rows}
    return [found.get((ref.tenant, ref.uuid)) for ref in refs]
