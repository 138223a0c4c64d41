"""How does a notice reach a telephone? As one short text: which complaint, and how it stands. No name, no content."""

from gateway.delivery.channel import Delivery, Permanent, Retry
from gateway.delivery.text_message import NotTakenError, TextMessages
from rules import text_messages
from rules.complaint_states import Status
from rules.notices import LABELS
from rules.tracking_codes import parse_code


class Telephone:
    """SMS or WhatsApp, through whatever provider is set up."""

    def __init__(self, provider: TextMessages) -> None:
        self._provider = provider

    async def send(self, delivery: Delivery) -> None:
        """Hand the text over. Raises Retry or Permanent."""
        try:
            await self._provider.send(delivery.to, words(delivery), str(delivery.id))
        except NotTakenError as verdict:
            raise (Permanent(str(verdict)) if verdict.final else Retry(str(verdict), verdict.wait)) from None


def words(delivery: Delivery) -> str:
    """What the text says."""
    told = delivery.told
    about = LABELS[delivery.kind]
    if not told:
        return f"Tuntas: {about}."
    where = text_messages.where(parse_code(told["trackingCode"]), Status(told["status"]))
    return f"{about}. {where}"
