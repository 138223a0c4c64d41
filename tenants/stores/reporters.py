"""Who reported: sealed beside the complaint; each opening is kept for the reporter to see."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tenants.batch import Reader
from tenants.rows import IdentityAccessRow, ReporterRow
from tenants.session import Transaction

COLUMNS: Final = ("tenant_id", "complaint_id", "account_id", "key_version", "sealed")
INSERT: Final = (
    "INSERT INTO tuntas.reporter ("
    + ", ".join(COLUMNS)
    + ") VALUES ("
    + ", ".join("%(" + name + ")s" for name in COLUMNS)
    + ")"
)
_GONE: Final = "DELETE FROM tuntas.reporter WHERE tenant_id = %(tenant)s AND complaint_id = %(id)s"
_BY_KEYS: Final = (
    "SELECT " + ", ".join(COLUMNS) + " FROM tuntas.reporter"
    " WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s)"
)
_ACCESS: Final = ("tenant_id", "id", "complaint_id", "position_id", "person_name", "title", "reason", "at")
INSERT_ACCESS: Final = (
    "INSERT INTO tuntas.identity_access ("
    + ", ".join(_ACCESS)
    + ") VALUES ("
    + ", ".join("%(" + name + ")s" for name in _ACCESS)
    + ")"
)
_ACCESSES: Final = (
    "SELECT " + ", ".join(_ACCESS) + " FROM tuntas.identity_access"
    " WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s) ORDER BY at, id"
)


def keep(tx: Transaction, reporter: ReporterRow) -> None:
    """Queue the sealed identity of a new complaint."""
    tx.execute(INSERT, {name: getattr(reporter, name) for name in COLUMNS})


def seal_again(tx: Transaction, reporter: ReporterRow) -> None:
    """Queue the identity as it is sealed now, in place of what was there: a row of it is never changed."""
    tx.execute(_GONE, {"tenant": reporter.tenant_id, "id": reporter.complaint_id}, expect=1)
    keep(tx, reporter)


def note_access(tx: Transaction, access: IdentityAccessRow) -> None:
    """Queue that somebody opened an identity."""
    tx.execute(INSERT_ACCESS, {name: getattr(access, name) for name in _ACCESS})


async def by_key(reader: Reader, keys: Sequence[tuple[int, UUID]]) -> list[ReporterRow | None]:
    """Sealed identities by (tenant, complaint)."""
    values = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    found = {(row.tenant_id, row.complaint_id): row for row in await reader.read(_BY_KEYS, values, ReporterRow)}
    return [found.get(key) for key in keys]


async def accesses(reader: Reader, keys: Sequence[tuple[int, UUID]]) -> list[list[IdentityAccessRow]]:
    """Who opened each complaint's identity, oldest first."""
    values = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    rows = await reader.read(_ACCESSES, values, IdentityAccessRow)
    return [[row for row in rows if (row.tenant_id, row.complaint_id) == key] for key in keys]
