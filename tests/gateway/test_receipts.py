"""Whoever has code and secret is the reporter; a wrong pair is told from a malformed one."""

import pytest
from starlette.requests import HTTPConnection

from gateway.receipts import RECEIPT_HEADER, holder_of, receipt_of
from gateway.sockets import CONNECTION_PARAMS
from graph.nodes import parse_id
from rules.errors import BAD_USER_INPUT, UNAUTHENTICATED, Refusal
from rules.identifiers import NOWHERE, Reach
from rules.roles import Role
from tenants.database import Database, Pool
from tenants.session import Sessions
from tests.casework import submitted
from tests.gateway.asgi import http_scope
from tests.offices import VISITOR, Asking, open_office
from tests.tenancy import NewTenant

CODE, SECRET = "K7QW-2M9D-XH4C", "0123-4567-89AB-CDEF"


def bringing(header: str | None = None, **parameters: object) -> HTTPConnection:
    headers = [] if header is None else [(RECEIPT_HEADER, header)]
    return HTTPConnection({**http_scope("POST", headers), CONNECTION_PARAMS: parameters})


@pytest.mark.parametrize(
    "connection",
    [
        bringing(f"{CODE} {SECRET}"),
        bringing(f"  {CODE.lower()}   {SECRET.lower()} "),
        bringing(receipt=f"{CODE} {SECRET}"),  # a browser cannot set headers on a WebSocket
        bringing(f"{CODE} {SECRET}", receipt="other"),
        bringing("K7QW2M9DXH4C O1234567 89ABCDEF".replace("O1", "01")),
    ],
)
def test_as_it_is_printed_or_typed(connection: HTTPConnection) -> None:
    assert receipt_of(connection) == ("K7QW2M9DXH4C", "0123456789ABCDEF")


@pytest.mark.parametrize("connection", [bringing(), bringing(""), bringing(receipt=7), bringing(receipt="")])
def test_none_at_all(connection: HTTPConnection) -> None:
    assert receipt_of(connection) is None


@pytest.mark.parametrize(
    ("sent", "field"), [("x", "trackingCode"), (CODE, "secret"), (f"{CODE} {CODE}", "secret"), (" ", "trackingCode")]
)
def test_what_cannot_be_one(sent: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        receipt_of(bringing(sent))
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, field)


@pytest.mark.anyio
async def test_the_holder_is_the_reporter_of_this_complaint_alone(
    pool: Pool, database: Database, new_tenant: NewTenant
) -> None:
    ask, office = Asking(pool), open_office(database, new_tenant())
    case, other = await submitted(ask, office, VISITOR), await submitted(ask, office, VISITOR)
    sessions = Sessions(pool, NOWHERE)
    pair = receipt_of(bringing(f"{case.code} {case.secret}"))
    assert pair is not None
    holder = await holder_of(sessions, *pair)
    assert holder.role is Role.PELAPOR
    assert holder.receipt == parse_id(case.id, "Complaint").uuid
    assert holder.reach == Reach(office.tenant, office.tenant)
    assert not holder.is_staff
    mixed = receipt_of(bringing(f"{case.code} {other.secret}"))
    assert mixed is not None
    with pytest.raises(Refusal) as refused:
        await holder_of(sessions, *mixed)
    assert (refused.value.code, refused.value.field) == (UNAUTHENTICATED, RECEIPT_HEADER)
