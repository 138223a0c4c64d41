"""The SQL of complaint lists, put together once for each combination of columns, filters, order and relations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson

from rules.pages import Key, Order
from tenants.people_rows import TopicRow, UnitRow
from tenants.rows import ComplaintRow, EventRow

RELATED: Final[Mapping[str, tuple[str, type[Any], str]]] = MappingProxyType(
    {
        "unit": (
            "u",
            UnitRow,
            "LEFT JOIN tuntas.unit u ON u.tenant_id = c.tenant_id AND u.id = c.unit_id AND u.tenant_id",
        ),
        "desk": (
            "k",
            UnitRow,
            "LEFT JOIN tuntas.unit k ON k.tenant_id = c.tenant_id AND k.id = c.desk_id AND k.tenant_id",
        ),
        "topic": ("t", TopicRow, "LEFT JOIN tuntas.topic t ON t.id = c.topic_id"),
        "last_event": (
            "e",
            EventRow,
            (
                "LEFT JOIN tuntas.complaint_event e ON e.tenant_id = c.tenant_id AND e.complaint_id = c.id"
                " AND e.seq = c.version AND e.tenant_id"
            ),
        ),
    }
)
"""Relations that a list reads along: alias, row, join. The newest event is the one whose number is the version."""
KEYS_OF_RELATED: Final = MappingProxyType(
    {
        "unit": ("tenant_id", "id"),
        "desk": ("tenant_id", "id"),
        "topic": ("id", "tenant_id"),
        "last_event": ("tenant_id", "complaint_id", "seq", "move", "reason"),
    }
)
"""What a related row always carries: the first tells whether there is one, the others what it is and who may see it."""
JOIN_COLUMNS: Final = MappingProxyType(
    {
        "unit": "unit_id",
        "desk": "desk_id",
        "topic": "topic_id",
        "last_event": "version",
    }
)
COLUMNS: Final = tuple(field.name for field in fields(ComplaintRow) if field.init and field.name != "party_list")
INSERT: Final = (
    "INSERT INTO tuntas.complaint ("
    + ", ".join(COLUMNS)
    + ") VALUES ("
    + ", ".join("%(" + name + (")s::jsonb" if name == "open_clocks" else ")s") for name in COLUMNS)
    + ")"
)
PARTY_EXISTS: Final = (
    "EXISTS (SELECT 1 FROM tuntas.complaint_party p"
    " WHERE p.tenant_id = c.tenant_id AND p.tenant_id = %(sub_tenant)s AND p.complaint_id = c.id AND {condition})"
)
"""Scopes that ask for involved units are about the principal's own pemda: saying so leaves one partition to plan."""
POLICY_COLUMNS: Final = MappingProxyType(
    {
        "id": "c.id",
        "tenant_id": "c.tenant_id",
        "status": "c.status",
        "kind": "c.kind",
        "secret": "c.secret",
        "anonymous": "c.anonymous",
        "public_text": (
            "(to_tsvector('indonesian', c.public_title || ' ' || c.public_body)"
            " @@ websearch_to_tsquery('indonesian', %(public_text)s) OR %(public_text)s <%% c.public_title)"
        ),
        "published": "c.published",
        "handed_over": "c.handed_over",
        "unit_path": "c.unit_path",
        "desk_path": "c.desk_path",
        "reporter_account": "c.reporter_account",
        "party_path": "p.unit_path",
        "party_part": "p.part",
    }
)
"""What the policy's attributes of a complaint are called here, for policies.visibility."""
_DUE: Final = Order("due", (Key("due_order", datetime), Key("id", UUID)))
_NEWEST: Final = Order("newest", (Key("received_at", datetime), Key("id", UUID)))


class Sorted(NamedTuple):
    """An order with its SQL: how to sort, and what comes after a position."""

    order: Order
    by: str
    after: str
    column: str


BY_DUE: Final = Sorted(_DUE, "c.due_order, c.id", "(c.due_order, c.id) > (%(after_0)s, %(after_1)s)", "due_at")
NEWEST: Final = Sorted(
    _NEWEST,
    "c.received_at DESC, c.id DESC",
    "(c.received_at, c.id) < (%(after_0)s, %(after_1)s)",
    "received_at",
)
FILTERS: Final = MappingProxyType(
    {
        "id": "c.id = %(id)s",
        "ids": "c.id = ANY(%(ids)s)",
        "statuses": "c.status = ANY(%(statuses)s)",
        "outcomes": "c.outcome = ANY(%(outcomes)s)",
        "kinds": "c.kind = ANY(%(kinds)s)",
        "topics": "c.topic_id = ANY(%(topics)s)",
        "channels": "c.channel = ANY(%(channels)s)",
        "priorities": "c.priority = ANY(%(priorities)s)",
        "unit_path": "c.unit_path >= %(unit_path)s AND c.unit_path < %(unit_path)s || '~'",
        "desk_path": "c.desk_path = %(desk_path)s",
        "received_from": "c.received_at >= %(received_from)s",
        "received_until": "c.received_at < %(received_until)s",
        "entered_until": "c.entered_at <= %(entered_until)s",
        "overdue_at": "c.due_order < %(overdue_at)s",
        "tag": "%(tag)s = ANY(c.tags)",
        "resolved_as": "c.status = 'CLOSED' AND c.outcome = ANY(%(resolved_as)s)",
        "not_resolved_as": "NOT (c.status = 'CLOSED' AND coalesce(c.outcome = ANY(%(not_resolved_as)s), false))",
        "parent": "c.merged_into = %(parent)s",
        "ruling_required": "c.ruling_required = %(ruling_required)s",
        "text": (
            "(c.tenant_id, c.id) IN"
            " (SELECT s.tenant_id, s.id FROM tuntas.search_complaints(%(lo)s, %(hi)s, %(text)s, 2000) s)"
        ),
        "public_text": (
            "(to_tsvector('indonesian', c.public_title || ' ' || c.public_body)"
            " @@ websearch_to_tsquery('indonesian', %(public_text)s) OR %(public_text)s <%% c.public_title)"
        ),
        "published": "c.published",
    }
)
"""Each filter as a condition: only leakproof operators reach an index under row security; text has its function.

Who reads the redacted text finds a complaint by that alone (`public_text`): else one could guess what is masked in it.
"""


