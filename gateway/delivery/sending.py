"""How does a line of deliveries leave the house? The first first, as the system, each rendered for its recipient."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import structlog

from gateway.delivery.channel import Channel, Delivery, Letter, Permanent, Retry
from gateway.delivery.inside import SISTEM, Inside
from gateway.delivery.recipients import principal_of
from gateway.delivery.rendering import Rendering
from graph.nodes import parse_id
from rules.delivering import SendingState
from rules.notices import NoticeChannel, NoticeKind

_SECONDS: Final = 90.0
_TAKE: Final = """mutation Take($input: TakeDeliveryInput!) { takeDelivery(input: $input) {
  id channel kind recipient eventSeq at attempts account position complaint address { name email phone } } }"""
_SETTLE: Final = "mutation Settle($input: SettleDeliveryInput!) { settleDelivery(input: $input) { state } }"
log = structlog.get_logger("tuntas.delivery")


class Sender:
    """Sends what waits, by the channels that are set up."""

    def __init__(self, inside: Inside, rendering: Rendering, channels: Mapping[NoticeChannel, Channel]) -> None:
        self._inside = inside
        self._rendering = rendering
        self._channels = channels

    async def send_line(self, pemda: str, line: str) -> int:
        """Send what may leave of one line, in order; stops at the first that has to be tried again.

        Answers how many were sent. A killed worker leaves at most one delivery of which nobody knows whether it
        arrived: it is sent again, under the same id.
        """
        sent = 0
        while (taken := await self._take(pemda, line)) is not None:
            state = await self._attempt(taken)
            if state is SendingState.WAITING:
                break
            sent += state is SendingState.SENT
        return sent

    async def _take(self, pemda: str, line: str) -> dict[str, Any] | None:
        asked = await self._inside(SISTEM, _TAKE, input={"pemda": pemda, "line": line})
        taken: dict[str, Any] | None = asked["takeDelivery"]
        return taken

    async def _attempt(self, taken: dict[str, Any]) -> SendingState:
        """One attempt and its end. What went wrong is kept as a few words without personal data."""
        channel = self._channels.get(NoticeChannel(taken["channel"]))
        if channel is None:
            return await self._settle(taken, SendingState.WITHDRAWN, "this channel is not set up")
        try:
            delivery = await self._prepared(taken)
            if delivery is None:
                return await self._settle(taken, SendingState.WITHDRAWN, "nothing to tell, or nobody")
            async with asyncio.timeout(_SECONDS):
                await channel.send(delivery)
        except Permanent as verdict:
            return await self._settle(taken, SendingState.FAILED, str(verdict))
        except Retry as verdict:
            wait = 0 if verdict.after is None else int(verdict.after.total_seconds())
            return await self._settle(taken, SendingState.WAITING, str(verdict), wait)
        except Exception as error:  # noqa: BLE001 - whatever a channel does, the line must go on another time
            return await self._settle(taken, SendingState.WAITING, type(error).__name__)
        return await self._settle(taken, SendingState.SENT, "")

    async def _prepared(self, taken: dict[str, Any]) -> Delivery | None:
        """The delivery as its recipient may see it now; None when there is nobody, nowhere, or nothing to tell."""
        context = self._inside.context(SISTEM)
        who = await principal_of(context.sessions, taken, context.now)
        address, kind = taken["address"], NoticeKind(taken["kind"])
        if who is None or address is None or not (address["email"] or address["phone"]):
            return None
        letter: Letter | None
        told: Mapping[str, Any] = {}
        if kind is NoticeKind.DIGEST:
            letter = await self._rendering.digest(who)
        else:
            rendered = await self._rendering.notice(who, kind, taken["complaint"]) if taken["complaint"] else None
            letter, told = rendered if rendered is not None else (None, {})
        return None if letter is None else _delivery(taken, kind, letter, told)

    async def _settle(self, taken: dict[str, Any], state: SendingState, reason: str, wait: int = 0) -> SendingState:
        given = {"delivery": taken["id"], "state": state.value, "reason": reason[:300], "wait": min(wait, 86_400)}
        settled = SendingState((await self._inside(SISTEM, _SETTLE, input=given))["settleDelivery"]["state"])
        if settled is not SendingState.WITHDRAWN:  # nobody expected it; its row says why
            told = {"delivery": taken["id"], "state": settled.value, "attempt": taken["attempts"], "why": reason}
            log.info("delivery.settled", **told)
        return settled


def _delivery(taken: dict[str, Any], kind: NoticeKind, letter: Letter, told: Mapping[str, Any]) -> Delivery:
    ref, channel, address = parse_id(taken["id"], "Delivery"), NoticeChannel(taken["channel"]), taken["address"]
    complaint: UUID | None = parse_id(taken["complaint"], "Complaint").uuid if taken["complaint"] else None
    return Delivery(
        id=ref.uuid,
        tenant=ref.tenant,
        channel=channel,
        kind=kind,
        at=datetime.fromisoformat(taken["at"]),
        attempt=taken["attempts"],
        recipient=taken["recipient"],
        to=address["email"] if channel is NoticeChannel.EMAIL else address["phone"],
        name=address["name"],
        complaint=complaint,
        event_seq=taken["eventSeq"],
        letter=letter,
        told=told,
    )
