"""What a client key has done already: networks are bad on the islands, and a retry must not act twice."""

from typing import Any, Final
from uuid import UUID

import orjson

from rules.errors import IDEMPOTENCY_MISMATCH, Refusal
from tenants.session import Query, Transaction

RECALL: Final = "SELECT mutation, fingerprint, result FROM tuntas.recall(%(tenant)s, %(actor)s, %(client_key)s)"
_REMEMBER: Final = """
INSERT INTO tuntas.idempotency (tenant_id, actor, client_key, mutation, fingerprint, result, at)
VALUES (%(tenant)s, %(actor)s, %(client_key)s, %(mutation)s, %(fingerprint)s, %(result)s::jsonb, now())
"""


def asking(tenant: int, actor: str, client_key: str) -> Query:
    """The statement that waits for the same key's other request and then tells what it did."""
    return Query(RECALL, {"tenant": tenant, "actor": actor, "client_key": client_key})


def recalled(rows: list[Any], mutation: str, fingerprint: bytes) -> dict[str, Any] | None:
    """The stored result; None when the key is new. Raises IDEMPOTENCY_MISMATCH when it did something else."""
    if not rows:
        return None
    did, with_what, result = rows[0]
    if did != mutation or bytes(with_what) != fingerprint:
        raise Refusal(
            IDEMPOTENCY_MISMATCH,
            "This client key was used for another request: make a new one.",
            "Kunci ini sudah dipakai untuk permintaan lain: buat kunci baru.",
            field="clientKey",
        )
    return dict(result)


async def recall(
    tx: Transaction, tenant: int, actor: str, client_key: str, *, mutation: str, fingerprint: bytes
) -> dict[str, Any] | None:
    """As `recalled`, asking now: for transactions whose first statement was another one."""
    rows = await tx.read(*asking(tenant, actor, client_key)[:2])
    return recalled(rows, mutation, fingerprint)


def remember(
    tx: Transaction,
    tenant: int,
    actor: str,
    client_key: str,
    *,
    mutation: str,
    fingerprint: bytes,
    result: dict[str, Any],
) -> None:
    """Keep what was done with this key, in the same transaction."""
    tx.execute(
        _REMEMBER,
        {
            "tenant": tenant,
            "actor": actor,
            "client_key": client_key,
            "mutation": mutation,
            "fingerprint": fingerprint,
            "result": orjson.dumps(result, default=_text).decode(),
        },
    )


def _text(value: object) -> str:
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)
