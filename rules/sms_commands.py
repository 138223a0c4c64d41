"""What does an SMS to 1708 say? A report, a question after one, a reply to one, or something that needs an explanation.

    LAPOR <words>                                  a report, for the national desk
    LAPOR <kode wilayah or name of a pemda> <words>  a report for that pemda
    STATUS <code>                                  where is it?
    <code> <secret> <words>                        a reply of its reporter
    <code> <secret> KEBERATAN <words>              an objection to the answer, or reopening what was closed
    <code> <secret> TERIMA                         the answer is accepted

Capitals, marks after a keyword and BALAS before a code do not matter. The same grammar reads the subject of a mail.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rules.complaint_states import HANDLED, Status
from rules.errors import Refusal
from rules.region_names import Names, meant_by
from rules.tracking_codes import parse_code, parse_secret

SHORTEST_REPORT: Final = 20
LONGEST_REPORT: Final = 10_000
LONGEST_REPLY: Final = 2_000
_TITLE: Final = 100
_MARKS: Final = r"[\s!:,.;-]"
_LAPOR: Final = re.compile(rf"\s*lapor(?:kan)?(?:{_MARKS}+|$)", re.IGNORECASE)
_STATUS: Final = re.compile(rf"\s*(?:status|cek|lacak)(?:{_MARKS}+|$)", re.IGNORECASE)
_GROUP: Final = r"[0-9A-Za-z]{4}"
_CODE: Final = rf"{_GROUP}[\s-]?{_GROUP}[\s-]?{_GROUP}"
_REPLY: Final = re.compile(
    rf"\s*(?:(?:balas|re|fwd?){_MARKS}+)*({_CODE}){_MARKS}+({_GROUP}(?:[\s-]?{_GROUP}){{3}})(?:{_MARKS}+|$)",
    re.IGNORECASE,
)
_ONE_CODE: Final = re.compile(rf"\s*({_CODE})\s*\.?\s*$")
_OBJECT: Final = re.compile(rf"(?:keberatan|tolak|buka kembali)(?:{_MARKS}+|$)", re.IGNORECASE)
_ACCEPT: Final = re.compile(rf"(?:terima|setuju|selesai){_MARKS}*$", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s")


class Stance(StrEnum):
    """What a reply says of the answer: nothing, no, or yes."""

    WORDS = "WORDS"
    OBJECTS = "OBJECTS"
    ACCEPTS = "ACCEPTS"


class Step(StrEnum):
    """What a reply becomes."""

    SUPPLEMENT = "SUPPLEMENT"
    COMMENT = "COMMENT"
    OBJECT = "OBJECT"
    ACCEPT = "ACCEPT"
    REOPEN = "REOPEN"


@dataclass(frozen=True, slots=True)
class Report:
    """A new complaint: for which pemda, if one was named, and its words with a title made of the first."""

    region: str | None
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Question:
    """Where is the complaint of this code?"""

    code: str


@dataclass(frozen=True, slots=True)
class Reply:
    """Words of a reporter, who proves it by the secret of the receipt."""

    code: str
    secret: str
    stance: Stance
    body: str


class Unclear(StrEnum):
    """Why nothing can be done with a message."""

    NO_COMMAND = "NO_COMMAND"
    TOO_SHORT = "TOO_SHORT"
    TOO_LONG = "TOO_LONG"
    NO_CODE = "NO_CODE"


Command = Report | Question | Reply | Unclear


def read(text: str, names: Names) -> Command:
    """What a message says."""
    match = _LAPOR.match(text)
    rest = text if match is None else text[match.end() :]
    reply = replied(rest)
    if reply is not None:
        return reply
    if match is not None:
        return reported(rest, names)
    asked = _STATUS.match(text)
    return Unclear.NO_COMMAND if asked is None else _question(text[asked.end() :])


def reported(text: str, names: Names) -> Report | Unclear:
    """The report in these words, after the keyword."""
    region, body = meant_by(text, names)
    if len(body) < SHORTEST_REPORT:
        return Unclear.TOO_SHORT
    if len(body) > LONGEST_REPORT:
        return Unclear.TOO_LONG
    return Report(region, titled(body), body)


def replied(text: str) -> Reply | Question | Unclear | None:
    """The reply that begins with a code and its secret; None when it does not. Nothing after them asks for the status.

    What cannot be a code and a secret of ours is no reply, nor are seven words of four letters: one of 30 000 receipts
    has no digit at all.
    """
    match = _REPLY.match(text)
    if match is None or not any(char.isdigit() for char in match[0]):
        return None
    try:
        code, secret = parse_code(match[1]), parse_secret(match[2])
    except Refusal:
        return None
    words = text[match.end() :].strip()
    if len(words) > LONGEST_REPLY:
        return Unclear.TOO_LONG
    return Reply(code, secret, *_stance(words)) if words else Question(code)


def _stance(words: str) -> tuple[Stance, str]:
    if _ACCEPT.match(words):
        return Stance.ACCEPTS, ""
    objects = _OBJECT.match(words)
    return (Stance.WORDS, words) if objects is None else (Stance.OBJECTS, words[objects.end() :].strip())


def step(status: Status, stance: Stance) -> Step | None:
    """What a reply becomes while its complaint is in this status; None when the sender has to say what is meant.

    An answer is neither accepted nor refused by words that might mean either ("terima kasih, tapi ...").
    """
    if status is Status.AWAITING_REPORTER:
        return Step.SUPPLEMENT if stance is not Stance.ACCEPTS else None
    if status is Status.RECEIVED or status in HANDLED:
        return Step.COMMENT if stance is not Stance.ACCEPTS else None
    if status is Status.ANSWERED:
        return {Stance.OBJECTS: Step.OBJECT, Stance.ACCEPTS: Step.ACCEPT}.get(stance)
    return Step.REOPEN if status is Status.CLOSED and stance is Stance.OBJECTS else None


def titled(body: str) -> str:
    """The first sentence, or as much of it as a line holds, cut between words."""
    first = _SENTENCE.split(" ".join(body[: 4 * _TITLE].split()))[0]
    if len(first) <= _TITLE:
        return first if len(first) >= len("tolong") else " ".join(body.split())[:_TITLE]
    head = first[:_TITLE]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head else head} ..."


def _question(text: str) -> Question | Unclear:
    match = _ONE_CODE.match(text)
    if match is None:
        return Unclear.NO_CODE
    try:
        return Question(parse_code(match[1]))
    except Refusal:
        return Unclear.NO_CODE
