"""Mails as mail programs write them, for tests."""

from email.message import EmailMessage
from email.policy import SMTP

SENDER = "warga.uji@contoh.test"
SAID = "Lampu jalan di simpang pasar padam sejak dua minggu."
DESK = "lapor@uji.test"


def mail(
    subject: str = "Lampu jalan padam",
    text: str = SAID,
    *,
    message: str = "<1@contoh.test>",
    files: dict[str, tuple[str, bytes]] | None = None,
    **headers: str,
) -> bytes:
    """A mail from a citizen; `files` by name: media type and content."""
    found = EmailMessage(policy=SMTP)
    found["From"] = headers.pop("sender", f"Warga Uji <{SENDER}>")
    found["To"] = DESK
    found["Subject"] = subject
    found["Message-ID"] = message
    for name, value in headers.items():
        found[name.replace("_", "-")] = value
    found.set_content(text)
    for name, (kind, content) in (files or {}).items():
        main, _, sub = kind.partition("/")
        found.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return bytes(found)
