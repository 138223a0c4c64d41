"""What does a mail say? The same as an SMS: its subject bears the command, its text the words.

A subject that begins with code and secret, as our receipts do, makes it a reply; one that begins with LAPOR, with a
kode wilayah or with a pemda's name addresses that pemda. A text may begin with a command itself. All other mail is a
report, for the desk whose mailbox it was sent to.
"""

import re
from typing import Final

from rules.mail_texts import own_words
from rules.region_names import Names, meant_by
from rules.sms_commands import (
    LONGEST_REPORT,
    SHORTEST_REPORT,
    Command,
    Question,
    Report,
    Unclear,
    read,
    replied,
    titled,
)

_PREFIX: Final = re.compile(r"\s*(?:(?:re|fwd?|bls|trs)\s*:\s*)+", re.IGNORECASE)
_LAPOR: Final = re.compile(r"\s*lapor(?:kan)?[\s!:,.-]+", re.IGNORECASE)
_STATUS: Final = re.compile(r"\s*(?:status|cek|lacak)[\s!:,.-]", re.IGNORECASE)
_SHORTEST_TITLE: Final = 5
_LONGEST_TITLE: Final = 150


def read_mail(subject: str, text: str, names: Names) -> Command:
    """What a mail with this subject and this text says."""
    words, subject = own_words(text), " ".join(subject.split())
    if replied(subject) is not None:
        return replied(f"{subject}\n{words}") or Unclear.NO_CODE
    first = read(words, names)
    if _STATUS.match(_PREFIX.sub("", subject)):
        asked = read(_PREFIX.sub("", subject), names)
        if isinstance(asked, Question):
            return asked
    if first is not Unclear.NO_COMMAND:
        return first
    return _report(subject, words or text.strip(), names)


def _report(subject: str, words: str, names: Names) -> Report | Unclear:
    region, title = meant_by(_LAPOR.sub("", _PREFIX.sub("", subject), count=1), names)
    body = words if len(words) >= SHORTEST_REPORT else f"{title}\n{words}".strip()
    if len(body) < SHORTEST_REPORT:
        return Unclear.TOO_SHORT
    if len(body) > LONGEST_REPORT:
        return Unclear.TOO_LONG
    return Report(region, title[:_LONGEST_TITLE].strip() if len(title) >= _SHORTEST_TITLE else titled(body), body)
