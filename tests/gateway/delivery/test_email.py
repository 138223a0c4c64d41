"""Mail goes to the server of the settings, encrypted where that is wanted; its answers become verdicts, not words."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from gateway.delivery.channel import Delivery, Letter, Permanent, Retry
from gateway.delivery.email import Email, MailServer
from rules.notices import NoticeChannel, NoticeKind
from tests.notices import Mailbox

pytestmark = pytest.mark.anyio
LETTER = Letter(
    subject="Laporan Anda sudah dijawab: AAAA-BBBB-CCCC",
    text="Sudah dijawab — silakan baca.\n" + "panjang " * 40 + "\n",
    html="<p>Sudah dijawab — silakan baca.</p>",
    link="https://tuntas.uji.test/",
)


def delivery(**changed: object) -> Delivery:
    made = Delivery(
        id=uuid4(),
        tenant=2101,
        channel=NoticeChannel.EMAIL,
        kind=NoticeKind.ANSWERED,
        at=datetime(2026, 3, 4, 2, tzinfo=UTC),
        attempt=1,
        recipient="receipt",
        to="Budi@Warga.test",
        complaint=uuid4(),
        letter=LETTER,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.batam.go.id", MailServer("mail.batam.go.id", 25)),
        ("smtps://mail.batam.go.id", MailServer("mail.batam.go.id", 465, tls=True)),
        (
            "smtp://tuntas%40batam:p%2Fw@mail.batam.go.id:587?starttls=required",
            MailServer("mail.batam.go.id", 587, starttls=True, username="tuntas@batam", password="p/w"),
        ),
        ("smtp://mail?starttls=never", MailServer("mail", 25, starttls=False)),
    ],
)
def test_a_server_is_named_by_its_url(url: str, server: MailServer) -> None:
    assert MailServer.at(url) == server


@pytest.mark.parametrize("url", ["mail.batam.go.id", "http://mail.batam.go.id", "smtp://", ""])
def test_what_names_no_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="TUNTAS_SMTP_URL must be"):
        MailServer.at(url)


def test_the_message_is_the_same_in_every_attempt_but_for_its_date(mailbox: Mailbox) -> None:
    given = delivery()
    first, second = mailbox.channel.message(given), mailbox.channel.message(replace(given, attempt=7))
    assert first["Message-ID"] == second["Message-ID"] == f"<{given.id}@tuntas.uji.test>"
    assert first["To"] == "budi@warga.test"
    assert (first["Auto-Submitted"], first["Content-Language"]) == ("auto-generated", "id")
    assert first["References"] == f"<{given.complaint}@tuntas.uji.test>"
    for kind, text in (("plain", "Sudah dijawab — silakan baca."), ("html", LETTER.html)):
        body = first.get_body((kind,))
        assert body is not None
        assert text in body.get_content()
    assert max(len(line) for line in first.as_bytes().splitlines()) <= 78


async def test_it_arrives(mailbox: Mailbox) -> None:
    await mailbox.channel.send(delivery())
    (message,) = mailbox.messages
    assert message["Subject"] == LETTER.subject
    assert message["From"] == "Tuntas <tuntas@uji.test>"


@pytest.mark.parametrize(
    "to", ["", "budi", "budi@warga.test\r\nBcc: lain@warga.test", "a@b.test, c@d.test", "<budi@warga.test>"]
)
async def test_what_is_no_address_is_never_sent_to(mailbox: Mailbox, to: str) -> None:
    with pytest.raises(Permanent, match=r"^no valid address$"):
        await mailbox.channel.send(delivery(to=to))
    assert mailbox.connections == 0


async def test_without_a_letter_there_is_nothing_to_send(mailbox: Mailbox) -> None:
    with pytest.raises(Permanent, match="nothing to read"):
        await mailbox.channel.send(delivery(letter=None))


async def test_a_server_that_is_away_is_tried_again(mailbox: Mailbox) -> None:
    channel = mailbox.channel
    mailbox.stop()
    with pytest.raises(Retry, match="SMTPConnectError"):
        await channel.send(delivery())


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def speaking(replies: dict[bytes, bytes]) -> AsyncIterator[Email]:
    """A server that answers commands by their first word, and 250 to all others."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 uji\r\n")
        while line := await reader.readline():
            verb = line.split()[0].upper() if line.split() else b""
            writer.write(replies.get(verb, b"250 OK") + b"\r\n")
            if verb == b"QUIT":
                break
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, family=socket.AF_INET)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield Email(MailServer.at(f"smtp://127.0.0.1:{port}"), "tuntas@uji.test", "tuntas.uji.test")


@pytest.mark.parametrize(
    ("replies", "verdict", "said"),
    [
        ({b"RCPT": b"550 <budi@warga.test> unknown"}, Permanent, "SMTP 550"),
        ({b"RCPT": b"450 <budi@warga.test> greylisted"}, Retry, "SMTP 450"),
        ({b"MAIL": b"550 we do not know <tuntas@uji.test>"}, Retry, "SMTP 550 for the sender"),
        ({b"DATA": b"552 too big for budi@warga.test"}, Permanent, "SMTP 552"),
        ({b"DATA": b"421 going down"}, Retry, "SMTP 421"),
    ],
)
async def test_replies_become_verdicts_without_their_words(
    replies: dict[bytes, bytes], verdict: type[Exception], said: str
) -> None:
    async with speaking(replies) as channel:
        with pytest.raises(verdict) as refused:
            await channel.send(delivery())
    assert str(refused.value) == said


async def test_encryption_that_is_required_and_not_offered_keeps_the_letter_here(mailbox: Mailbox) -> None:
    required = Email(MailServer.at(f"smtp://127.0.0.1:{mailbox.port}?starttls=required"), "a@b.test", "b.test")
    with pytest.raises(Retry):
        await required.send(delivery())
    assert mailbox.received == []
