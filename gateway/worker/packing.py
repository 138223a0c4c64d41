"""Which hand-overs still lack their packet? Each is made once for its event, by whichever worker comes first."""

from typing import Final
from uuid import NAMESPACE_OID, uuid5

import structlog

from gateway.delivery.inside import SISTEM, Inside, NotAnsweredError

_OWED: Final = """query Owed($after: String) { owedPackets(first: 50, after: $after) {
  nodes { complaint eventSeq } pageInfo { hasNextPage endCursor } } }"""
_MAKE: Final = "mutation Make($input: MakePacketInput!) { makePacket(input: $input) { id } }"
log = structlog.get_logger("tuntas.worker")


class Packing:
    """Makes the packets that are owed."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside

    async def __call__(self) -> int:
        """Make them all; one that fails waits for the next look. Answers how many were made."""
        made, after = 0, None
        while True:
            page = (await self._inside(SISTEM, _OWED, after=after))["owedPackets"]
            for owed in page["nodes"]:
                made += await self._make(owed["complaint"], owed["eventSeq"])
            if not page["pageInfo"]["hasNextPage"]:
                return made
            after = page["pageInfo"]["endCursor"]

    async def _make(self, complaint: str, event: int) -> bool:
        key = str(uuid5(NAMESPACE_OID, f"packet {complaint} {event}"))
        try:
            await self._inside(SISTEM, _MAKE, input={"clientKey": key, "complaint": complaint, "event": event})
        except NotAnsweredError as error:
            log.warning("packets.not_made", complaint=complaint, why=str(error))
            return False
        return True
