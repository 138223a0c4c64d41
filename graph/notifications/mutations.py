"""Reading and choosing how to be told; and, for the system alone, telling people and settling what leaves the house."""

from datetime import timedelta
from typing import Annotated, Final

import strawberry

from graph.context import Info
from graph.fields import mutation
from graph.inputs import argument
from graph.nodes import parse_id
from graph.notifications.inputs import (
    MarkReadInput,
    SetNotificationSettingsInput,
    SettleDeliveryInput,
    TakeDeliveryInput,
)
from graph.notifications.types import Delivery, NotificationSettings, ReadNotifications, Told, settings_of
from graph.once import once
from graph.pemda_input import OfPemdaInput
from graph.telling import chosen, digests_of, homes_of, news_of, own_account, write
from policies.permissions import Permission
from rules.delivering import SendingState, is_hopeless, wait_after
from rules.errors import not_found
from rules.identifiers import tenant_id_of
from tenants.notification_rows import DeliveryRow
from tenants.stores import deliveries, notification_settings, notifications, outbox

_AT_ONCE: Final = 100
_KEPT: Final = timedelta(days=365)
_SETTLED_KEPT: Final = timedelta(days=90)


@strawberry.type
class NotificationMutations:
    """Root fields that change what people are told, and how."""

    @mutation(Permission.NOTIFICATION_MANAGE, ReadNotifications)
    async def mark_read(self, info: Info, input: Annotated[MarkReadInput, argument("Which.")]) -> ReadNotifications:
        """You have read these (tandai sudah dibaca). Others' ids change nothing."""
        context, account = info.context, own_account(info.context)
        homes = await homes_of(context)
        given = input.notifications
        refs = None if given is None else [parse_id(one, "Notification", field="notifications") for one in given]
        for home in homes:
            ids = None if refs is None else [ref.uuid for ref in refs if ref.tenant == home]
            async with once(context, home, input) as change:
                if change.is_new:
                    notifications.read(change.tx, home, account, context.now, ids)
        return ReadNotifications(unread=await notifications.unread(context.sessions, homes, account))

    @mutation(Permission.NOTIFICATION_MANAGE, NotificationSettings)
    async def set_notification_settings(
        self, info: Info, input: Annotated[SetNotificationSettingsInput, argument("What you change.")]
    ) -> NotificationSettings:
        """Choose how you are told, in all your positions (mengatur pemberitahuan)."""
        context, account = info.context, own_account(info.context)
        home = (await homes_of(context))[0]
        async with once(context, home, input) as change:
            (before,) = await notification_settings.of(change.tx, [account])
            if change.is_new:
                choices = {one.kind: one.channels for one in input.choices or ()}
                row = chosen(context, before, choices, digest=input.digest, quiet=input.quiet)
                notification_settings.choose(change.tx, row, context.now)
                change.keep(account)
            (after,) = await notification_settings.of(change.tx, [account])
            (address,) = await notification_settings.addresses(change.tx, [account])
        return settings_of(context, after, address)

    @mutation(Permission.NOTIFICATION_DELIVER, Told)
    async def tell_people(self, info: Info, input: Annotated[OfPemdaInput, argument("Whose outbox.")]) -> Told:
        """Tell people what happened first in a pemda and was not told yet (sampaikan pemberitahuan).

        May run at any time and several at once: nobody is told twice.
        """
        context, tenant = info.context, tenant_id_of(input.pemda, field="pemda")
        rows = await outbox.oldest(context.sessions, tenant, _AT_ONCE)
        if rows:
            await write(context, tenant, rows, await news_of(context, tenant, rows))
        return Told(count=len(rows))

    @mutation(Permission.NOTIFICATION_DELIVER, Told)
    async def plan_digests(self, info: Info, input: Annotated[OfPemdaInput, argument("Whose desks.")]) -> Told:
        """Give every desk of an open office its summary of the day, once (rencanakan ringkasan pagi)."""
        context, tenant = info.context, tenant_id_of(input.pemda, field="pemda")
        rows = await digests_of(context, tenant)
        async with context.write((tenant,)) as tx:
            for row in rows:
                deliveries.add(tx, row, context.now)
        return Told(count=len(rows))

    @mutation(Permission.NOTIFICATION_DELIVER, Delivery | None)
    async def take_delivery(
        self, info: Info, input: Annotated[TakeDeliveryInput, argument("Which line.")]
    ) -> DeliveryRow | None:
        """Begin an attempt of the first of a line; null when it must wait (ambil pengiriman).

        Whoever takes it and is never heard of again has made an attempt: the next one may begin later.
        """
        context, tenant = info.context, tenant_id_of(input.pemda, field="pemda")
        async with context.write((tenant,)) as tx:
            row = await deliveries.head(tx, tenant, input.line)
            if row is None or row.next_at > context.now:
                return None
            row.attempts += 1
            deliveries.take(tx, row, context.now + wait_after(row.attempts))
        return row

    @mutation(Permission.NOTIFICATION_DELIVER, Delivery)
    async def settle_delivery(
        self, info: Info, input: Annotated[SettleDeliveryInput, argument("How it ended.")]
    ) -> DeliveryRow | None:
        """Say how an attempt ended; after three days of attempts it is given up (catat hasil pengiriman)."""
        context, ref = info.context, parse_id(input.delivery, "Delivery", field="delivery")
        async with context.write((ref.tenant,)) as tx:
            (row,) = await deliveries.by_id(tx, [(ref.tenant, ref.uuid)])
            if row is None:
                raise not_found()
            state = input.state
            if state is SendingState.WAITING and is_hopeless(row.at, context.now):
                state = SendingState.FAILED
            if state is SendingState.WAITING:
                later = context.now + timedelta(seconds=input.wait)
                deliveries.again(tx, row, later, input.reason)
            else:
                deliveries.settle(tx, row, state.value, context.now, input.reason)
            return (await deliveries.by_id(tx, [(ref.tenant, ref.uuid)]))[0]

    @mutation(Permission.NOTIFICATION_DELIVER, Told)
    async def forget_old_notices(self, info: Info, input: Annotated[OfPemdaInput, argument("Whose.")]) -> Told:
        """Forget what was told a year ago and what was settled three months ago (bersihkan pemberitahuan)."""
        context, tenant = info.context, tenant_id_of(input.pemda, field="pemda")
        async with context.write((tenant,)) as tx:
            gone = await notifications.prune(tx, tenant, context.now - _KEPT)
            gone += await deliveries.prune(tx, tenant, context.now - _SETTLED_KEPT)
        return Told(count=gone)
