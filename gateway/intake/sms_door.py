"""How does an SMS to 1708 come in? POST /intake/sms from the provider, with the bearer token of a connected program.

The body is `{"id", "from", "text"}`, and `"channel": "WHATSAPP"` for the same over WhatsApp; parts of a long message
were joined by the provider. The answer is `{"reply": text}` for the provider to send back, or null when a provider of
text messages is set, which then has it already. Whatever is not 2xx may be sent again: the same id acts once.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Final

import structlog
from starlette.requests import HTTPConnection, Request
from starlette.routing import Route

from gateway.delivery.text_message import NotTakenError, TextMessages
from gateway.intake.letterbox import Letter, Letterbox
from gateway.json_endpoint import JsonEndpoint, text_member
from graph.context import Context
from policies.principal import Principal
from rules.errors import FORBIDDEN, UNAUTHENTICATED, Refusal, bad_input
from rules.roles import Role
from rules.sms_commands import read
from rules.vocabulary import Channel

PATH: Final = "/intake/sms"
_LONGEST: Final = 8_000
_LONGEST_ID: Final = 200
_LONGEST_NUMBER: Final = 40
_NUMBER: Final = re.compile(r"\+?[0-9]{5,15}")
_CHANNELS: Final = {Channel.SMS_1708: "Pengirim SMS", Channel.WHATSAPP: "Pengirim WhatsApp"}
log = structlog.get_logger("tuntas.intake")

Opening = Callable[[HTTPConnection], Awaitable[Context]]


class SmsDoor:
    """POST /intake/sms."""

    def __init__(self, open_context: Opening, letterbox: Letterbox, texts: TextMessages | None = None) -> None:
        self._open = open_context
        self._letterbox = letterbox
        self._texts = texts

    def routes(self) -> list[Route]:
        """For the application's router."""
        return [Route(PATH, JsonEndpoint(self.take), methods=["POST"])]

    async def take(self, request: Request, members: Mapping[str, Any], _now: datetime) -> Mapping[str, Any]:
        """One message, answered. Raises UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, RATE_LIMITED."""
        principal = (await self._open(request)).principal
        _check_program(principal)
        letter = _letter(members)
        command = read(text_member(members, "text", _LONGEST), await self._letterbox.names(principal))
        reply = await self._letterbox.answer(principal, letter, command)
        log.info("intake.sms", channel=letter.channel.value, command=type(command).__name__)
        return {"reply": None if await self._sent(letter, reply) else reply}

    async def _sent(self, letter: Letter, reply: str) -> bool:
        """Did the provider take the answer? If not, it goes back the way the message came."""
        if self._texts is None:
            return False
        try:
            await self._texts.send(letter.sender, reply, letter.key)
        except NotTakenError as error:
            log.warning("intake.reply_not_taken", error=str(error))
            return False
        return True


def _check_program(principal: Principal) -> None:
    if principal.role is Role.INTEGRASI:
        return
    if principal.role is Role.PUBLIK:
        raise Refusal(UNAUTHENTICATED, "Send the token of a connected program.", "Sertakan token aplikasi terhubung.")
    raise Refusal(
        FORBIDDEN, "Only a connected program passes on messages.", "Hanya aplikasi terhubung yang meneruskan pesan."
    )


def _letter(members: Mapping[str, Any]) -> Letter:
    sent = re.sub(r"[\s().-]", "", text_member(members, "from", _LONGEST_NUMBER))
    if not _NUMBER.fullmatch(sent):
        raise bad_input("from", "This is not a telephone number.", "Ini bukan nomor telepon.")
    named = members.get("channel", Channel.SMS_1708.value)
    channel = next((one for one in _CHANNELS if one.value == named), None)
    if channel is None:
        raise bad_input("channel", "SMS_1708 or WHATSAPP.", "SMS_1708 atau WHATSAPP.")
    return Letter(channel, text_member(members, "id", _LONGEST_ID), sent, _CHANNELS[channel])
