"""What somebody was told; and, for the system alone, where something is still to be told or sent."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

import strawberry

from graph.context import Context, Info
from graph.fields import query
from graph.inputs import argument
from graph.nodes import Fetcher, NodeRef
from graph.notifications.types import DeliveryLine, Notification, NotificationSettings, settings_of
from graph.paging import After, Connection, First, page_request
from graph.telling import homes_of, own_account
from policies.decisions import decide
from policies.permissions import Permission
from rules.delivering import opening
from rules.identifiers import code_of
from rules.pages import Page
from tenants.notification_rows import LineRow, NotificationRow
from tenants.stores import deliveries, notification_settings, notifications, outbox, pemda

_MOST_PEMDA: Final = 600
_MOST_LINES: Final = 500


async def _fetch(context: Context, refs: Sequence[NodeRef]) -> list[Any]:
    if context.principal.account is None:
        return [None] * len(refs)
    homes = await homes_of(context)
    keys = [(ref.tenant, ref.uuid) for ref in refs]
    rows = await notifications.by_id(context.sessions, [key for key in keys if key[0] in homes])
    mine = {
        (row.tenant_id, row.id): row
        for row in rows
        if row is not None and decide(context.principal, Permission.NOTIFICATION_READ, row).allowed
    }
    return [mine.get(key) for key in keys]


FETCHERS: Final[dict[str, Fetcher]] = {"Notification": _fetch}
"""How `node` fetches a notification: one's own only."""


@strawberry.type
class NotificationQueries:
    """Root fields that read what people are told."""

    @query(Permission.NOTIFICATION_READ, Connection[Notification])
    async def notifications(
        self,
        info: Info,
        unread_only: Annotated[bool, argument("Only what you have not read (belum dibaca).")] = False,
        first: First = 20,
        after: After = None,
    ) -> Page[NotificationRow]:
        """What you were told in this pemda, newest first; as a citizen, of all your complaints (pemberitahuan)."""
        context, request = info.context, page_request(notifications.NEWEST, first, after)
        account, homes = own_account(context), await homes_of(context)
        return await notifications.page(context.sessions, homes, account, request, unread=unread_only)

    @query(Permission.NOTIFICATION_READ, int)
    async def unread_notifications(self, info: Info) -> int:
        """How many of them you have not read, up to 1,000 (jumlah belum dibaca)."""
        account, homes = own_account(info.context), await homes_of(info.context)
        return await notifications.unread(info.context.sessions, homes, account)

    @query(Permission.NOTIFICATION_READ, NotificationSettings)
    async def notification_settings(self, info: Info) -> NotificationSettings:
        """How you are told (pengaturan pemberitahuan)."""
        context, account = info.context, own_account(info.context)
        (row,) = await notification_settings.of(context.sessions, [account])
        (address,) = await notification_settings.addresses(context.sessions, [account])
        return settings_of(context, row, address)

    @query(Permission.NOTIFICATION_DELIVER, list[str])
    async def outbox(self, info: Info) -> list[str]:
        """The kode wilayah of the pemda where something happened that was not told yet (kotak keluar)."""
        return [code_of(tenant) for tenant in await outbox.tenants(info.context.sessions, _MOST_PEMDA)]

    @query(Permission.NOTIFICATION_DELIVER, list[DeliveryLine])
    async def due_deliveries(self, info: Info) -> list[LineRow]:
        """Lines whose first delivery may leave now, those that wait longest first, 500 at most (antrean)."""
        return await deliveries.due(info.context.sessions, info.context.now, _MOST_LINES)

    @query(Permission.NOTIFICATION_DELIVER, list[str])
    async def open_offices(self, info: Info) -> list[str]:
        """The kode wilayah of the pemda whose office is open at this moment (kantor yang sedang buka)."""
        context = info.context
        enrolled = await pemda.enrolled(context.sessions)
        await context.timetables.prepare(*enrolled)
        calendars = ((tenant, context.timetables.timetable(tenant).calendar.today) for tenant in enrolled)
        return [code_of(tenant) for tenant, calendar in calendars if opening(calendar, context.now) is not None]
