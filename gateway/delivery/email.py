"""How does a letter become e-mail? By SMTP, each under one Message-ID for all its attempts."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Final, Self
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from gateway.delivery.channel import Delivery, Permanent, Retry
from rules.email_addresses import email_of
from rules.errors import Refusal

_PORTS: Final = {"smtp": 25, "smtps": 465}
_SECONDS: Final = 30.0
_REFUSED: Final = 500
"""Replies from here on are final (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes: smtp://user:password@host:587?starttls=required, or smtps://host."""

    host: str
    port: int
    tls: bool = False
    starttls: bool | None = None
    """None: when the server offers it."""
    username: str | None = None
    password: str | None = None
    certificates: ssl.SSLContext | None = None

    @classmethod
    def at(cls, url: str) -> Self:
        """The server behind a URL. Raises ValueError for anything that names none."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("TUNTAS_SMTP_URL must be smtp://host or smtps://host")
        starttls = {"required": True, "never": False}.get(parse_qs(parts.query).get("starttls", [""])[0])
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            tls=parts.scheme == "smtps",
            starttls=starttls,
            username=None if parts.username is None else unquote(parts.username),
            password=None if parts.password is None else unquote(parts.password),
        )


class Email:
    """The channel. `host` is what Message-IDs end with: the console's own name."""

    def __init__(self, server: MailServer, sender: str, host: str) -> None:
        self._server = server
        self._sender = sender
        self._host = host

    async def send(self, delivery: Delivery) -> None:
        """Hand it to the server. Raises Permanent when the server refuses the address or the letter, else Retry."""
        message, server = self.message(delivery), self._server
        try:
            await aiosmtplib.send(
                message,
                hostname=server.host,
                port=server.port,
                use_tls=server.tls,
                start_tls=None if server.tls else server.starttls,
                username=server.username,
                password=server.password,
                tls_context=server.certificates,
                timeout=_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as refused:
            raise _verdict(refused.recipients[0].code) from None
        except (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPAuthenticationError) as refused:
            # Ours to mend, in the settings: the letter is not to blame.
            raise Retry(f"SMTP {refused.code} for the sender") from None
        except aiosmtplib.SMTPResponseException as refused:
            raise _verdict(refused.code) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Retry(type(error).__name__) from None

    def message(self, delivery: Delivery) -> EmailMessage:
        """The message as it is sent, in every attempt the same but for its date."""
        letter = delivery.letter
        if letter is None:
            raise Permanent("nothing to read")
        try:
            to = email_of(delivery.to)
        except Refusal:
            raise Permanent("no valid address") from None
        message = EmailMessage(policy=SMTP.clone(max_line_length=78))
        message["From"] = formataddr(("Tuntas", self._sender))
        message["To"] = to
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = f"<{delivery.id}@{self._host}>"
        if delivery.complaint is not None:
            message["References"] = f"<{delivery.complaint}@{self._host}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text, cte="quoted-printable")
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        message["Content-Language"] = "id"  # set before, it would go with the first part
        return message


def _verdict(code: int) -> Retry | Permanent:
    """What a reply means; its words may repeat the address, so they are left out."""
    return Permanent(f"SMTP {code}") if code >= _REFUSED else Retry(f"SMTP {code}")
