"""Receivers of a pemda for tests: added, told of moves, and looked at as they lie in the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
from psycopg.rows import dict_row

from graph.fresh import fresh_code
from graph.nodes import node_id, parse_id
from rules.complaint_states import Move, Status
from tenants.database import Database
from tenants.stores import webhook_queue
from tests.graph.changing import change
from tests.offices import Asking, Office

URL = "https://penerima.uji.example/tuntas"


@dataclass
class Receiver:
    """A webhook as its admin knows it."""

    office: Office
    id: str
    secret: str

    @property
    def key(self) -> tuple[int, UUID]:
        ref = parse_id(self.id, "Webhook")
        return ref.tenant, ref.uuid

    def delivery(self, row: dict[str, Any]) -> str:
        """The id of a message on the wire."""
        return node_id("WebhookDelivery", self.office.tenant, row["id"])


@dataclass
class Moved:
    """Facts of a complaint that was moved."""

    tenant_id: int
    id: UUID
    tracking_code: str
    status: Status
    version: int
    secret: bool
    last_event_at: datetime


async def added(ask: Asking, office: Office, url: str = URL, kinds: list[str] | None = None) -> Receiver:
    """A receiver of this pemda, added by its desk."""
    selected = "{ webhook { id } secret }"
    made = await change(ask, office.admin, "addWebhook", selected, url=url, kinds=kinds or [])
    return Receiver(office, made["webhook"]["id"], made["secret"])


async def queued(
    ask: Asking,
    office: Office,
    _receiver: Receiver | None = None,
    *,
    complaint: UUID | None = None,
    version: int = 1,
    secret: bool = False,
    move: Move = Move.ANSWER,
) -> UUID:
    """A move of a made-up complaint, told to the pemda's receivers; the complaint's id."""
    moved = Moved(office.tenant, complaint or uuid4(), fresh_code(), Status.ANSWERED, version, secret, ask.now)
    async with ask.context(office.admin).sessions.write((office.tenant,)) as tx:
        webhook_queue.queue(tx, moved, move)
    return moved.id


def kept(database: Database, office: Office) -> list[dict[str, Any]]:
    """The receivers of the pemda as they lie there."""
    return _rows(database, office, "SELECT * FROM tuntas.webhook WHERE tenant_id = %s ORDER BY id")


def deliveries(database: Database, office: Office) -> list[dict[str, Any]]:
    """The messages of the pemda as they lie there, oldest first."""
    return _rows(
        database, office, "SELECT * FROM tuntas.webhook_delivery WHERE tenant_id = %s ORDER BY queued_at, version, id"
    )


def _rows(database: Database, office: Office, sql: LiteralString) -> list[dict[str, Any]]:
    with psycopg.connect(database.owner_url, row_factory=dict_row) as owner:
        return owner.execute(sql, (office.tenant,)).fetchall()
