"""Fetching packets again by id, as far as their complaint allows, and asking whether one was issued here."""

import re
from collections.abc import Sequence
from typing import Annotated, Final

import strawberry

from graph import veil
from graph.context import Context, Info
from graph.fields import query
from graph.inputs import text_argument
from graph.moving import reaches
from graph.nodes import NodeRef
from graph.packets.types import OwedPacket, PacketCheck
from graph.paging import After, Connection, First, page_request
from policies.permissions import Permission
from rules.errors import bad_input
from rules.pages import Page
from tenants.packet_rows import PacketRow
from tenants.stores import complaints, packets

_FINGERPRINT: Final = re.compile(r"[0-9A-Fa-f]{64}")


async def packet_nodes(context: Context, refs: Sequence[NodeRef]) -> list[PacketRow | None]:
    """Packets by id; None where one is not made yet, or the viewer may not have it."""
    wanted = [(ref.tenant, ref.uuid) for ref in refs if reaches(context, ref.tenant)]
    found = [row for row in await packets.by_id(context.sessions, wanted) if row is not None] if wanted else []
    keys = list(dict.fromkeys((row.tenant_id, row.complaint_id) for row in found))
    rows = dict(zip(keys, await complaints.by_key(context.sessions, keys) if keys else [], strict=True))
    seen = {
        (row.tenant_id, row.id): row
        for row in found
        if row.made_at is not None
        and (complaint := rows[row.tenant_id, row.complaint_id]) is not None
        and row.kind in veil.packets(context, complaint)
    }
    return [seen.get((ref.tenant, ref.uuid)) for ref in refs]


@strawberry.type
class PacketQueries:
    """Root fields about packets."""

    @query(Permission.PACKET_MAKE, Connection[OwedPacket])
    async def owed_packets(self, info: Info, first: First = 20, after: After = None) -> Page[PacketRow]:
        """Hand-overs in the whole reach whose packets wait to be made, the longest first (berkas yang harus dibuat)."""
        return await packets.owed(info.context.sessions, page_request(packets.OLDEST_FIRST, first, after))

    @query(Permission.PACKET_CHECK, PacketCheck)
    async def check_packet(
        self,
        info: Info,
        sha256: Annotated[
            str, text_argument("SHA-256 of the manifest or of the whole file, in hexadecimal.", at_least=64, at_most=64)
        ],
    ) -> PacketCheck:
        """Was a packet with this fingerprint issued here, and when? Tells nothing else (periksa keaslian berkas)."""
        context = info.context
        if not context.principal.is_staff:
            context.throttle("packet")
        if _FINGERPRINT.fullmatch(sha256) is None:
            raise bad_input("sha256", "64 hexadecimal digits.", "64 digit heksadesimal.")
        at = await packets.issued(context.sessions, bytes.fromhex(sha256))
        return PacketCheck(issued=at is not None, issued_at=at)
