"""What came from LAPOR!: found by its tracking IDs, kept with the complaint, and when a complaint was disposed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.complaint_states import Move
from rules.outside_numbers import of_lapor
from tenants.batch import OfTenant, Reader, one_per_key
from tenants.lapor_rows import KnownRow, NamedUnit, OriginRow
from tenants.session import Query, Transaction

COLUMNS: Final = (
    "tenant_id", "complaint_id", "external_id", "cells", "fingerprint", "version", "imported_at", "changed_at",
)  # fmt: skip
DISPOSALS: Final = (Move.DISPOSE.value, Move.REFER.value, Move.RULE.value)
_ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtextextended('lapor', %(tenant)s))"
_KNOWN: Final = """
SELECT o.complaint_id, o.external_id, o.fingerprint, o.version AS imported_version, c.version, c.status
FROM tuntas.lapor_origin o JOIN tuntas.complaint c
    ON c.tenant_id = o.tenant_id AND c.id = o.complaint_id AND c.tenant_id = %(tenant)s
WHERE o.tenant_id = %(tenant)s AND o.external_id = ANY(%(ids)s)
"""
_ELSEWHERE: Final = "SELECT tenant_id, complaint_id FROM tuntas.directory_find_external(%(external)s)"
_KEEP: Final = (
    "INSERT INTO tuntas.lapor_origin ("
    + ", ".join(COLUMNS)
    + ") VALUES ("
    + ", ".join("%(" + name + ")s" for name in COLUMNS)
    + ")"
)
_CHANGE: Final = """
UPDATE tuntas.lapor_origin SET cells = %(cells)s, fingerprint = %(fingerprint)s, version = %(version)s,
    changed_at = %(changed_at)s
WHERE tenant_id = %(tenant_id)s AND complaint_id = %(complaint_id)s
"""
_ORIGINS: Final = (
    "SELECT " + ", ".join(COLUMNS) + " FROM tuntas.lapor_origin"
    " WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s)"
)
_DISPOSED: Final = """
SELECT tenant_id, complaint_id, min(at) FROM tuntas.complaint_event
WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s) AND move = ANY(%(moves)s)
GROUP BY tenant_id, complaint_id
"""
_UNITS: Final = """
SELECT lower(u.name) AS name, u.id, u.path FROM tuntas.unit u
WHERE u.tenant_id = %(tenant)s AND lower(u.name) = ANY(%(names)s) AND u.active_to IS NULL AND u.parent_id IS NOT NULL
ORDER BY u.path DESC
"""
_TOPICS: Final = """
SELECT lower(t.name), t.id FROM tuntas.topic t
WHERE t.tenant_id = ANY(%(tenants)s) AND lower(t.name) = ANY(%(names)s) ORDER BY t.parent_id NULLS FIRST, t.id
"""


def locking(tenant: int) -> Query:
    """The statement that lets one import into a pemda wait for another until the transaction ends."""
    return Query(_ONE_AT_A_TIME, {"tenant": tenant})


async def known(reader: Reader, tenant: int, ids: Sequence[str]) -> dict[str, KnownRow]:
    """The complaints of a pemda that came from LAPOR! with these tracking IDs."""
    rows = await reader.read(_KNOWN, {"tenant": tenant, "ids": list(ids)}, KnownRow)
    return {row.external_id: row for row in rows}


async def elsewhere(reader: Reader, ids: Sequence[str]) -> dict[str, tuple[int, UUID]]:
    """Which of these tracking IDs the directory knows of LAPOR!, and where: each asked for alone, in one round trip."""
    if not ids:
        return {}
    answers = await reader.read_many(*(Query(_ELSEWHERE, {"external": of_lapor(external)}) for external in ids))
    return {external: tuple(rows[0]) for external, rows in zip(ids, answers, strict=True) if rows}


def keep(tx: Transaction, row: OriginRow) -> None:
    """Queue what LAPOR! says of a new complaint."""
    tx.execute(_KEEP, asdict(row))


def change(tx: Transaction, row: OriginRow) -> None:
    """Queue what LAPOR! says of it now."""
    tx.execute(_CHANGE, asdict(row))


async def origins(reader: Reader, keys: Sequence[OfTenant]) -> list[OriginRow | None]:
    """What LAPOR! said of these complaints (tenant, id); None for those that did not come from there."""
    rows = await reader.read(_ORIGINS, _asked(keys), OriginRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.complaint_id))


async def disposed(reader: Reader, keys: Sequence[OfTenant]) -> list[datetime | None]:
    """When each of these complaints (tenant, id) was first disposed to a unit."""
    rows = await reader.read(_DISPOSED, {**_asked(keys), "moves": list(DISPOSALS)})
    found = {(tenant, id_): at for tenant, id_, at in rows}
    return [found.get(key) for key in keys]


async def units_named(reader: Reader, tenant: int, names: Sequence[str]) -> dict[str, NamedUnit]:
    """The units at work with these names (in small letters); of several the one nearest to the top."""
    rows = await reader.read(_UNITS, {"tenant": tenant, "names": list(names)}, NamedUnit)
    return {row.name: row for row in rows}


async def topics_named(reader: Reader, tenants: Sequence[int], names: Sequence[str]) -> dict[str, int]:
    """The topics with these names (in small letters); of several the most special one."""
    return dict(await reader.read(_TOPICS, {"tenants": list(tenants), "names": list(names)}))


def _asked(keys: Sequence[OfTenant]) -> dict[str, object]:
    return {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
