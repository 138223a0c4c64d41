"""People who are told, for tests: the worker's graph at a time of the test's, a mail server that can go away, and
addresses for those who have none."""

import asyncio
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from uuid import UUID, uuid4

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from gateway.delivery.channel import Channel
from gateway.delivery.email import Email, MailServer
from gateway.delivery.inside import SISTEM, House
from gateway.delivery.rendering import Rendering
from gateway.delivery.sending import Sender
from gateway.master_key import Purpose
from gateway.worker.tasks import Work
from policies.principal import Principal
from rules.notices import NoticeChannel
from tenants.database import Database, Pool
from tenants.timetables import Timetables
from tenants.vault import Vault
from tests.casework import BODY, TITLE, Case, submitted
from tests.offices import KEY, NOW, VISITOR, Asking, Office

BASE = "https://tuntas.uji.test"
TELL = "mutation Tell($input: OfPemdaInput!) { tellPeople(input: $input) { count } }"
MINE = """query($unread: Boolean!) { unreadNotifications notifications(unreadOnly: $unread, first: 50) {
  nodes { id kind label urgent at readAt eventSeq complaint { id trackingCode title } } } }"""


@dataclass
class Clock:
    """A time that only the test moves."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@dataclass
class Mailbox:
    """A real SMTP server on a port of its own, that can be stopped, started again, and told what to answer."""

    port: int = 0
    received: list[bytes] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    connections: int = 0
    _controller: Controller | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        self.received.append(envelope.content)
        return "250 OK"

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    def start(self) -> None:
        if not self.port:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def channel(self) -> Email:
        return Email(MailServer.at(f"smtp://127.0.0.1:{self.port}"), "tuntas@uji.test", "tuntas.uji.test")

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(content, policy=default) for content in self.received]

    def subjects_to(self, address: str) -> list[str]:
        return [str(message["Subject"]) for message in self.messages if message["To"] == address]


@dataclass
class Postman:
    """A worker without its queue."""

    house: House
    clock: Clock
    mailbox: Mailbox
    sender: Sender
    work: Work

    @classmethod
    def on(cls, pool: Pool, mailbox: Mailbox, channels: dict[NoticeChannel, Channel] | None = None) -> "Postman":
        clock = Clock()
        house = House(pool, Vault(KEY.derive(Purpose.TENANT_KEYS)), Timetables(pool, lambda: 0.0, at_once=True), clock)
        known: dict[NoticeChannel, Channel] = {NoticeChannel.EMAIL: mailbox.channel, **(channels or {})}
        sender = Sender(house, Rendering(house, BASE), known)
        return cls(house, clock, mailbox, sender, Work(house, sender))

    async def tell(self, office: Office) -> None:
        """Tell people what happened in this pemda; others' outboxes are other tests' business."""
        while (await self.house(SISTEM, TELL, input={"pemda": office.pemda.code}))["tellPeople"]["count"]:
            pass

    async def round(self, office: Office, database: Database) -> int:
        """Tell people, then send all that may leave of this pemda's people and cases."""
        await self.tell(office)
        sent = 0
        for pemda, line in lines_of(database, office, self.clock.now):
            with suppress(asyncio.CancelledError):
                sent += await self.sender.send_line(pemda, line)
        return sent


def lines_of(database: Database, office: Office, now: datetime) -> list[tuple[str, str]]:
    """The lines of this test alone that have something due."""
    with psycopg.connect(database.owner_url) as owner:
        rows = owner.execute(
            "SELECT DISTINCT tenant_id, line FROM tuntas.delivery WHERE state = 'WAITING' AND next_at <= %s"
            " AND (tenant_id = %s OR complaint_tenant = %s) ORDER BY 1, 2",
            (now, office.tenant, office.tenant),
        ).fetchall()
    return [("00" if tenant == 0 else office.pemda.code, line) for tenant, line in rows]


def address_of(office: Office, unit: str, role: str = "penghubung") -> str:
    """The address of an office's account."""
    return f"{unit}.{role}.{office.tenant}@uji.test"


def give_address(database: Database, who: Principal, email: str) -> None:
    """An account row and an address for a citizen that a test made up."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "INSERT INTO tuntas.account (id, name, kind, created_at) VALUES (%s, %s, 'CITIZEN', now())",
            (who.account, who.name),
        )
        owner.execute("INSERT INTO tuntas.account_email VALUES (%s, %s)", (email, who.account))


def deliveries_of(database: Database, complaint: UUID) -> list[dict[str, Any]]:
    """All deliveries about a complaint, in the order in which they leave."""
    with psycopg.connect(database.owner_url, row_factory=psycopg.rows.dict_row) as owner:
        return owner.execute(
            "SELECT * FROM tuntas.delivery WHERE complaint_id = %s ORDER BY at, event_seq, recipient", (complaint,)
        ).fetchall()


async def submitted_by_visitor(ask: Asking, office: Office, **reporter: str) -> Case:
    """A complaint of somebody without an account, who left this."""
    if not reporter:
        return await submitted(ask, office, VISITOR)
    values = {
        "clientKey": uuid4().hex,
        "kind": "PENGADUAN_TIDAK_BERKADAR",
        "title": TITLE,
        "body": BODY,
        "pemda": office.pemda.code,
        "reporter": reporter,
    }
    document = """mutation($input: SubmitComplaintInput!) { submitComplaint(input: $input) {
      trackingCode secret complaint { id } } }"""
    made = (await ask(VISITOR, document, input=values))["submitComplaint"]
    return Case(ask, office, VISITOR, made["complaint"]["id"], made["trackingCode"], made["secret"])
