"""Live news for one person."""

from collections.abc import AsyncIterator

import strawberry

from graph.context import Context, Info
from graph.fields import subscription
from graph.notifications.types import NotificationNews
from graph.telling import homes_of, own_account
from policies.permissions import Permission
from rules.errors import FORBIDDEN, Refusal
from rules.identifiers import NATION
from rules.unit_paths import ABOVE_ALL
from tenants.stores import notifications
from tenants.stores.desk_channel import place_of_account


@strawberry.type
class NotificationSubscriptions:
    """Root fields that stream what people are told."""

    @subscription(Permission.NOTIFICATION_READ, NotificationNews)
    async def notification_news(self, info: Info) -> AsyncIterator[NotificationNews]:
        """What you are told, as it happens (kabar pemberitahuan)."""
        context, account = info.context, own_account(info.context)
        place = place_of_account(account)
        home = context.principal.tenant if context.principal.is_staff else NATION
        async for notice in context.notices.subscribe(home, place, place + ABOVE_ALL, account):
            await _still_there(context)
            context.forget()
            homes = await homes_of(context)
            unread = await notifications.unread(context.sessions, homes, account)
            if notice.complaint is None:
                yield NotificationNews(notification=None, unread=unread)
                continue
            rows = await notifications.of_event(context.sessions, homes, account, notice.complaint, notice.version or 0)
            for row in rows:
                yield NotificationNews(notification=row, unread=unread)  # type: ignore[arg-type] # resolves from rows


async def _still_there(context: Context) -> None:
    """An appointment, a session or an account may end while the stream runs: ask again before each piece of news."""
    if context.renew is not None:
        renewed = await context.renew()
        if (renewed.account, renewed.position) != (context.principal.account, context.principal.position):
            raise Refusal(FORBIDDEN, "You are no longer who you were.", "Anda tidak lagi masuk sebagai orang ini.")
        context.principal = renewed
