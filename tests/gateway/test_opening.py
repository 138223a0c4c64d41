"""A request becomes a context: as whom, how far it reaches, with the process's seams, and how often it may try."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import HTTPConnection

from gateway.authentication import AccessSettings, Authentication
from gateway.notices import DeskNotices
from gateway.opening import Opener, Seams, close
from gateway.packets.office import PacketOffice
from gateway.packets.signing import PacketKey
from gateway.receipts import RECEIPT_HEADER
from gateway.storage.store import Storage
from gateway.throttle import Rate, Throttle
from gateway.upload_door import SignedDoor
from policies.principal import ANONYMOUS
from rules.errors import RATE_LIMITED, UNAUTHENTICATED, Refusal
from rules.identifiers import NOWHERE
from rules.roles import Role
from tenants.database import Pool
from tenants.session import Sessions
from tenants.timetables import Timetables
from tenants.vault import Vault
from tests.gateway.asgi import http_scope
from tests.offices import RECEIPT_KEY
from tests.organisation import Organisation
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
NOBODYS = "K7QW-2M9D-XH4C 0123-4567-89AB-CDEF"


@pytest.fixture
def seams(pool: Pool, tmp_path: Path) -> Seams:
    return Seams(
        pool=pool,
        authentication=Authentication(Sessions(pool, NOWHERE), AccessSettings(secure=False)),
        timetables=Timetables(pool),
        vault=Vault(b"k" * 32),
        door=SignedDoor(b"u" * 32),
        notices=DeskNotices(),
        receipt_key=RECEIPT_KEY,
        throttle=Throttle({"submit": Rate(2, 1), "receipt": Rate(2, 1)}),
        packets=PacketOffice(PacketKey(b"p" * 32), Storage.open(None, tmp_path)),
        proxies=frozenset({"10.0.0.1"}),
    )


def request(client: str = "203.0.113.9", **headers: str) -> HTTPConnection:
    scope: dict[str, Any] = http_scope("POST", [(name.replace("_", "-"), value) for name, value in headers.items()])
    return HTTPConnection({**scope, "client": (client, 1)})


async def test_a_visitor_reaches_nothing_and_gets_the_seams(seams: Seams) -> None:
    context = await Opener(seams)(request())
    assert context.principal == ANONYMOUS
    assert context.sessions.reach == NOWHERE
    assert context.now.utcoffset() is not None
    assert (context.vault, context.storage, context.timetables) == (seams.vault, seams.door, seams.timetables)
    assert (context.notices, context.receipt_key) == (seams.notices, RECEIPT_KEY)
    assert context.packets is seams.packets
    assert context.read_sums == seams.recent_sums.read
    await close(context)


async def test_an_officer_reaches_what_the_position_reaches(seams: Seams, pool: Pool, new_tenant: NewTenant) -> None:
    officer = await Organisation(pool, new_tenant().id).officer(Role.PENGHUBUNG)
    opener, token = Opener(seams), await officer.token(datetime.now(UTC))
    bearer = request(authorization=f"Bearer {token}")
    context = await opener(bearer)
    assert (context.principal.role, context.principal.position) == (Role.PENGHUBUNG, officer.position.id)
    assert context.sessions.reach == context.principal.reach
    assert context.renew is not None
    assert await context.renew() == context.principal
    known = opener.of(replace(context.principal, name="Sistem"))
    assert (known.principal.name, known.sessions.reach) == ("Sistem", context.principal.reach)


async def test_wrong_receipts_are_counted_by_address(seams: Seams) -> None:
    opener = Opener(seams)

    async def tried(client: str, **headers: str) -> str:
        with pytest.raises(Refusal) as refused:
            await opener(request(client, **{RECEIPT_HEADER: NOBODYS}, **headers))
        return str(refused.value.code)

    codes = [await tried("203.0.113.9") for _ in range(3)]
    assert codes == [UNAUTHENTICATED, UNAUTHENTICATED, RATE_LIMITED]
    assert await tried("203.0.113.10") == UNAUTHENTICATED
    assert await tried("10.0.0.1", x_forwarded_for="203.0.113.9") == RATE_LIMITED


async def test_a_context_throttles_by_its_own_address(seams: Seams) -> None:
    opener = Opener(seams)
    first, second = await opener(request("203.0.113.20")), await opener(request("203.0.113.21"))
    for _ in range(2):
        first.throttle("submit")
    with pytest.raises(Refusal):
        first.throttle("submit")
    second.throttle("submit")


async def test_statistics_are_asked_of_the_replica_where_there_is_one(seams: Seams, pool: Pool) -> None:
    alone = Opener(seams).of(ANONYMOUS)
    assert alone.for_sums is alone.sessions
    beside = Opener(replace(seams, replica=pool)).of(ANONYMOUS)
    assert beside.for_sums is not beside.sessions
    assert beside.for_sums.reach == NOWHERE
    assert await beside.for_sums.read("SELECT 1") == [(1,)]
