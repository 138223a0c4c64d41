"""The process that looks into a stranger's file: little memory, little time, no rights, and it ends with the file.

`python -m gateway.cleaning.worker FD` reads the file from standard input, writes the cleaned one to the descriptor FD
and says on standard output, in one line of JSON, what it is or why it is refused. The libraries that take such files
apart are written in C and have a history: what one of them does to this process does not reach the server.
"""

import codecs
import json
import os
import resource
import sys
from contextlib import suppress
from typing import Any, Final

from gateway.cleaning.films import clean_film
from gateway.cleaning.images import clean_image
from gateway.cleaning.office import clean_office
from gateway.cleaning.pdf import clean_pdf
from gateway.cleaning.sniffing import sniff
from gateway.cleaning.verdicts import Unacceptable, too_large
from rules.attachments import MediaType

MEMORY: Final = 1024 * 1024 * 1024
SECONDS: Final = 20
OUTPUT: Final = 64 * 1024 * 1024
_NOBODY: Final = 65534
_LIMITS: Final = (
    (resource.RLIMIT_AS, MEMORY),
    (resource.RLIMIT_CPU, SECONDS),
    (resource.RLIMIT_FSIZE, OUTPUT),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_NOFILE, 32),
)


def clean(data: bytes) -> tuple[bytes, MediaType]:
    """The cleaned bytes and what they are. Raises Unacceptable."""
    media_type = sniff(data)
    try:
        match media_type:
            case None:
                return clean_office(data)
            case MediaType.PDF:
                return clean_pdf(data), media_type
            case MediaType.MP4:
                return clean_film(data), media_type
            case MediaType.TEXT:
                return data, media_type
            case _:
                return clean_image(data, media_type), media_type
    except (MemoryError, RecursionError):
        raise too_large() from None


def confine() -> None:
    """Give up what is not needed to look at one file; root becomes nobody."""
    for limit, most in _LIMITS:
        with suppress(ValueError, OSError):  # some systems know fewer limits, some have set lower ones
            resource.setrlimit(limit, (most, most))
    codecs.lookup("cp437")  # names in old zips; afterwards its module may be out of reach
    if os.geteuid() == 0:
        with suppress(OSError):
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)


def main(target: int) -> None:
    """Clean standard input into the descriptor `target` and say what came of it."""
    confine()
    verdict: dict[str, Any]
    try:
        cleaned, media_type = clean(sys.stdin.buffer.read())
        with os.fdopen(target, "wb") as file:
            file.write(cleaned)
        verdict = {"mediaType": media_type.value}
    except Unacceptable as refused:
        verdict = {"status": refused.status, "code": refused.code, "en": refused.en, "id": refused.id}
    sys.stdout.write(json.dumps(verdict) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
