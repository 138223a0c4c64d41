"""How somebody wants to be told, what they have read, and what the system says of its deliveries."""

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, several, text, whole
from graph.move_input import OnceInput
from graph.notice_vocabulary import NoticeChannel, NoticeKind, Quiet, SendingState
from graph.scalars import Text


@input_type
class ChannelChoiceInput:
    """On which channels you hear of one kind (pilihan saluran)."""

    kind: NoticeKind = attribute("Of what (jenis).")
    channels: list[NoticeChannel] = several("On these besides the console; none: only there (saluran).", at_most=4)


@input_type
class SetNotificationSettingsInput(OnceInput):
    """How you want to be told; what is absent stays as it is (pengaturan pemberitahuan)."""

    digest: bool | None = attribute("A summary of your desk when its office opens (ringkasan pagi).", default=None)
    quiet: Quiet | None = attribute("When anything but the urgent may disturb you (jam tenang).", default=None)
    choices: list[ChannelChoiceInput] | None = several(
        "Only the kinds that you change (pilihan).", at_most=30, default=None
    )


@input_type
class MarkReadInput(OnceInput):
    """What you have read (tandai dibaca)."""

    notifications: list[strawberry.ID] | None = several(
        "These; all of yours when absent (pemberitahuan).", at_most=100, each=Text(1, 200), default=None
    )


@input_type
class TakeDeliveryInput:
    """The first of a line, for the system alone (ambil pengiriman)."""

    pemda: str = text("Kode wilayah of the recipient's pemda.", at_least=2, at_most=5)
    line: str = text("The line (antrean).", at_least=1, at_most=200)


@input_type
class SettleDeliveryInput:
    """How an attempt ended, for the system alone (hasil pengiriman)."""

    delivery: strawberry.ID = attribute("Which (pengiriman).")
    state: SendingState = attribute("WAITING: it is to be tried again (keadaan).")
    reason: str = text("Why not, without personal data (alasan).", at_most=300, default="")
    wait: int = whole("Seconds that the other side asked to wait (tunggu).", at_least=0, at_most=86_400, default=0)
