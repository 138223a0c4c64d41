"""Files on their way into complaints of tests: announced through the graph, arrived without the gateway."""

from dataclasses import dataclass, field
from typing import Any

from gateway.upload_door import SignedDoor
from graph.context import Context
from graph.nodes import parse_id
from policies.principal import Principal
from rules.identifiers import NOWHERE
from tenants.session import Sessions
from tenants.stores import uploads
from tenants.stores.uploads import Arrived
from tests.casework import key
from tests.offices import Asking

CREATE = """mutation($input: CreateUploadInput!) { createUpload(input: $input) {
  id uploadUrl maxBytes accepted expiresAt complete } }"""


@dataclass
class Filing(Asking):
    """Asks the schema with a door for uploads."""

    door: SignedDoor = field(default_factory=lambda: SignedDoor(b"k" * 32))
    throttled: list[str] = field(default_factory=list)

    def context(self, principal: Principal) -> Context:
        context = super().context(principal)
        context.storage = self.door
        context.throttle = self.throttled.append
        return context

    async def create(self, who: Principal, name: str = "foto.jpg", client_key: str | None = None) -> Any:
        """The answer of createUpload."""
        given = {"name": name, "clientKey": client_key or key()}
        return (await self(who, CREATE, input=given))["createUpload"]

    async def uploaded(self, who: Principal, name: str = "foto.jpg") -> str:
        """The id of an upload whose bytes have arrived."""
        created = await self.create(who, name)
        upload = parse_id(created["id"], "Upload").uuid
        sessions, place = Sessions(self.pool, NOWHERE), f"aa/bb/{upload.hex}"
        await uploads.begin(sessions, upload, place)
        arrived = Arrived(name=name, media_type="image/jpeg", size=1234, sha256=bytes(range(32)))
        assert await uploads.complete(sessions, upload, place, arrived)
        return str(created["id"])
