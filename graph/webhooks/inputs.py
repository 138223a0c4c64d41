"""What an admin says about the receivers of a pemda."""

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, several, text
from graph.move_input import OnceInput
from graph.vocabulary import Move
from rules.internet_addresses import LONGEST_URL


@input_type
class AddWebhookInput(OnceInput):
    """A receiver that is to be told of moves (webhook baru)."""

    url: str = text(
        "Where to send messages: https, a host on the open internet, no user or password (alamat penerima).",
        at_least=10,
        at_most=LONGEST_URL,
    )
    kinds: list[Move] = several(
        "The moves to tell of, from the public timeline; all of them when empty (jenis kabar).", at_most=50, default=()
    )


@input_type
class RotateWebhookSecretInput(OnceInput):
    """Another secret for a receiver (ganti rahasia webhook)."""

    webhook: strawberry.ID = attribute("The webhook (webhook).")


@input_type
class SwitchWebhookInput(OnceInput):
    """Telling a receiver nothing more, or again (nonaktifkan webhook)."""

    webhook: strawberry.ID = attribute("The webhook (webhook).")
    active: bool = attribute("May it hear? (aktif).")


@input_type
class RemoveWebhookInput(OnceInput):
    """The end of a receiver (hapus webhook)."""

    webhook: strawberry.ID = attribute("The webhook; its log goes with it (webhook).")


@input_type
class ReplayWebhookDeliveryInput(OnceInput):
    """A message that is to be sent again (kirim ulang)."""

    delivery: strawberry.ID = attribute("The message (pengiriman).")
