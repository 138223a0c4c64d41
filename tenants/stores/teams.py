"""Coordination teams (tim koordinasi) and their members."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from rules.errors import not_found
from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import OfTenant, Reader, many_per_key, one_per_key, pairs
from tenants.people_rows import MemberRow, TeamRow
from tenants.session import Sessions, Transaction

NEWEST: Final = Order("team_newest", (Key("valid_from", date), Key("id", UUID)))
_TEAM: Final = """
SELECT t.tenant_id, t.id, t.name, t.sk_number, t.sk_date, t.valid_from, t.valid_to
FROM tuntas.coordination_team t
"""
_BY_ID: Final = (
    _TEAM
    + """
WHERE t.tenant_id = ANY(%(tenants)s)
  AND (t.tenant_id, t.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_PAGE: Final = (
    _TEAM
    + """
WHERE t.tenant_id = %(tenant)s
  AND (%(after_from)s::date IS NULL OR (t.valid_from, t.id) < (%(after_from)s, %(after_id)s::uuid))
ORDER BY t.valid_from DESC, t.id DESC LIMIT %(limit)s
"""
)
_LOCK: Final = _TEAM + "WHERE t.tenant_id = %(tenant)s AND t.id = %(id)s FOR UPDATE"
_MEMBERS: Final = """
SELECT m.tenant_id, m.id, m.team_id, m.seat, m.person_name, m.office FROM tuntas.coordination_member m
WHERE m.tenant_id = ANY(%(tenants)s)
  AND (m.tenant_id, m.team_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY array_position(%(seats)s::text[], m.seat), m.person_name, m.id
"""
_INSERT: Final = """
INSERT INTO tuntas.coordination_team (tenant_id, id, name, sk_number, sk_date, valid_from, valid_to)
VALUES (%(tenant_id)s, %(id)s, %(name)s, %(sk_number)s, %(sk_date)s, %(valid_from)s, %(valid_to)s)
"""
_INSERT_MEMBER: Final = """
INSERT INTO tuntas.coordination_member (tenant_id, id, team_id, seat, person_name, office)
VALUES (%(tenant_id)s, %(id)s, %(team_id)s, %(seat)s, %(person_name)s, %(office)s)
"""
_DISSOLVE: Final = (
    "UPDATE tuntas.coordination_team SET valid_to = %(last)s WHERE tenant_id = %(tenant)s AND id = %(id)s"
)
SEATS: Final = ("PEMBINA", "PENANGGUNG_JAWAB", "KETUA", "WAKIL_KETUA", "SEKRETARIS", "ANGGOTA")
"""Seats in the order of the regulation."""


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[TeamRow | None]:
    """The teams with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), TeamRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def page(reader: Sessions, tenant: int, request: PageRequest) -> Page[TeamRow]:
    """The pemda's teams, newest first."""
    after = request.after or (None, None)
    params = {"tenant": tenant, "after_from": after[0], "after_id": after[1], "limit": request.limit}
    return Page.cut(request, await reader.read(_PAGE, params, TeamRow))


async def members(reader: Reader, keys: Sequence[OfTenant]) -> list[list[MemberRow]]:
    """The members of these (tenant, team), in the order of their seats."""
    rows = await reader.read(_MEMBERS, {**pairs(keys), "seats": list(SEATS)}, MemberRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.team_id))


async def locked(tx: Transaction, tenant: int, team: UUID) -> TeamRow:
    """The team, held until the transaction ends. Raises NOT_FOUND."""
    rows = await tx.read(_LOCK, {"tenant": tenant, "id": team}, TeamRow)
    if not rows:
        raise not_found("No such team.", "Tim tidak ditemukan.")
    return rows[0]


def add(tx: Transaction, row: TeamRow, seats: Sequence[MemberRow]) -> None:
    """A new team with everybody in it."""
    tx.execute(
        _INSERT,
        {
            "tenant_id": row.tenant_id, "id": row.id, "name": row.name, "sk_number": row.sk_number,
            "sk_date": row.sk_date, "valid_from": row.valid_from, "valid_to": row.valid_to,
        },
    )  # fmt: skip
    for member in seats:
        tx.execute(
            _INSERT_MEMBER,
            {
                "tenant_id": member.tenant_id, "id": member.id, "team_id": member.team_id, "seat": member.seat,
                "person_name": member.person_name, "office": member.office,
            },
        )  # fmt: skip


def dissolve(tx: Transaction, row: TeamRow, last: date) -> None:
    """Its last day."""
    tx.execute(_DISSOLVE, {"tenant": row.tenant_id, "id": row.id, "last": last}, expect=1)
