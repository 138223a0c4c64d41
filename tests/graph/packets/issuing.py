"""Packets of tests: complaints with files whose bytes lie in a storage, handed over, and made by the system."""

import hashlib
import io
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from gateway.packets.office import PacketOffice
from gateway.packets.signing import PacketKey
from gateway.packets.verifying import Verdict, verify
from gateway.storage.store import Storage, new_key
from graph.context import Context
from graph.nodes import parse_id
from policies.principal import Principal
from rules.identifiers import NOWHERE, Reach
from rules.roles import Role
from tenants.session import Sessions
from tenants.stores import uploads
from tenants.stores.uploads import Arrived
from tests.casework import Case, key, submitted
from tests.graph.attachments.filing import Filing
from tests.offices import KEY, Office

SISTEM = Principal(Role.SISTEM, reach=Reach(0, 9999), name="Sistem")
OMBUDSMAN = Principal(
    Role.OMBUDSMAN,
    reach=Reach(0, 9999),
    account=uuid4(),
    position=uuid4(),
    name="Asisten",
    position_title="Ombudsman RI",
)
SHOWN = "{ id kind eventSeq name mediaType size sha256 manifestSha256 url madeAt }"
MAKE = "mutation($input: MakePacketInput!) { makePacket(input: $input) " + SHOWN + " }"
OF_COMPLAINT = "query($id: ID!) { complaint(id: $id) { packets " + SHOWN + " } }"
CONTENT = b"\xff\xd8 foto jalan " * 3000
_STEPS = ("handOverComplaint", "escalateComplaint", "warnOfDeadline")
PACKETS = PacketKey.of(KEY)


@dataclass
class Issuing(Filing):
    """Asks the schema with a storage and the office that makes packets."""

    folder: Path = field(default_factory=Path)
    most: int = 1_000_000

    @property
    def storage(self) -> Storage:
        return Storage.open(None, self.folder)

    def context(self, principal: Principal) -> Context:
        context = super().context(principal)
        context.packets = PacketOffice(PACKETS, self.storage, self.most)
        return context

    async def uploaded(self, who: Principal, name: str = "foto.jpg", content: bytes = CONTENT) -> str:
        """The id of an upload whose bytes have arrived."""
        created = await self.create(who, name)
        upload, place = parse_id(created["id"], "Upload").uuid, new_key()
        sessions = Sessions(self.pool, NOWHERE)
        await uploads.begin(sessions, upload, place)
        await self.storage.put_stream(place, io.BytesIO(content))
        arrived = Arrived(
            name=name, media_type="image/jpeg", size=len(content), sha256=hashlib.sha256(content).digest()
        )
        assert await uploads.complete(sessions, upload, place, arrived)
        return str(created["id"])

    async def make(self, case: Case, event: int, who: Principal = SISTEM) -> Any:
        """The packet of this event."""
        given = {"clientKey": key(), "complaint": case.id, "event": event}
        return (await self(who, MAKE, input=given))["makePacket"]

    async def content(self, packet: Any) -> bytes:
        """The bytes of a packet as they lie in the storage."""
        (file,) = (self.folder / "attachments" / "packets").rglob(parse_id(packet["id"], "Packet").uuid.hex)
        found = file.read_bytes()
        assert hashlib.sha256(found).hexdigest() == packet["sha256"]
        return found

    async def verified(self, packet: Any) -> Verdict:
        """The packet, checked with the key of the installation."""
        return verify(io.BytesIO(await self.content(packet)), PACKETS.public)


async def filed(ask: Issuing, office: Office, who: Principal, **given: Any) -> Case:
    """A complaint with a file, at a unit."""
    upload = await ask.uploaded(who)
    return await (await submitted(ask, office, who, attachments=[upload], **given)).disposed()


async def handed_over(case: Case, days: int = 200) -> int:
    """Let the system do what is due until it hands the complaint over; returns the number of that event."""
    late = replace(case, ask=case.ask.later(days=days))
    for _ in range(20):
        for step in _STEPS:
            document, values = await late.prepared(step)
            try:
                moved = (await late.ask(SISTEM, document, **values))[step]
            except AssertionError:
                continue
            if step == "handOverComplaint":
                return int(moved["version"])
            break
    raise AssertionError("it was never handed over")
