"""What somebody was told, how they want to be told, and, for the system alone, what leaves the house."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.moving import reaches
from graph.nodes import Node, node_id, node_type
from graph.notice_vocabulary import NoticeChannel, NoticeKind, Quiet, SendingState
from graph.recipients import RECEIPT, Person, located
from graph.telling import channels_of, quiet_of
from policies.decisions import decide
from policies.permissions import Permission
from rules.identifiers import NATION, code_of
from rules.notices import FOR_OFFICES, FOR_REPORTERS, LABELS, URGENT
from tenants.notification_rows import AddressRow, DeliveryRow, LineRow, NotificationRow, SettingRow
from tenants.rows import ComplaintRow
from tenants.stores import complaints, notification_settings, reporters

if TYPE_CHECKING:
    from graph.complaints.types import Complaint

Complaint_ = Annotated["Complaint", strawberry.lazy("graph.complaints.types")]


@node_type(NotificationRow)
class Notification(Node):
    """You were told something (pemberitahuan)."""

    kind: NoticeKind = attribute("What you were told (jenis).")
    at: datetime = attribute("When it happened (waktu).")
    read_at: datetime | None = attribute("When you read it; null while it is new (dibaca).")
    event_seq: int = attribute("The number of the event in the complaint's timeline (nomor kejadian).")

    @derived(str)
    @staticmethod
    def label(row: NotificationRow, _context: Context) -> str:
        """The same in a few Indonesian words (judul pemberitahuan)."""
        return LABELS[NoticeKind(row.kind)]

    @derived(bool)
    @staticmethod
    def urgent(row: NotificationRow, _context: Context) -> bool:
        """Does it come at any hour? (mendesak)."""
        return NoticeKind(row.kind) in URGENT

    @edge(Complaint_ | None)
    @staticmethod
    async def complaint(row: NotificationRow, context: Context) -> ComplaintRow | None:
        """What it is about; null where you may not read it (any more) (pengaduan)."""
        return await seen(context, row.complaint_tenant, row.complaint_id)


@object_type
class NotificationNews:
    """You were told something just now (kabar pemberitahuan)."""

    notification: Notification | None = attribute("What; null when some were missed: read the list again (kabar).")
    unread: int = attribute("How many you have not read, up to 1,000 (belum dibaca).")


@object_type
class NotificationChoice:
    """How you hear of one kind (pilihan saluran). In the console you always do."""

    kind: NoticeKind = attribute("Of what (jenis).")
    label: str = attribute("The same in a few Indonesian words (judul pemberitahuan).")
    urgent: bool = attribute("Does it come at any hour? (mendesak).")
    channels: list[NoticeChannel] = attribute("On which channels besides the console (saluran).")


@object_type
class NotificationSettings:
    """How you want to be told (pengaturan pemberitahuan)."""

    email: str | None = attribute("Where e-mail goes: the address of your account (surel).")
    digest: bool = attribute("A summary of your desk when its office opens (ringkasan pagi).")
    quiet: Quiet = attribute("When anything but the urgent may disturb you (jam tenang).")
    choices: list[NotificationChoice] = attribute("Of each kind, on which channels (pilihan).")


@object_type
class ReadNotifications:
    """What is left after reading (hasil menandai dibaca)."""

    unread: int = attribute("How many you have not read, up to 1,000 (belum dibaca).")


@object_type
class DeliveryAddress:
    """Where a recipient is reached, for the system alone (alamat penerima)."""

    name: str = attribute("Their name; empty when it is not known (nama).")
    email: str = attribute("Their e-mail address; empty without one (surel).")
    phone: str = attribute("Their phone number; empty without one (telepon).")


@object_type
class Delivery:
    """A notice on its way out, for the system alone (pengiriman)."""

    channel: NoticeChannel = attribute("By which channel (saluran).")
    kind: NoticeKind = attribute("What is told (jenis).")
    state: SendingState = attribute("What became of it (keadaan).")
    recipient: str = attribute("Whom: an account, `receipt` or an endpoint (penerima).")
    event_seq: int | None = attribute("The number of the event in the timeline (nomor kejadian).")
    at: datetime = attribute("When it happened (waktu).")
    attempts: int = attribute("How often it was tried, this time included (percobaan).")

    @derived(strawberry.ID)
    @staticmethod
    def id(row: DeliveryRow, _context: Context) -> str:
        """Its id (pengenal)."""
        return node_id("Delivery", row.tenant_id, row.id)

    @derived(strawberry.ID | None)
    @staticmethod
    def account(row: DeliveryRow, _context: Context) -> str | None:
        """The account that is told (akun)."""
        return None if row.account_id is None else node_id("Account", NATION, row.account_id)

    @derived(strawberry.ID | None)
    @staticmethod
    def position(row: DeliveryRow, _context: Context) -> str | None:
        """The position in which it is told (jabatan)."""
        return None if row.position_id is None else node_id("Position", row.tenant_id, row.position_id)

    @edge(strawberry.ID | None)
    @staticmethod
    async def complaint(row: DeliveryRow, context: Context) -> str | None:
        """The complaint, in the pemda where it lies now (pengaduan)."""
        if row.complaint_tenant is None or row.complaint_id is None:
            return None
        home = await located(context, row.complaint_tenant, row.complaint_id)
        return None if home is None else node_id("Complaint", home, row.complaint_id)

    @edge(DeliveryAddress | None)
    @staticmethod
    async def address(row: DeliveryRow, context: Context) -> Any:
        """Where the recipient is reached now; null when they are not (alamat)."""
        if row.account_id is not None:
            found = (await notification_settings.addresses(context.sessions, [row.account_id]))[0]
            return None if found is None else DeliveryAddress(name=found.name, email=found.email, phone="")
        return await _sealed(row, context) if row.recipient == RECEIPT else None


@object_type
class DeliveryLine:
    """Deliveries of one case to one recipient, of which the first may leave now (antrean pengiriman)."""

    line: str = attribute("Its name (antrean).")

    @derived(str)
    @staticmethod
    def pemda(row: LineRow, _context: Context) -> str:
        """The kode wilayah of the recipient's pemda (kode wilayah)."""
        return code_of(row.tenant_id)


