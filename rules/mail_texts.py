"""What did somebody write in a mail, without what the mail program, the quotes and the signature added to it?"""

import re
from typing import Final

_QUOTED: Final = re.compile(r"\s*>")
_ANSWERED: Final = re.compile(
    r"\s*(?:On\b.{4,300}\bwrote:|Pada\b.{4,300}\b(?:menulis|wrote):|-{2,}\s*(?:Original Message|Pesan Asli|Forwarded"
    r" message|Pesan [Tt]erusan)\s*-{2,}|_{20,})\s*$",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(r"\s*(?:From|Dari)\s*:\s.{3,}", re.IGNORECASE)
_HEADERS: Final = re.compile(r"\s*(?:Sent|Date|To|Subject|Dikirim|Tanggal|Kepada|Perihal|Subjek)\s*:", re.IGNORECASE)
_SIGNATURE: Final = re.compile(r"--\s?$")
_FROM_PHONE: Final = re.compile(r"\s*(?:Sent from my|Dikirim dari)\s.{2,40}$", re.IGNORECASE)
_BLANKS: Final = re.compile(r"\n{3,}")


def own_words(text: str) -> str:
    """The text up to the quoted mail or the signature, without quoted lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    for at, line in enumerate(lines):
        if _ends(lines, at):
            break
        if not _QUOTED.match(line) and not _FROM_PHONE.match(line):
            kept.append(line.rstrip())
    return _BLANKS.sub("\n\n", "\n".join(kept)).strip()


def _ends(lines: list[str], at: int) -> bool:
    line = lines[at]
    if _SIGNATURE.match(line) or _ANSWERED.match(line):
        return True
    following = lines[at + 1] if at + 1 < len(lines) else ""
    # the line "On <date>, <name> wrote:" is often broken in two
    if (
        line.strip()
        and following.strip()
        and not _QUOTED.match(line)
        and _ANSWERED.match(f"{line} {following.strip()}")
    ):
        return True
    return bool(_HEADER.match(line) and _HEADERS.match(following))
