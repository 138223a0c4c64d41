"""Adding, switching and removing receivers, changing their secrets, and sending a message again."""

import secrets
from typing import Annotated

import strawberry

from graph.context import Context, Info
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import node_id, parse_id
from graph.once import Change, once
from graph.seeing import OfPemda
from graph.webhooks.inputs import (
    AddWebhookInput,
    RemoveWebhookInput,
    ReplayWebhookDeliveryInput,
    RotateWebhookSecretInput,
    SwitchWebhookInput,
)
from graph.webhooks.types import RemovedWebhook, Webhook, WebhookDelivery, WebhookSecret
from policies.permissions import Permission
from rules.complaint_states import Move
from rules.errors import CONFLICT, FORBIDDEN, Refusal, bad_input
from rules.internet_addresses import webhook_url
from rules.webhook_signatures import KEY_BYTES, OVERLAP, shown_secret
from rules.webhooks import MOST, TOLD, DeliveryState
from tenants.session import Transaction
from tenants.stores import webhook_deliveries, webhooks
from tenants.webhook_rows import DeliveryRow, WebhookRow


@strawberry.type
class WebhookMutations:
    """Root fields that change webhooks."""

    @mutation(Permission.WEBHOOK_MANAGE, WebhookSecret)
    async def add_webhook(
        self, info: Info, input: Annotated[AddWebhookInput, argument("The receiver.")]
    ) -> WebhookSecret:
        """Let a program of your pemda hear of moves; the answer has its secret, once (menambah webhook)."""
        context, tenant, key = info.context, info.context.principal.tenant, None
        async with once(context, tenant, input) as change:
            if change.is_new:
                permit(context.principal, Permission.WEBHOOK_MANAGE, OfPemda(tenant))
                await _check_room(change.tx, tenant)
                key = secrets.token_bytes(KEY_BYTES)
                row = await _new(context, change, input, key)
                webhooks.add(change.tx, row)
                change.keep(row.id)
            kept = await change.kept(webhooks.by_id)
        return _with_secret(kept, key)

    @mutation(Permission.WEBHOOK_MANAGE, WebhookSecret)
    async def rotate_webhook_secret(
        self, info: Info, input: Annotated[RotateWebhookSecretInput, argument("Which.")]
    ) -> WebhookSecret:
        """Give a receiver another secret; for a day the old one signs beside it (mengganti rahasia webhook)."""
        context, ref, key = info.context, parse_id(input.webhook, "Webhook", field="webhook"), None
        async with once(context, ref.tenant, input) as change:
            if change.is_new:
                row = await webhooks.locked(change.tx, ref.tenant, ref.uuid)
                permit(context.principal, Permission.WEBHOOK_MANAGE, row)
                key = secrets.token_bytes(KEY_BYTES)
                sealed = await context.vault.seal_secret(change.tx, row.tenant_id, row.id, key)
                webhooks.rotate(change.tx, row, sealed, context.now + OVERLAP)
                change.keep(row.id)
            kept = await change.kept(webhooks.by_id)
        return _with_secret(kept, key)

    @mutation(Permission.WEBHOOK_MANAGE, Webhook)
    async def switch_webhook(self, info: Info, input: Annotated[SwitchWebhookInput, argument("Which.")]) -> WebhookRow:
        """Stop telling a receiver, or tell it again at once; what waits for it waits (nonaktifkan webhook)."""
        ref = parse_id(input.webhook, "Webhook", field="webhook")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                row = await webhooks.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.WEBHOOK_MANAGE, row)
                webhooks.switch(change.tx, row, active=input.active)
                change.keep(row.id)
            return await change.kept(webhooks.by_id)

    @mutation(Permission.WEBHOOK_MANAGE, RemovedWebhook)
    async def remove_webhook(
        self, info: Info, input: Annotated[RemoveWebhookInput, argument("Which.")]
    ) -> RemovedWebhook:
        """Remove a receiver with what waits for it and with its log (menghapus webhook)."""
        ref = parse_id(input.webhook, "Webhook", field="webhook")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                row = await webhooks.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.WEBHOOK_MANAGE, row)
                webhooks.remove(change.tx, row)
                change.keep(row.id)
        return RemovedWebhook(id=strawberry.ID(node_id("Webhook", ref.tenant, ref.uuid)))

    @mutation(Permission.WEBHOOK_MANAGE, WebhookDelivery)
    async def replay_webhook_delivery(
        self, info: Info, input: Annotated[ReplayWebhookDeliveryInput, argument("Which.")]
    ) -> DeliveryRow:
        """Send a message again, delivered or given up, under the same webhook-id (kirim ulang)."""
        context, ref = info.context, parse_id(input.delivery, "WebhookDelivery", field="delivery")
        async with once(context, ref.tenant, input) as change:
            if change.is_new:
                row = await webhook_deliveries.locked(change.tx, ref.tenant, ref.uuid)
                permit(context.principal, Permission.WEBHOOK_MANAGE, row)
                _check_finished(row)
                webhook_deliveries.replay(change.tx, row, context.now)
                change.keep(row.id)
            return await change.kept(webhook_deliveries.by_id)


async def _check_room(tx: Transaction, tenant: int) -> None:
    if await webhooks.count(tx, tenant) >= MOST:
        raise Refusal(
            CONFLICT,
            f"A pemda has {MOST} webhooks at most: remove one.",
            f"Paling banyak {MOST} webhook per pemda: hapus salah satu.",
            rule=f"webhooks: {MOST}",
        )


def _check_finished(row: DeliveryRow) -> None:
    if row.state is DeliveryState.PENDING:
        raise Refusal(CONFLICT, "It is still on its way.", "Masih dalam antrean.", rule="webhooks: replay")


async def _new(context: Context, change: Change, given: AddWebhookInput, key: bytes) -> WebhookRow:
    position = context.principal.position
    if position is None:
        raise Refusal(FORBIDDEN, "Act in a position.", "Gunakan jabatan Anda.")
    webhook_url(given.url, plain=context.plain_webhooks)
    tenant, id_ = change.tenant, fresh_id(context.now)
    version, sealed = await context.vault.seal_secret(change.tx, tenant, id_, key)
    return WebhookRow(
        tenant_id=tenant,
        id=id_,
        url=given.url,
        kinds=_kinds(given),
        active=True,
        key_version=version,
        secret=sealed,
        old_key_version=None,
        old_secret=None,
        old_until=None,
        failures=0,
        not_before=None,
        created_at=context.now,
        created_by=position,
    )


def _kinds(given: AddWebhookInput) -> list[Move]:
    wanted = [Move(kind) for kind in dict.fromkeys(given.kinds)]
    if any(kind not in TOLD for kind in wanted):
        raise bad_input(
            "kinds",
            "Only moves of the public timeline are told.",
            "Hanya kabar pada linimasa publik yang dapat dikirim.",
            rule="webhooks: what a tracking code tells",
        )
    return wanted or sorted(TOLD)


def _with_secret(row: WebhookRow, key: bytes | None) -> WebhookSecret:
    return WebhookSecret(
        webhook=row,  # type: ignore[arg-type]
        secret=None if key is None else shown_secret(key),
    )
