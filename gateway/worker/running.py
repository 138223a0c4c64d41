"""The worker's process: the graph without a door, the channels that are set up, the queue, and an ear for commits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Final
from urllib.parse import urlsplit

import procrastinate

from gateway.delivery.channel import Channel
from gateway.delivery.email import Email, MailServer
from gateway.delivery.inside import House
from gateway.delivery.outside_addresses import Outside
from gateway.delivery.rendering import Rendering
from gateway.delivery.sending import Sender
from gateway.delivery.telephone import Telephone
from gateway.delivery.text_message import HttpTextMessages, Provider
from gateway.delivery.webhook import WebhookPost
from gateway.delivery.webhook_rounds import WebhookRounds
from gateway.installation import Installation
from gateway.master_key import Purpose
from gateway.packets.office import PacketOffice
from gateway.packets.signing import PacketKey
from gateway.settings import Settings
from gateway.storage.store import Storage
from gateway.worker.tasks import Work, make_app, nudge
from gateway.worker.writing import Writing
from rules.notices import NoticeChannel
from tenants.database import open_pool
from tenants.stores import desk_channel
from tenants.timetables import Timetables
from tenants.vault import Vault

CONCURRENCY: Final = 8
_GATHERING: Final = 0.2
"""Seconds in which commits gather before the worker looks."""


def channels_of(settings: Settings) -> dict[NoticeChannel, Channel]:
    """The channels that the settings name."""
    found: dict[NoticeChannel, Channel] = {}
    if settings.smtp_url is not None:
        host = urlsplit(settings.public_url).hostname or "localhost"
        sender = settings.mail_from or f"tuntas@{host}"
        found[NoticeChannel.EMAIL] = Email(MailServer.at(settings.smtp_url.get_secret_value()), sender, host)
    if settings.sms_url is not None:
        token = settings.sms_token.get_secret_value() if settings.sms_token else ""
        provider = Provider(settings.sms_url, token, settings.sms_sender, settings.sms_template)
        found[NoticeChannel.SMS] = found[NoticeChannel.WHATSAPP] = Telephone(HttpTextMessages(provider))
    return found


async def run(installation: Installation, *, wait: bool = True) -> None:
    """Work until a signal comes; without `wait`, until there is nothing left to do."""
    async with working(installation) as app:
        await app.run_worker_async(
            concurrency=CONCURRENCY,
            wait=wait,
            install_signal_handlers=wait,
            delete_jobs="successful",
            shutdown_graceful_timeout=10.0,
        )


@asynccontextmanager
async def working(installation: Installation) -> AsyncIterator[procrastinate.App]:
    """The open queue of an installation, with an ear that nudges it after each commit on a desk."""
    settings, url = installation.settings, installation.database.service_url
    async with AsyncExitStack() as stack:
        if installation.server is not None:
            looking_after = asyncio.create_task(installation.server.keep_running())
            stack.callback(looking_after.cancel)
        pool = await stack.enter_async_context(open_pool(url, settings.pool_size, settings.prepare_threshold))
        vault = Vault(installation.key.derive(Purpose.TENANT_KEYS))
        storage = Storage.open(settings.storage_url, settings.data)
        packets = PacketOffice(PacketKey.of(installation.key), storage)
        house = House(pool, vault, Timetables(pool), packets=packets)
        sender = Sender(house, Rendering(house, settings.public_url), channels_of(settings))
        plain = settings.plain_webhooks
        post = WebhookPost(Outside(loopback=plain), plain=plain)
        app = make_app(url, Work(house, sender, WebhookRounds(pool, vault, post), Writing(house, storage)))
        await stack.enter_async_context(app.open_async())
        await stack.enter_async_context(_listening(url, app))
        yield app


@asynccontextmanager
async def _listening(url: str, app: procrastinate.App) -> AsyncIterator[None]:
    news = asyncio.Event()

    def heard(payload: str) -> None:
        if '"@' not in payload:  # what we told people ourselves is no news to us
            news.set()

    async def nudging() -> None:
        while True:
            await news.wait()
            await asyncio.sleep(_GATHERING)
            news.clear()
            await nudge(app)

    tasks = [asyncio.create_task(desk_channel.listen(url, heard, news.set)), asyncio.create_task(nudging())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
