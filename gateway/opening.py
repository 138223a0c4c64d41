"""How a request becomes a Context: who asks, how far that reaches, and the seams that resolvers may use."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from starlette.requests import HTTPConnection

from gateway.authentication import Authentication
from gateway.client_address import address_of
from gateway.notices import DeskNotices
from gateway.packets.office import PacketOffice
from gateway.receipts import holder_of, receipt_of
from gateway.throttle import Throttle
from gateway.upload_door import SignedDoor
from graph.context import Context
from policies.principal import Principal
from rules.errors import Refusal
from rules.identifiers import NOWHERE
from tenants.database import Pool
from tenants.recent_sums import RecentSums
from tenants.session import Sessions
from tenants.timetables import Timetables
from tenants.vault import Vault


@dataclass(slots=True)
class Seams:
    """What every context gets from the process: made once at start."""

    pool: Pool
    authentication: Authentication
    timetables: Timetables
    vault: Vault
    door: SignedDoor
    notices: DeskNotices
    receipt_key: bytes
    throttle: Throttle
    packets: PacketOffice
    proxies: frozenset[str] = frozenset()
    plain_webhooks: bool = False
    recent_sums: RecentSums = field(default_factory=RecentSums)
    replica: Pool | None = None
    """Connections to a copy of the database, for statistics."""


class Opener:
    """Opens a context for an HTTP request or a WebSocket."""

    def __init__(self, seams: Seams) -> None:
        self._seams = seams

    async def __call__(self, connection: HTTPConnection) -> Context:
        """The context of a request. Raises Refusal when it brings a token, a position or a receipt that do not hold."""
        principal = await self.principal(connection, datetime.now(UTC))
        context = self.of(principal)
        context.throttle = partial(self._throttle, connection)
        context.renew = partial(self._renew, connection)
        return context

    def of(self, principal: Principal) -> Context:
        """A context for a principal that is known already: the system's own work, commands, tests."""
        seams = self._seams
        return Context(
            principal=principal,
            sessions=Sessions(seams.pool, principal.reach),
            replica=None if seams.replica is None else Sessions(seams.replica, principal.reach),
            read_sums=seams.recent_sums.read,
            now=datetime.now(UTC),
            vault=seams.vault,
            storage=seams.door,
            timetables=seams.timetables,
            notices=seams.notices,
            packets=seams.packets,
            receipt_key=seams.receipt_key,
            plain_webhooks=seams.plain_webhooks,
        )

    async def principal(self, connection: HTTPConnection, now: datetime) -> Principal:
        """Who asks: the holder of a receipt, else whoever the token or cookie names, else a visitor."""
        receipt = receipt_of(connection)
        if receipt is None:
            return await self._seams.authentication.principal(connection, now)
        try:
            return await holder_of(Sessions(self._seams.pool, NOWHERE), *receipt)
        except Refusal:
            self._throttle(connection, "receipt")
            raise

    async def _renew(self, connection: HTTPConnection) -> Principal:
        return await self.principal(connection, datetime.now(UTC))

    def _throttle(self, connection: HTTPConnection, kind: str) -> None:
        self._seams.throttle.admit(kind, address_of(connection.scope, self._seams.proxies))


async def close(_context: Context) -> None:
    """Nothing is held open: connections go back to the pool after each statement."""
