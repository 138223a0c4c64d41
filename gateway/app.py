"""The process: everything made once at start, put together, and closed again at the end."""

import asyncio
import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from gateway.attempts import Attempts
from gateway.authentication import AccessSettings, authenticating
from gateway.console_files import DOCUMENTS, console_routes
from gateway.delivery.text_message import HttpTextMessages, Provider, TextMessages
from gateway.documents import Documents
from gateway.downloads import Downloads
from gateway.graphiql.routes import PATH as GRAPHIQL
from gateway.graphiql.routes import graphiql_routes
from gateway.health import Check, Health, Probe
from gateway.installation import Installation
from gateway.intake.letterbox import Letterbox
from gateway.intake.sms_door import SmsDoor
from gateway.master_key import Purpose
from gateway.notices import listening
from gateway.open_data import OpenData
from gateway.opening import Opener, Seams, close
from gateway.origin import OriginGuard
from gateway.packets.office import PacketOffice
from gateway.packets.signing import PacketKey
from gateway.passwords import Passwords
from gateway.plan import PlannedView
from gateway.registration import Registration
from gateway.response_headers import ResponseHeaders
from gateway.settings import Settings
from gateway.sign_in import PasswordCredential, SignIn
from gateway.storage.store import Storage
from gateway.throttle import Throttle
from gateway.upload_door import SignedDoor
from gateway.uploads import Uploads
from gateway.view import ViewSettings, graphql_routes
from graph.context import Context
from graph.schema import schema
from migrations import runner
from rules.identifiers import NOWHERE
from tenants.database import Pool, open_pool
from tenants.session import Sessions
from tenants.stores.revision import revision_of
from tenants.timetables import Timetables
from tenants.vault import Vault

_GC_THRESHOLDS: Final = (3_000, 20, 50)
"""Measured on small answers (peer_bench.md 6): a frozen heap and a modest threshold keep the slowest answers short."""


def create_app(installation: Installation) -> Starlette:
    """The application of an installation that was prepared."""
    settings = installation.settings

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            if installation.server is not None:
                looking_after = asyncio.create_task(installation.server.keep_running())
                stack.callback(looking_after.cancel)
            seams = await open_seams(installation, stack)
            app.router.routes[:] = _routes(installation, seams)
            gc.collect()
            gc.freeze()
            gc.set_threshold(*_GC_THRESHOLDS)
            yield

    guard = Middleware(OriginGuard, allowed_origins=frozenset(settings.allowed_origins))
    return Starlette(lifespan=lifespan, middleware=[Middleware(ResponseHeaders), guard])


async def open_seams(installation: Installation, stack: AsyncExitStack) -> Seams:
    """What every context of this process gets, closed with the stack."""
    settings, key, url = installation.settings, installation.key, installation.database.service_url
    pool = await stack.enter_async_context(open_pool(url, settings.pool_size, settings.prepare_threshold))
    copy = installation.replica_url()
    replica = None if copy is None else open_pool(copy, settings.pool_size, settings.prepare_threshold)
    access = AccessSettings(secure=settings.secure_cookies)
    return Seams(
        pool=pool,
        authentication=await stack.enter_async_context(authenticating(pool, url, access)),
        timetables=Timetables(pool),
        vault=Vault(key.derive(Purpose.TENANT_KEYS)),
        door=SignedDoor(key.derive(Purpose.UPLOADS)),
        notices=await stack.enter_async_context(listening(url)),
        receipt_key=key.derive(Purpose.RECEIPTS),
        throttle=Throttle(),
        packets=PacketOffice(PacketKey.of(key), Storage.open(settings.storage_url, settings.data)),
        proxies=frozenset(settings.proxies),
        plain_webhooks=settings.plain_webhooks,
        replica=None if replica is None else await stack.enter_async_context(replica),
    )


def _routes(installation: Installation, seams: Seams) -> list[BaseRoute]:
    settings, opener = installation.settings, Opener(seams)
    view = PlannedView(
        schema,
        open_context=opener,
        close_context=close,
        documents=Documents.load(DOCUMENTS) if DOCUMENTS.exists() else Documents({}),
        is_staff=_is_staff,
        settings=_view_settings(settings),
    )
    storage = Storage.open(settings.storage_url, settings.data)
    return [
        *graphql_routes(view),
        *Uploads(seams.pool, storage, seams.door, settings.data).routes(),
        *Downloads(schema, opener, seams.pool, storage).routes(),
        *OpenData(schema, opener).routes(),
        *_sign_in_routes(seams),
        *_intake_routes(settings, seams, opener),
        *Health(_probe(seams.pool)).routes(),
        *(graphiql_routes() if settings.graphiql else ()),
        *console_routes(),
    ]


def _view_settings(settings: Settings) -> ViewSettings:
    return ViewSettings(
        strict=settings.strict_http,
        trusted_only=settings.trusted_only,
        free_text_get=not settings.trusted_only,
        visitors_introspect=not settings.trusted_only,
        allowed_origins=settings.allowed_origins,
        graphiql=GRAPHIQL if settings.graphiql else None,
    )


def _sign_in_routes(seams: Seams) -> Sequence[BaseRoute]:
    sessions, passwords, authentication = Sessions(seams.pool, NOWHERE), Passwords(), seams.authentication
    attempts = Attempts(sessions)
    credential = PasswordCredential(sessions, passwords, attempts, proxies=seams.proxies)
    return [
        *SignIn(sessions, authentication, credential).routes(),
        *Registration(
            sessions, authentication, passwords, attempts, throttle=seams.throttle, proxies=seams.proxies
        ).routes(),
    ]


def _intake_routes(settings: Settings, seams: Seams, opener: Opener) -> Sequence[BaseRoute]:
    letterbox = Letterbox(schema, opener.of, Sessions(seams.pool, NOWHERE), seams.throttle)
    return SmsDoor(opener, letterbox, _text_messages(settings)).routes()


def _text_messages(settings: Settings) -> TextMessages | None:
    if settings.sms_url is None:
        return None
    token = "" if settings.sms_token is None else settings.sms_token.get_secret_value()
    return HttpTextMessages(Provider(settings.sms_url, token, settings.sms_sender, settings.sms_template))


def _is_staff(context: Context) -> bool:
    return context.principal.is_staff


def _probe(pool: Pool) -> Probe:
    sessions = Sessions(pool, NOWHERE)

    async def probe() -> list[Check]:
        revision = await revision_of(sessions)
        return [
            Check("database", ok=True),
            Check("schema", ok=revision == runner.head(), detail=f"revision {revision}"),
        ]

    return probe
