"""How does a mail to the desk come in, and what is written back? One message in, at most one message out.

What goes back bears the code and the secret as its subject: whoever answers it talks about this complaint. It is marked
as automatic, so that no machine answers it.
"""

import re
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

import structlog

from gateway.intake.letterbox import Letter, Letterbox
from gateway.intake.mail_parts import Mail, NotALetterError, mail_of
from policies.principal import Principal
from rules.mail_commands import read_mail
from rules.vocabulary import Channel

_RECEIPT: Final = re.compile(r"Kode ([\w-]{14}), rahasia ([\w-]{19})")
_SUBJECT: Final = "Balasan LAPOR"
_MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]{3,300}>")
_FOOTER: Final = """
--
Pesan ini dibuat otomatis. Untuk menambah keterangan, balas surel ini tanpa mengubah subjeknya.
Rahasia hanya untuk Anda: siapa pun yang memilikinya dapat berbicara atas nama pelapor.
"""
log = structlog.get_logger("tuntas.intake")


class MailDoor:
    """Takes one mail at a time, as the connected program of the mail server."""

    def __init__(self, letterbox: Letterbox, program: Principal, *, pemda: str | None = None) -> None:
        self._letterbox = letterbox
        self._program = program
        self._pemda = pemda

    async def take(self, raw: bytes, sender: str) -> bytes | None:
        """The answer to a mail, from `sender`; None when nobody waits for one. Raises what passes by itself."""
        try:
            mail = mail_of(raw)
        except NotALetterError as error:
            log.info("intake.mail_ignored", why=str(error))
            return None
        if mail.sender == sender:
            log.info("intake.mail_ignored", why="it is from ourselves")
            return None
        command = read_mail(mail.subject, mail.text, await self._letterbox.names(self._program))
        letter = Letter(Channel.EMAIL, mail.message, mail.sender, mail.name, mail.enclosures)
        said = await self._letterbox.answer(self._program, letter, command, self._pemda)
        log.info("intake.mail", command=type(command).__name__, files=len(mail.enclosures), unread=mail.unread)
        return bytes(answer_to(mail, said, sender))


def answer_to(mail: Mail, said: str, sender: str) -> EmailMessage:
    """The mail that goes back."""
    found = _RECEIPT.search(said)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.sender
    message["Subject"] = _SUBJECT if found is None else f"{found[1]} {found[2]}"
    if _MESSAGE_ID.fullmatch(mail.message):
        message["In-Reply-To"] = message["References"] = mail.message
    message["Auto-Submitted"] = "auto-replied"
    message["Content-Language"] = "id"
    unread = f"\n{mail.unread} berkas terlalu banyak atau terlalu besar." if mail.unread else ""
    message.set_content(f"{said}{unread}\n{_FOOTER}", cte="quoted-printable")
    return message
