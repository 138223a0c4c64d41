"""The versions of a complaint's text: the citizen's original stays, what is published may be edited."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tenants.batch import Reader
from tenants.rows import BodyRow
from tenants.session import Transaction

COLUMNS: Final = ("tenant_id", "complaint_id", "revision", "title", "body", "reason", "by_position", "at")
INSERT: Final = (
    "INSERT INTO tuntas.complaint_body ("
    + ", ".join(COLUMNS)
    + ") VALUES ("
    + ", ".join("%(" + name + ")s" for name in COLUMNS)
    + ")"
)
_OF_COMPLAINTS: Final = (
    "SELECT " + ", ".join(COLUMNS) + " FROM tuntas.complaint_body"
    " WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s) ORDER BY revision"
)
_NEXT: Final = """
SELECT coalesce(max(revision), 0) + 1 FROM tuntas.complaint_body
WHERE tenant_id = %(tenant)s AND complaint_id = %(id)s
"""
_EDIT: Final = """
UPDATE tuntas.complaint SET title = %(title)s, public_title = %(public_title)s, public_body = %(public_body)s
WHERE tenant_id = %(tenant)s AND id = %(id)s
"""


def keep(tx: Transaction, body: BodyRow) -> None:
    """Queue a version of the text."""
    tx.execute(INSERT, {name: getattr(body, name) for name in COLUMNS})


def publish(tx: Transaction, body: BodyRow, title: str) -> None:
    """Queue the text that the public reads; `title` is what the offices' lists show."""
    values = {
        "tenant": body.tenant_id,
        "id": body.complaint_id,
        "title": title,
        "public_title": body.title,
        "public_body": body.body,
    }
    tx.execute(_EDIT, values, expect=1)


async def next_revision(tx: Transaction, tenant: int, id_: UUID) -> int:
    """The number of the next version; the complaint is locked, so nobody else takes it."""
    return int((await tx.read(_NEXT, {"tenant": tenant, "id": id_}))[0][0])


async def of_complaints(reader: Reader, keys: Sequence[tuple[int, UUID]]) -> list[list[BodyRow]]:
    """The versions of each complaint (tenant, id), the original first."""
    values = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    rows = await reader.read(_OF_COMPLAINTS, values, BodyRow)
    return [[row for row in rows if (row.tenant_id, row.complaint_id) == key] for key in keys]