@object_type
class Told:
    """How much was told (hasil pemberitahuan)."""

    count: int = attribute("How many rows were dealt with (jumlah).")


async def seen(context: Context, tenant: int, complaint: UUID) -> ComplaintRow | None:
    """A complaint that somebody was told of, where it lies now, if they may read it."""
    if not reaches(context, tenant):
        return None
    row = await context.load(complaints.by_key, (tenant, complaint))
    if row is None:
        home = await located(context, tenant, complaint)
        if home is None or not reaches(context, home):
            return None
        row = await context.load(complaints.by_key, (home, complaint))
    return row if row is not None and decide(context.principal, Permission.COMPLAINT_READ, row).allowed else None


def settings_of(context: Context, row: SettingRow | None, address: AddressRow | None) -> NotificationSettings:
    """An account's settings as they hold for who asks: an officer hears other things than a citizen."""
    principal = context.principal
    mine = FOR_OFFICES if principal.is_staff else FOR_REPORTERS
    person = Person(principal.tenant, principal.account, principal.position)
    return NotificationSettings(
        email=None if address is None else address.email,
        digest=row is None or row.digest,
        quiet=quiet_of(row, person),
        choices=[
            NotificationChoice(
                kind=kind, label=LABELS[kind], urgent=kind in URGENT, channels=list(channels_of(row, kind))
            )
            for kind in NoticeKind
            if kind in mine and kind is not NoticeKind.DIGEST
        ],
    )


async def _sealed(row: DeliveryRow, context: Context) -> DeliveryAddress | None:
    """The address that a reporter without an account left; opened for this delivery, kept and logged nowhere."""
    if row.complaint_tenant is None or row.complaint_id is None:
        return None
    home = await located(context, row.complaint_tenant, row.complaint_id)
    sealed = None if home is None else (await reporters.by_key(context.sessions, [(home, row.complaint_id)]))[0]
    if sealed is None:
        return None
    identity = await context.vault.open(context.sessions, sealed)
    return DeliveryAddress(name=identity.name, email=identity.email, phone=identity.phone)
