"""Who has the receipt is the reporter: a tracking code with its secret, without any account."""

import hashlib
from typing import Final

from starlette.requests import HTTPConnection

from gateway.media import header
from gateway.sockets import CONNECTION_PARAMS
from policies.principal import Principal
from rules.errors import UNAUTHENTICATED, Refusal
from rules.identifiers import Reach, TenantId
from rules.roles import Role
from rules.tracking_codes import parse_code, parse_secret
from tenants.session import Sessions
from tenants.stores import directory

RECEIPT_HEADER: Final = "X-Receipt"
"""Holds code and secret, in this order, with a space between."""


def receipt_of(connection: HTTPConnection) -> tuple[str, str] | None:
    """The code and the secret that a request brings; None without. Raises BAD_USER_INPUT for what cannot be one."""
    sent = header(connection.scope["headers"], RECEIPT_HEADER.lower().encode())
    if not sent:
        parameter = connection.scope.get(CONNECTION_PARAMS, {}).get("receipt")
        sent = parameter if isinstance(parameter, str) else ""
    if not sent:
        return None
    code, _, secret = sent.strip().partition(" ")
    return parse_code(code), parse_secret(secret)


async def holder_of(sessions: Sessions, code: str, secret: str) -> Principal:
    """The reporter of this receipt. Raises UNAUTHENTICATED when the secret is not the code's."""
    found = await directory.of_receipt(sessions, code, hashlib.sha256(secret.encode()).digest())
    if found is None:
        raise Refusal(
            UNAUTHENTICATED,
            "This code and secret do not belong together.",
            "Kode pelacakan dan kode rahasia tidak cocok.",
            field=RECEIPT_HEADER,
        )
    tenant, complaint = found
    return Principal(Role.PELAPOR, tenant=TenantId(tenant), reach=Reach(tenant, tenant), receipt=complaint)
