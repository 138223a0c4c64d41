"""What is in a mail: who wrote it, what it says as plain text, which files came with it, and did a person write it?

Nothing in a mail is trusted: broken headers, unknown charsets, a thousand nested parts and HTML are read as far as they
can be, within limits. Automatic mail is never answered, so that two machines do not write to each other for ever.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses
from html.parser import HTMLParser
from typing import Any, Final

from gateway.intake.letterbox import Enclosure
from rules.attachments import MAX_BYTES, MAX_PER_MESSAGE
from rules.email_addresses import email_of
from rules.errors import Refusal

LARGEST: Final = 30 * 1024 * 1024
_MOST_PARTS: Final = 200
_LONGEST_TEXT: Final = 200_000
_LONGEST_NAME: Final = 120
_BROKEN: Final = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)
"""What the library raises for headers and bodies that nobody should have sent."""
_NOBODY: Final = re.compile(
    r"(?:mailer-daemon|postmaster|no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?)[+@]", re.IGNORECASE
)
_BULK: Final = frozenset({"bulk", "junk", "list", "auto_reply"})
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "blockquote", "template", "noscript"})
_BREAKS: Final = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "hr"})
_VOID: Final = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr"})


class NotALetterError(Exception):
    """Nobody waits for an answer to this mail; the text says why, without anything from it."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail from somebody."""

    message: str
    sender: str = field(repr=False)
    name: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    enclosures: tuple[Enclosure, ...] = field(default=(), repr=False)
    unread: int = 0


def mail_of(raw: bytes) -> Mail:
    """The mail in these bytes. Raises NotALetterError for automatic mail, and for what is no mail."""
    if len(raw) > LARGEST:
        raise NotALetterError("it is too large")
    try:
        message = BytesParser(policy=policy.default).parsebytes(raw)
    except _BROKEN:
        raise NotALetterError("it cannot be read") from None
    if not isinstance(message, EmailMessage):
        raise NotALetterError("it cannot be read")
    _check_written_by_somebody(message)
    sender, name = _sender(message)
    texts, enclosures, unread = _parts(message)
    return Mail(
        message=_header(message, "message-id")[:500] or _header(message, "date")[:100],
        sender=sender,
        name=name or "Pengirim surel",
        subject=_header(message, "subject")[:500],
        text=texts,
        enclosures=tuple(enclosures),
        unread=unread,
    )


def _check_written_by_somebody(message: EmailMessage) -> None:
    if _header(message, "auto-submitted").partition(";")[0].strip().lower() not in ("", "no"):
        raise NotALetterError("it was sent automatically")
    if _header(message, "precedence").strip().lower() in _BULK or any(
        _header(message, name) for name in ("list-id", "list-unsubscribe", "x-autoreply", "x-autorespond")
    ):
        raise NotALetterError("it was sent to many, or automatically")
    if _header(message, "return-path").strip() == "<>":
        raise NotALetterError("it reports about another mail")
    if message.get_content_type() in ("multipart/report", "message/delivery-status"):
        raise NotALetterError("it reports about another mail")


def _sender(message: EmailMessage) -> tuple[str, str]:
    """The address to answer to, and the name beside it. The answer goes where the mail says it is from."""
    found = getaddresses([_header(message, "from")])
    if len(found) != 1:
        raise NotALetterError("it has no single sender")
    name, address = found[0]
    try:
        sender = email_of(address)
    except Refusal:
        raise NotALetterError("its sender has no address") from None
    if _NOBODY.match(sender) or not sender.isascii():
        raise NotALetterError("its sender reads no answers")
    return sender, " ".join("".join(char for char in name if char.isprintable()).split())[:_LONGEST_NAME]


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split()).replace("\x00", "")
    except _BROKEN:
        return ""


def _parts(message: EmailMessage) -> tuple[str, list[Enclosure], int]:
    """The text that people read, the files, and how many files were more or larger than we take."""
    plain: list[str] = []
    html: list[str] = []
    files: list[Enclosure] = []
    unread = 0
    for part in _leaves(message):
        kind, name = part.get_content_type(), _filename(part)
        if name is None and kind == "text/plain":
            plain.append(_text(part))
        elif name is None and kind == "text/html":
            html.append(as_text(_text(part)))
        elif name is not None:
            content = _bytes(part)
            if len(files) < MAX_PER_MESSAGE and 0 < len(content) <= MAX_BYTES:
                files.append(Enclosure(name, content))
            else:
                unread += 1
    text = "\n".join(part for part in plain if part.strip()) or "\n".join(html)
    return text[:_LONGEST_TEXT].replace("\x00", ""), files, unread


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, outermost first; no further into another mail that is enclosed."""
    waiting: list[Any] = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart":
            payload = part.get_payload()
            waiting[:0] = payload if isinstance(payload, list) else []
        elif part.get_content_maintype() != "message":
            yield part


def _filename(part: EmailMessage) -> str | None:
    """What a file is called; None for the text of the mail itself. Pictures inside of HTML are files, too."""
    try:
        name = part.get_filename()
        disposition = part.get_content_disposition()
    except _BROKEN:
        name, disposition = None, None
    if name or disposition == "attachment" or part.get_content_maintype() not in ("text", "multipart"):
        return name or "lampiran"
    return None


def _bytes(part: EmailMessage) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except _BROKEN:
        return b""
    return found if isinstance(found, bytes) else b""


def _text(part: EmailMessage) -> str:
    try:
        charset = part.get_content_charset("utf-8")
        return _bytes(part).decode(charset, "replace")
    except _BROKEN:
        return _bytes(part).decode("utf-8", "replace")


def as_text(html: str) -> str:
    """What a reader sees of HTML, without quotes; broken HTML is read as far as it goes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = ("".join(reader.seen)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


class _Reader(HTMLParser):
    """Collects text outside of what is not shown, and of quoted mail."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A break, or the beginning of something hidden."""
        quoted = tag == "div" and any(name == "class" and "gmail_quote" in (value or "") for name, value in attrs)
        if tag not in _VOID and (self._hidden or tag in _UNSEEN or quoted):
            self._hidden.append(tag)
        elif tag in _BREAKS and not self._hidden:
            self.seen.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """The end of something hidden, or a break."""
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif tag in _BREAKS and not self._hidden:
            self.seen.append("\n")

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._hidden:
            self.seen.append(data)
