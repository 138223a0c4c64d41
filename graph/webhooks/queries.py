"""Which receivers has a pemda, and what became of the messages to them?"""

from typing import Annotated, Final

import strawberry

from graph.context import Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.moving import permit, reaching
from graph.nodes import Fetcher, parse_id
from graph.paging import After, Connection, First, page_request
from graph.seeing import fetcher, pemda_seen
from graph.webhooks.types import Webhook, WebhookDelivery
from policies.permissions import Permission
from rules.errors import not_found
from rules.pages import Page
from rules.webhooks import DeliveryState
from tenants.stores import webhook_deliveries, webhooks
from tenants.webhook_rows import DeliveryRow, WebhookRow

FETCHERS: Final[dict[str, Fetcher]] = {
    "Webhook": fetcher(webhooks.by_id, Permission.WEBHOOK_READ),
    "WebhookDelivery": fetcher(webhook_deliveries.by_id, Permission.WEBHOOK_READ),
}
"""How `node` fetches the types of this subject."""


@strawberry.type
class WebhookQueries:
    """Root fields that read webhooks."""

    @query(Permission.WEBHOOK_READ, Connection[Webhook])
    async def webhooks(
        self,
        info: Info,
        pemda: Annotated[
            str | None, text_argument("Kode wilayah; your own pemda when absent.", at_least=2, at_most=5)
        ] = None,
        first: First = 20,
        after: After = None,
    ) -> Page[WebhookRow]:
        """The receivers of your pemda, newest first (daftar webhook)."""
        tenant = pemda_seen(info.context, pemda, Permission.WEBHOOK_READ)
        return await webhooks.page(info.context.sessions, tenant, page_request(webhooks.NEWEST, first, after))

    @query(Permission.WEBHOOK_READ, Connection[WebhookDelivery])
    async def webhook_deliveries(
        self,
        info: Info,
        webhook: Annotated[strawberry.ID, argument("The receiver.")],
        state: Annotated[DeliveryState | None, argument("Only messages in this state.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Page[DeliveryRow]:
        """What was sent to a receiver, or waits for it, newest first (riwayat pengiriman)."""
        context, ref = info.context, parse_id(webhook, "Webhook", field="webhook")
        (row,) = await webhooks.by_id(reaching(context, ref.tenant), [(ref.tenant, ref.uuid)])
        if row is None:
            raise not_found("No such webhook.", "Webhook tidak ditemukan.")
        permit(context.principal, Permission.WEBHOOK_READ, row)
        request = page_request(webhook_deliveries.NEWEST, first, after)
        wanted = None if state is None else DeliveryState(state)
        return await webhook_deliveries.page(context.sessions, (row.tenant_id, row.id), request, wanted)
