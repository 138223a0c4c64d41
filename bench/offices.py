"""Who works in the benchmark's pemda: forty units each with a desk, citizens, and tokens for those who ask."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import md5
from typing import Final, LiteralString
from uuid import UUID

import psycopg

from bench.site import Place
from graph.nodes import node_id
from policies.credentials import hash_of, new_token
from policies.principal import Principal
from rules.identifiers import NATION, TenantId, reach_of
from rules.roles import Role
from rules.unit_paths import ROOT

UNITS: Final = 40
CITIZENS: Final = 64
_PEOPLE: Final[LiteralString] = """
INSERT INTO tuntas.unit (tenant_id, id, parent_id, path, code, name, kind, active_from)
SELECT t, md5('u' || t || ':' || n)::uuid, CASE WHEN n > 0 THEN md5('u' || t || ':0')::uuid END,
    CASE WHEN n > 0 THEN '0001' || lpad(n::text, 4, '0') ELSE '0001' END, 'unit' || n,
    CASE WHEN n > 0 THEN 'Dinas Urusan ' || n ELSE 'Pemerintah Daerah ' || t END,
    CASE WHEN n > 0 THEN 'DINAS' ELSE 'ROOT' END, '2020-01-01'
FROM unnest(%(tenants)s::int[]) t, generate_series(0, %(units)s) n ORDER BY t, n;
INSERT INTO tuntas.position (tenant_id, id, unit_id, unit_path, role, title, active_from)
SELECT tenant_id, md5('p' || id)::uuid, id, path, CASE WHEN kind <> 'ROOT' THEN 'PENGHUBUNG'
    WHEN tenant_id = 0 THEN 'NASIONAL' ELSE 'INSTANSI' END,
    CASE WHEN kind = 'ROOT' THEN 'Admin Instansi' ELSE 'Penghubung ' || name END, '2020-01-01' FROM tuntas.unit;
INSERT INTO tuntas.account (id, name, kind, created_at)
SELECT md5('a' || id)::uuid, 'Petugas ' || code, 'STAFF', now() FROM tuntas.unit;
INSERT INTO tuntas.account (id, name, kind, created_at)
SELECT md5('w' || n)::uuid, 'Warga ' || n, 'CITIZEN', now() FROM generate_series(1, %(citizens)s) n;
INSERT INTO tuntas.account_position (account_id, tenant_id, position_id)
SELECT md5('a' || id)::uuid, tenant_id, md5('p' || id)::uuid FROM tuntas.unit;
INSERT INTO tuntas.appointment (tenant_id, id, position_id, account_id, person_name, kind, sk_number, sk_date,
    valid_from)
SELECT tenant_id, md5('s' || id)::uuid, md5('p' || id)::uuid, md5('a' || id)::uuid, 'Petugas ' || code, 'DEFINITIVE',
    'SK 1', '2020-01-01', '2020-01-01' FROM tuntas.unit;
ANALYZE;
"""
_TOKEN: Final[LiteralString] = """
INSERT INTO tuntas.token (token_hash, id, account_id, label, created_at, expires_at)
VALUES (%s, gen_random_uuid(), %s, 'bench', %s, %s)
"""


@dataclass(frozen=True, slots=True)
class Officer:
    """A principal and the secret that opens its account over HTTP."""

    principal: Principal
    token: str


def uuid_of(text: str) -> UUID:
    """What md5(text)::uuid is in the database."""
    return UUID(bytes=md5(text.encode(), usedforsecurity=False).digest())


def unit_id(tenant: int, number: int) -> UUID:
    """The id of a unit; 0 is the root."""
    return uuid_of(f"u{tenant}:{number}")


def unit_node(tenant: int, number: int) -> str:
    """The same on the wire."""
    return node_id("Unit", tenant, unit_id(tenant, number))


def staff(place: Place) -> None:
    """Units, positions, accounts and appointments of every pemda, and citizens."""
    with psycopg.connect(place.database.admin_url, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute(_PEOPLE, {"tenants": list(place.tenants), "units": UNITS, "citizens": CITIZENS})


def officer(place: Place, number: int = 0, of: int | None = None) -> Officer:
    """The admin of a pemda (0; the main one unless another is named) or the liaison of one of its units."""
    tenant = TenantId(place.main if of is None else of)
    unit, admin = unit_id(tenant, number), Role.NASIONAL if tenant == NATION else Role.INSTANSI
    principal = Principal(
        Role.PENGHUBUNG if number else admin,
        tenant=tenant,
        reach=reach_of(tenant),
        account=uuid_of(f"a{unit}"),
        name=f"Petugas unit{number}",
        position=uuid_of(f"p{unit}"),
        position_title=f"Penghubung Dinas Urusan {number}" if number else "Admin Instansi",
        unit=unit,
        unit_path=ROOT + f"{number:04d}" if number else ROOT,
    )
    return Officer(principal, _token(place, uuid_of(f"a{unit}")))


def citizen(place: Place, number: int) -> Officer:
    """A citizen with an account, with a new token."""
    account = uuid_of(f"w{number}")
    return Officer(Principal(Role.PELAPOR, account=account, name=f"Warga {number}"), _token(place, account))


def _token(place: Place, account: UUID) -> str:
    secret, now = new_token(), datetime.now(UTC)
    with psycopg.connect(place.database.admin_url) as connection:
        connection.execute(_TOKEN, (hash_of(secret), account, now, now + timedelta(days=30)))
    return secret