class Shape(NamedTuple):
    """What decides the text of a list's statement; values travel as parameters."""

    columns: tuple[str, ...]
    relations: tuple[tuple[str, tuple[str, ...]], ...]
    filters: tuple[str, ...]
    visible: str
    sort: Sorted
    after: bool
    one_tenant: bool
    parties: bool


@cache
def related_columns(name: str, wanted: frozenset[str] | None) -> tuple[str, ...]:
    """The columns of a relation to read, its keys first; all of them when it is not known what is wanted."""
    keys = KEYS_OF_RELATED[name]
    others = (field.name for field in fields(RELATED[name][1]) if field.name not in keys)
    return (*keys, *(column for column in others if wanted is None or column in wanted))


def parties_in(tenant: str) -> str:
    """The units involved in `c`, as an expression; `tenant` names the partitions again, or all 546 are planned for."""
    return (
        "ARRAY(SELECT p.part || ':' || p.unit_path FROM tuntas.complaint_party p"
        " WHERE p.tenant_id = c.tenant_id AND p.complaint_id = c.id AND p.tenant_id " + tenant + ")"
    )


def _where(shape: Shape) -> str:
    tenant = "c.tenant_id = %(lo)s" if shape.one_tenant else "c.tenant_id BETWEEN %(lo)s AND %(hi)s"
    conditions = [tenant, "(" + shape.visible + ")", *(FILTERS[name] for name in shape.filters)]
    if shape.after:
        conditions.append(shape.sort.after)
    return " AND ".join(conditions)


@lru_cache(maxsize=2_000)
def list_sql(shape: Shape) -> str:
    """Page first, join after: otherwise row security on the joined tables defeats the index (graphql.md 5.1)."""
    wanted = ["c." + name for name in shape.columns]
    bound = "= %(lo)s" if shape.one_tenant else "BETWEEN %(lo)s AND %(hi)s"
    if shape.parties:
        wanted.append(parties_in(bound) + " AS party_list")
    page = (
        "SELECT "
        + ", ".join([*wanted, *_sort_columns(shape)])
        + " FROM tuntas.complaint c WHERE "
        + _where(shape)
        + " ORDER BY "
        + shape.sort.by
        + " LIMIT %(limit)s"
    )
    if not shape.relations:
        return page
    outer = ["c." + name for name in shape.columns] + (["c.party_list"] if shape.parties else [])
    joins = []
    for name, columns in shape.relations:
        alias, _, join = RELATED[name]
        outer.extend(alias + "." + column for column in columns)
        joins.append(join if name == "topic" else join + " " + bound)
    return (
        "WITH c AS MATERIALIZED ("
        + page
        + ") SELECT "
        + ", ".join(outer)
        + " FROM c "
        + " ".join(joins)
        + " ORDER BY "
        + shape.sort.by
    )


def _sort_columns(shape: Shape) -> list[str]:
    """The column that orders, when the relations need the page sorted again and it is not selected anyway."""
    return ["c.due_order"] if shape.relations and shape.sort is BY_DUE else []


@lru_cache(maxsize=2_000)
def count_sql(shape: Shape) -> str:
    """How many, up to a thousand and one: beyond that a list says 'more than 1,000' and does not scan on."""
    return "SELECT count(*) FROM (SELECT FROM tuntas.complaint c WHERE " + _where(shape) + " LIMIT 1001) s"


@lru_cache(maxsize=2_000)
def row_maker(shape: Shape) -> Callable[[tuple[Any, ...]], ComplaintRow]:
    """A function that fills a row's slots from a tuple of the statement: written out, because it runs for every row."""
    lines = ["def make(v):", "    r = new(row)"]
    scope: dict[str, Any] = {"new": object.__new__, "row": ComplaintRow}
    at = 0
    for name in shape.columns:
        lines.append("    r." + name + " = v[" + str(at) + "]")
        at += 1
    lines.append("    r.party_list = v[" + str(at) + "]" if shape.parties else "    r.party_list = []")
    at += shape.parties
    for name, columns in shape.relations:
        scope["class_" + name] = RELATED[name][1]
        lines.append("    if v[" + str(at) + "] is None: r." + name + " = None")
        lines.append("    else:")
        lines.append("        r." + name + " = o = new(class_" + name + ")")
        for column in columns:
            lines.append("        o." + column + " = v[" + str(at) + "]")
            at += 1
    lines.append("    return r")
    exec(compile("\n".join(lines), "<complaint row>", "exec"), scope)  # noqa: S102 - names of our own columns only
    return scope["make"]  # type: ignore[no-any-return]


def params_of(row: ComplaintRow, names: Sequence[str] = COLUMNS) -> dict[str, Any]:
    """The columns of a row as parameters of a statement: JSON as text."""
    values = {name: getattr(row, name) for name in names}
    if "open_clocks" in values:
        values["open_clocks"] = orjson.dumps(values["open_clocks"]).decode()
    return values
