"""A webhook: where a pemda's own program hears of moves, and what became of each message to it."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.context import Context
from graph.declarations import attribute, enum_type, object_type
from graph.fields import derived, edge
from graph.nodes import Node, node_type
from graph.people_vocabulary import OfficeAction
from graph.seeing import actions
from graph.vocabulary import Move, Status
from rules.identifiers import code_of
from rules.tracking_codes import shown
from rules.webhooks import DeliveryState
from tenants.people_rows import PositionRow
from tenants.stores import positions
from tenants.webhook_rows import DeliveryRow, WebhookRow

if TYPE_CHECKING:
    from graph.people.types import Position

Position_ = Annotated["Position", strawberry.lazy("graph.people.types")]


enum_type(
    DeliveryState,
    {
        DeliveryState.PENDING: "Waiting for its next attempt, or for an older message of its complaint (menunggu).",
        DeliveryState.DELIVERED: "The receiver took it (terkirim).",
        DeliveryState.DEAD: "Given up after three days; it can be sent again (gagal).",
        DeliveryState.WITHHELD: "Not sent: the complaint is secret (ditahan).",
    },
)


@node_type(WebhookRow)
class Webhook(Node):
    """A receiver of the pemda's own, told of moves by signed HTTPS requests (webhook)."""

    url: str = attribute("Where messages are sent (alamat penerima).")
    kinds: list[Move] = attribute("The moves that it is told of (jenis kabar).")
    active: bool = attribute("Is it told anything at present? (aktif).")
    failures: int = attribute("How many attempts in a row failed; 0 while all is well (kegagalan beruntun).")
    not_before: datetime | None = attribute("Until when it is left alone after failures (dijeda sampai).")
    created_at: datetime = attribute("When it was added (dibuat).")
    old_until: datetime | None = attribute(
        "Until when the secret before the present one signs, too; null without one (rahasia lama berlaku sampai)."
    )

    @edge(Position_ | None)
    @staticmethod
    async def added_by(row: WebhookRow, context: Context) -> PositionRow | None:
        """The position that added it (jabatan pembuat)."""
        return await context.load(positions.by_id, (row.tenant_id, row.created_by))

    @derived(list[OfficeAction])
    @staticmethod
    def viewer_can(row: WebhookRow, context: Context) -> list[OfficeAction]:
        """What the viewer may do to it (tindakan yang diizinkan)."""
        return actions(context, row, "webhook")


@object_type
class DeliveryAttempt:
    """One attempt to deliver a message (percobaan pengiriman)."""

    at: datetime = attribute("When it was made (waktu).")
    status: int | None = attribute("The receiver's HTTP status; null when none came (kode HTTP).")
    milliseconds: int = attribute("How long it took (durasi).")
    said: str = attribute("How the receiver's answer begins, or why there was none (jawaban).")


@node_type(DeliveryRow)
class WebhookDelivery(Node):
    """A message to a webhook, with every attempt (pengiriman webhook)."""

    move: Move = attribute("What it tells of (jenis kabar).")
    status: Status = attribute("The complaint's status after that move (status).")
    version: int = attribute("The complaint's version after that move (versi).")
    at: datetime = attribute("When the move was made (waktu kejadian).")
    state: DeliveryState = attribute("Where the message is (keadaan).")
    queued_at: datetime = attribute("When it was queued, or sent again by hand (masuk antrean).")
    next_attempt_at: datetime | None = attribute("When it is tried next; null when it is not (percobaan berikutnya).")
    finished_at: datetime | None = attribute("When it was delivered or given up (selesai).")

    @derived(str)
    @staticmethod
    def tracking_code(row: DeliveryRow, _context: Context) -> str:
        """The complaint's code (kode pelacakan)."""
        return shown(row.tracking_code)

    @derived(str)
    @staticmethod
    def pemda_code(row: DeliveryRow, _context: Context) -> str:
        """Kode wilayah of the pemda whose message it is (kode wilayah)."""
        return code_of(row.tenant_id)

    @derived(list[DeliveryAttempt])
    @staticmethod
    def attempts(row: DeliveryRow, _context: Context) -> list[DeliveryAttempt]:
        """The attempts, oldest first (riwayat percobaan)."""
        return [_attempt(said) for said in row.attempts]


@object_type
class WebhookSecret:
    """A webhook with its new secret (rahasia webhook)."""

    webhook: Webhook = attribute("The webhook (webhook).")
    secret: str | None = attribute(
        "What its messages are signed with, in base64 behind `whsec_`: keep it now, it is never shown again, not to a"
        " retry either (rahasia)."
    )


@object_type
class RemovedWebhook:
    """A webhook that is gone, with its log (webhook dihapus)."""

    id: strawberry.ID = attribute("Its id (id webhook).")


def _attempt(said: dict[str, Any]) -> DeliveryAttempt:
    return DeliveryAttempt(
        at=datetime.fromisoformat(said["at"]),
        status=said["status"],
        milliseconds=said["milliseconds"],
        said=said["said"],
    )
