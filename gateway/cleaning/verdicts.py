"""Why is a file not accepted, as an HTTP status, a code for programs and a sentence in two languages?"""

from typing import Final

UNSUPPORTED: Final = "UNSUPPORTED_MEDIA_TYPE"
TOO_LARGE: Final = "PAYLOAD_TOO_LARGE"
DAMAGED: Final = "FILE_DAMAGED"
DANGEROUS: Final = "FILE_DANGEROUS"


class Unacceptable(Exception):
    """The file is refused: nothing of it is kept."""

    def __init__(self, status: int, code: str, en: str, id: str) -> None:
        super().__init__(en)
        self.status = status
        self.code = code
        self.en = en
        self.id = id


def unsupported(en: str = "", id: str = "") -> Unacceptable:
    """A type that is not on the list; the sentences add what the sender can do about it."""
    return Unacceptable(
        415,
        UNSUPPORTED,
        f"Attach JPEG, PNG, WebP, PDF, MP4, DOCX, XLSX, ODT or plain text in UTF-8. {en}".rstrip(),
        f"Lampirkan JPEG, PNG, WebP, PDF, MP4, DOCX, XLSX, ODT, atau teks UTF-8. {id}".rstrip(),
    )


def too_large() -> Unacceptable:
    """Small on the wire and enormous when opened, or simply more than can be examined."""
    return Unacceptable(
        413,
        TOO_LARGE,
        "What this file unfolds into is too large to be examined.",
        "Isi berkas ini terlalu besar untuk diperiksa.",
    )


def damaged() -> Unacceptable:
    """It starts like one of ours and cannot be read to its end."""
    return Unacceptable(
        422,
        DAMAGED,
        "This file is damaged or incomplete.",
        "Berkas ini rusak atau tidak lengkap.",
    )


def dangerous(en: str, id: str) -> Unacceptable:
    """It carries something that acts when it is opened, or that we cannot take out."""
    return Unacceptable(422, DANGEROUS, en, id)
